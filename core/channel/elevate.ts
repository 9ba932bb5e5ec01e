/**
 * Commands with more rights: sudo or ksu, as the host is configured. A sudo password is asked once an account,
 * checked by sudo itself, kept in memory only, and given by standard input when sudo's prompt (an unguessable
 * word) is seen; never on a command line. `-k` leaves no timestamp behind for other programs of the account.
 */
import { randomBytes } from 'node:crypto';
import { fail } from '../model/failure.ts';
import type { Failure } from '../model/failure.ts';
import type { Elevation } from '../model/host.ts';
import type { Ask } from '../model/prompt.ts';
import type { CallOptions, ExecOptions, ExecResult, Pty } from './channel.ts';
import { cutTo } from './frame.ts';
import { startInTime, type Within } from './in-time.ts';
import { ksu } from './ksu.ts';
import type { Proc, Transport } from './transport.ts';

/** Messages are parsed, so they must come in English whatever the host speaks. */
const SUDO = ['env', 'LC_MESSAGES=C', 'sudo'] as const;
const TRIES = 3;
/** ms until a command that shows neither prompt nor output is taken to need no password. */
const SILENT = 2000;

const wantsPassword = (r: ExecResult): boolean =>
  r.code === 1 &&
  r.stdout === '' &&
  /^sudo: (a password is required|interactive authentication)/m.test(r.stderr);

const REFUSED =
  /^sudo: |not in the sudoers file|is not allowed to (execute|run)|may not run sudo|^ksu: |authorization .*failed|Authentication failed/m;

/** Did sudo or ksu itself end the command? */
export const refused = (r: Pick<ExecResult, 'code' | 'stderr'> & { stdout: string }): boolean =>
  r.code === 1 && r.stdout === '' && REFUSED.test(r.stderr);

export function rightsMissing(
  host: string,
  user: string,
  kind: Elevation,
  argv: readonly string[],
  stderr: string,
): Failure {
  const [command = 'ALL'] = argv;
  const grant = `${user} ALL=(root) NOPASSWD: ${command.startsWith('/') ? command : 'ALL'}`;
  const ksuHelp = `Get a ticket with kinit, and let root's .k5login on ${host} name your principal.`;
  return fail(
    'rights-missing',
    `${user} may not run ${command} as root on ${host} by ${kind}.`,
    kind === 'ksu' ? ksuHelp : `Add this line with visudo on ${host}: ${grant}`,
    { stderr: stderr.slice(0, 2000), ...(kind === 'sudo' && { sudoers: grant }) },
  );
}

export interface Elevated {
  readonly proc: Proc;
  /** The answer to `proc` may ask for another try with a password. */
  retry?(result: ExecResult): boolean;
}

export class Elevator {
  readonly kind: Elevation;
  readonly #host: string;
  readonly #on: Transport;
  readonly #ask: Ask;
  /** Commands known to need a password. */
  readonly #locked = new Set<string>();
  readonly #remembered: Map<string, string>;
  #free: Promise<boolean> | undefined;
  #password: Promise<string | null> | undefined;

  /** `remembered`: sudo passwords that worked, by account; they outlive a lost connection. */
  constructor(kind: Elevation, host: string, on: Transport, ask: Ask, remembered: Map<string, string>) {
    this.kind = kind;
    this.#host = host;
    this.#on = on;
    this.#ask = ask;
    this.#remembered = remembered;
  }

  /** For commands run to their end: tried without password first, which takes no extra round trip. */
  async startExec(argv: readonly string[], options: ExecOptions = {}): Promise<Elevated> {
    if (this.kind === 'ksu') return { proc: this.#killable(await this.#start(ksu(argv), options)) };
    if (this.#locked.has(argv[0] ?? '')) {
      this.#mayAsk(options.quiet);
      return { proc: await this.#sudo(argv, (line) => this.#start(line, options)) };
    }
    const proc = this.#killable(await this.#start([...SUDO, '-n', '--', ...argv], options));
    return {
      proc,
      retry: (result) => {
        if (!wantsPassword(result)) return false;
        this.#locked.add(argv[0] ?? '');
        return true;
      },
    };
  }

  /** For pipes: whether a password is needed is settled before the first byte is sent. */
  async startSpawn(argv: readonly string[], pty?: Pty, { signal, quiet }: CallOptions = {}): Promise<Proc> {
    const start = (line: readonly string[]): Promise<Proc> => this.#on.start(line, pty, signal);
    if (this.kind === 'ksu') return this.#killable(await start(ksu(argv)));
    const locked = this.#locked.has(argv[0] ?? '') || !(await this.#isFree());
    if (locked) {
      this.#mayAsk(quiet);
      return this.#sudo(argv, start);
    }
    return this.#killable(await start([...SUDO, '-n', '--', ...shellOr(argv)]));
  }

  /** @throws Failure rights-missing where the password is not known and nobody may be asked for it */
  #mayAsk(quiet: boolean | undefined): void {
    if (quiet !== true || this.#password !== undefined || this.#remembered.has(this.#account)) return;
    throw fail(
      'rights-missing',
      `sudo wants the password of ${this.#on.user} on ${this.#host}, which has not been given yet.`,
      'Refresh the host to be asked for it.',
    );
  }

  /** Of what runs to its end, waiting for a session is a part. */
  #start(argv: readonly string[], options?: Within): Promise<Proc> {
    return startInTime(this.#on, this.#host, argv, options);
  }

  /** Nothing this account may run needs a password (`-v` asks unless all its rules say NOPASSWD). */
  #isFree(): Promise<boolean> {
    if (this.#free === undefined) {
      const asking = this.#quiet([...SUDO, '-n', '-v']).then((code) => code === 0);
      this.#free = asking;
      asking.catch(() => {
        this.#free = undefined;
      });
    }
    return this.#free;
  }

  async #quiet(argv: readonly string[]): Promise<number | null> {
    const proc = await this.#start(argv);
    proc.stdin.end();
    proc.stderr?.resume();
    await proc.started;
    proc.stdout.resume();
    return proc.exit;
  }

