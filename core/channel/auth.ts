/** Who we are, proven in OpenSSH's order: keys, then keyboard-interactive, then password. */
import type { AnyAuthMethod, AuthHandlerMiddleware, KeyboardInteractiveAuthMethod } from 'ssh2';
import type { Failure } from '../model/failure.ts';
import { fail } from '../model/failure.ts';
import type { Ask } from '../model/prompt.ts';
import type { KeyOffer, KeyRing } from './keys.ts';
import { offerAgent } from './keys.ts';
import { startLocal } from './local.ts';
import type { SshOptions } from './ssh-config.ts';

/** Passwords that worked, by account, so that a second connection asks nobody. Memory only. */
export type Secrets = Map<string, string>;

export interface AuthDeps {
  readonly host: string;
  readonly options: SshOptions;
  readonly ask: Ask;
  readonly keys: KeyRing;
  readonly secrets: Secrets;
  readonly env?: NodeJS.ProcessEnv;
}

export const account = (o: SshOptions): string => `${o.user}@${o.hostname}:${o.port}`;

/** Tickets may lie in files, the kernel or a daemon; klist (MIT and Heimdal) knows, and -s is its silence. */
function hasTicket(env: NodeJS.ProcessEnv): Promise<boolean> {
  const klist = startLocal(['klist', '-s'], env);
  klist.stdin.end();
  klist.stdout.resume();
  klist.stderr?.resume();
  return klist.exit.then((code) => code === 0);
}

export class Auth {
  readonly #d: AuthDeps;
  #offer: KeyOffer = { keys: [], gaps: [] };
  #allowed: readonly string[] = [];
  #keysTried = false;
  #ticket: Promise<boolean> | undefined;
  #kerberos = false;
  #interactive = 0;
  #passwords = 0;
  #declined = false;
  #secret: string | undefined;

  constructor(deps: AuthDeps) {
    this.#d = deps;
  }

  /** The secret that let us in is kept for the next connection of this account. */
  accepted(): void {
    if (this.#secret !== undefined) this.#d.secrets.set(account(this.#d.options), this.#secret);
  }

  /** Why OpenSSH might get in where this could not. */
  get gap(): string | undefined {
    if (this.#offer.gaps.length > 0) return this.#offer.gaps.join(', ');
    return this.#kerberos ? 'Kerberos' : undefined;
  }

  denied(): Failure {
    const { options, host } = this.#d;
    const tried = [
      ...this.#offer.keys.map((key) => `key ${key.from}`),
      ...(this.#interactive > 0 ? ['keyboard-interactive'] : []),
      ...(this.#passwords > 0 ? ['password'] : []),
    ];
    return fail(
      'auth-denied',
      this.#declined
        ? `No password was given for ${options.user} on ${host}.`
        : `${host} did not let ${options.user} in.`,
      tried.length === 0
        ? `Set up a key for it: ssh-copy-id ${options.user}@${options.hostname}`
        : 'Check the user name, and which keys the account accepts.',
      { user: options.user, accepts: this.#allowed, tried },
    );
  }

  readonly handler: AuthHandlerMiddleware = (left, partial, next) => {
    const username = this.#d.options.user;
    // null at the first call: `none` makes the server tell what it accepts.
    if (left === null) return next({ type: 'none', username });
    this.#allowed = left;
    if (partial) this.#keysTried = false;
    void this.#next(left).then(
      (method) => (method === null ? next(false as unknown as 'none') : next(method)),
      () => next(false as unknown as 'none'),
    );
  };

  async #next(left: readonly string[]): Promise<AnyAuthMethod | null> {
    const { options, host, ask, keys } = this.#d;
    const username = options.user;
    if (this.#declined) return null;
    if (!this.#keysTried && options.publicKey && left.includes('publickey')) {
      this.#keysTried = true;
      this.#offer = await keys.offer(options, host, ask);
      if (this.#offer.keys.length > 0)
        return { type: 'agent', username, agent: offerAgent(this.#offer.keys) };
    }
    if (await this.#opensByTicket(left)) return null;
    const prompts = options.passwordPrompts;
    if (options.keyboardInteractive && left.includes('keyboard-interactive') && this.#interactive < prompts) {
      this.#interactive++;
      return { type: 'keyboard-interactive', username, prompt: this.#prompt };
    }
    if (options.password && left.includes('password') && this.#passwords < prompts) {
      const password = await this.#password();
      return password === null ? null : { type: 'password', username, password };
    }
    return null;
  }

  /**
   * A ticket may open the door, though not to ssh2: then nobody is asked for a password. That ssh_config allows
   * GSSAPI says little, since distributions set it for all.
   */
  async #opensByTicket(left: readonly string[]): Promise<boolean> {
    if (!this.#d.options.gssapi || !left.some((method) => method.startsWith('gssapi'))) return false;
    this.#ticket ??= hasTicket(this.#d.env ?? process.env);
    this.#kerberos = await this.#ticket;
    return this.#kerberos;
  }

  async #password(): Promise<string | null> {
    const { options, host, ask } = this.#d;
    const known = this.#passwords++ === 0 ? this.#kept() : undefined;
    if (known !== undefined) return known;
    const answers = await ask({
      host,
      kind: 'password',
      text: `Password of ${options.user} on ${host}`,
      ...(this.#passwords > 1 && { detail: 'The password was not accepted.', again: true }),
      secret: `ssh ${account(options)}`,
      fields: [{ label: 'Password', echo: false }],
    });
    const [password] = answers ?? [];
    if (password === undefined) this.#declined = true;
    this.#secret = password;
    return password ?? null;
  }

  /** A password that worked before; forgotten at once, and kept again only if it still does. */
  #kept(): string | undefined {
    const name = account(this.#d.options);
    const known = this.#d.secrets.get(name);
    this.#d.secrets.delete(name);
    this.#secret = known;
    return known;
  }

  readonly #prompt: KeyboardInteractiveAuthMethod['prompt'] = (
    name,
    instructions,
    _lang,
    prompts,
    finish,
  ) => {
    const { host, ask } = this.#d;
    const [only] = prompts;
    const single = prompts.length === 1 && only !== undefined && only.echo !== true;
    const kept = single && this.#interactive === 1 ? this.#kept() : undefined;
    if (kept !== undefined) return finish([kept]);
    const title = [name, instructions].map((text) => text.trim()).filter(Boolean);
    void ask({
      host,
      kind: 'keyboard-interactive',
      text: title[0] ?? `${host} asks`,
      ...(title[1] !== undefined && { detail: title[1] }),
      fields: prompts.map((each) => ({ label: each.prompt.trim(), echo: each.echo === true })),
    })
      .catch(() => null)
      .then((answers) => {
        if (answers === null) this.#declined = true;
        if (single) this.#secret = answers?.[0];
        finish(prompts.map((_, index) => answers?.[index] ?? ''));
      });
  };
}