  async #sudo(argv: readonly string[], start: (line: readonly string[]) => Promise<Proc>): Promise<Proc> {
    const password = await this.#passwordOnce(argv);
    const word = randomBytes(16).toString('hex');
    const line = [...SUDO, '-k', '-S', '-p', word, '--', ...shellOr(argv)];
    const proc = this.#killable(await start(line));
    if (password === null) return proc;
    await proc.started;
    const prompted = await waitPrompt(proc, word);
    if (prompted) proc.stdin.write(`${password}\n`);
    return proc;
  }

  /** The password sudo accepted, null if it wants none; asked once, shared by all who wait. */
  #passwordOnce(argv: readonly string[]): Promise<string | null> {
    if (this.#password === undefined) {
      const asking = this.#askPassword(argv);
      this.#password = asking;
      asking.catch(() => {
        this.#password = undefined;
      });
    }
    return this.#password;
  }

  async #askPassword(argv: readonly string[]): Promise<string | null> {
    const word = randomBytes(16).toString('hex');
    const proc = await this.#start([...SUDO, '-k', '-S', '-p', word, '-v']);
    const prompt = new RegExp(word);
    let said = '';
    let password: string | null = null;
    try {
      await proc.started;
      proc.stdout.resume();
      const { stderr } = proc;
      if (stderr === null) return null;
      for (let tries = 0; (await cutTo(stderr, prompt)) !== null; tries++) {
        if (tries === TRIES) break;
        said = tries === 0 ? '' : 'The password was not accepted.';
        password = (tries === 0 ? this.#recall() : undefined) ?? (await this.#answer(said));
        proc.stdin.write(`${password}\n`);
      }
      if ((await proc.exit) === 0) {
        if (password !== null) this.#remembered.set(this.#account, password);
        return password;
      }
    } finally {
      proc.kill();
    }
    throw rightsMissing(this.#host, this.#on.user, 'sudo', argv, said || 'sudo refused.');
  }

  get #account(): string {
    return `${this.#on.user}@${this.#host}`;
  }

  /** Given once: kept again only if sudo still accepts it. */
  #recall(): string | undefined {
    const password = this.#remembered.get(this.#account);
    this.#remembered.delete(this.#account);
    return password;
  }

  async #answer(detail: string): Promise<string> {
    const answers = await this.#ask({
      host: this.#host,
      kind: 'sudo',
      text: `Password of ${this.#on.user} on ${this.#host} for sudo`,
      ...(detail !== '' && { detail, again: true }),
      secret: `sudo ${this.#account}`,
      fields: [{ label: 'Password', echo: false }],
    });
    const [password] = answers ?? [];
    if (password === undefined || /[\n\r]/.test(password))
      throw fail(
        'rights-missing',
        `No sudo password was given for ${this.#host}.`,
        `Give it when asked, or add with visudo: ${this.#on.user} ALL=(root) NOPASSWD: ALL`,
      );
    return password;
  }

  /** The account may not signal what runs as root: its group is ended by an elevated kill. */
  #killable(proc: Proc): Proc {
    let killed = false;
    let over = false;
    void proc.exit.then(() => {
      over = true;
    });
    return {
      ...proc,
      kill: () => {
        const first = !killed;
        killed = true;
        if (first && !over) void this.#kill(proc).catch(() => {});
        proc.kill();
      },
    };
  }

  async #kill(proc: Proc): Promise<void> {
    const pid = await proc.started;
    if (pid === null || this.#on.gone.aborted) return;
    for (const signal of ['TERM', 'KILL']) {
      const killer = await this.#plain(['kill', '-s', signal, '--', `-${pid}`]);
      killer.stdin.end();
      killer.stdout.resume();
      killer.stderr?.resume();
      await killer.exit;
    }
  }

  async #plain(argv: readonly string[]): Promise<Proc> {
    if (this.kind === 'ksu') return this.#start(ksu(argv));
    const password = await this.#password?.catch(() => undefined);
    if (typeof password !== 'string') return this.#start([...SUDO, '-n', '--', ...argv]);
    const word = randomBytes(16).toString('hex');
    const proc = await this.#start([...SUDO, '-k', '-S', '-p', word, '--', ...argv]);
    if (await waitPrompt(proc, word)) proc.stdin.write(`${password}\n`);
    return proc;
  }
}

/** sudo without a command is no shell of its own: `-i` gives root's. */
const shellOr = (argv: readonly string[]): readonly string[] => (argv.length === 0 ? ['sh'] : argv);

/** Wait for sudo's prompt; false when the command evidently runs (or ended) without one. */
async function waitPrompt(proc: Proc, word: string): Promise<boolean> {
  const stop = new AbortController();
  const quit = (): void => stop.abort();
  const timer = setTimeout(quit, SILENT);
  const where = proc.stderr ?? proc.stdout;
  if (proc.stderr !== null) proc.stdout.once('readable', quit);
  void proc.exit.then(quit);
  try {
    return (await cutTo(where, new RegExp(word), stop.signal)) !== null;
  } finally {
    clearTimeout(timer);
    proc.stdout.off('readable', quit);
  }
}
