/** Who we are on a host, and how a command runs as the owner of a guest. */
import type { CallOptions, Channel, ExecOptions, ExecResult } from '../../channel/channel.ts';
import { Failure, fail } from '../../model/failure.ts';

export interface Account {
  readonly uid: number;
  readonly user: string;
  readonly home: string;
}

/** A uid and its name, e.g. of a process or file. */
export interface Owner {
  readonly uid: number;
  readonly user: string;
}

export const ACCOUNT_SCRIPT = 'id -u; id -un; printf "%s\\n" "$HOME"';

const accounts = new WeakMap<Channel, Promise<Account>>();

async function ask(on: Channel): Promise<Account> {
  const { stdout } = await on.exec(['sh', '-c', ACCOUNT_SCRIPT]);
  const [uid = '', user = '', home = ''] = stdout.split('\n');
  if (!/^\d+$/.test(uid) || !home.startsWith('/'))
    throw fail('unexpected-output', `${on.name} does not tell who we are there.`, undefined, {
      output: stdout.slice(0, 500),
    });
  return { uid: Number(uid), user, home };
}

/** The account of the channel, asked once. */
export function accountOn(on: Channel): Promise<Account> {
  const known = accounts.get(on);
  if (known !== undefined) return known;
  const asked = ask(on);
  accounts.set(on, asked);
  asked.catch(() => accounts.delete(on));
  return asked;
}

/** Channels whose elevation was refused; asking again each time would only annoy. */
const refused = new WeakSet<Channel>();

/** Elevated where the host allows, else as we are: who may see less still sees what is his. */
export async function execAsAllowed(
  on: Channel,
  argv: readonly string[],
  options: ExecOptions,
): Promise<ExecResult> {
  if (on.elevation === 'none' || refused.has(on)) return on.exec(argv, options);
  try {
    return await on.exec(argv, { ...options, elevate: true });
  } catch (caught) {
    if (!(caught instanceof Failure) || caught.code !== 'rights-missing') throw caught;
    // A password nobody could be asked for now may be given later.
    if (options.quiet !== true) refused.add(on);
    return on.exec(argv, options);
  }
}

export interface AsOwner {
  readonly argv: readonly string[];
  readonly elevate: boolean;
}

/** @throws Failure rights-missing when we are not the owner and the host has no elevation */
export async function asOwner(on: Channel, owner: Owner, argv: readonly string[]): Promise<AsOwner> {
  const me = await accountOn(on);
  if (me.uid === owner.uid) return { argv, elevate: false };
  if (me.uid !== 0 && on.elevation === 'none')
    throw fail(
      'rights-missing',
      `This belongs to ${owner.user}; ${me.user} may not do it on ${on.name}.`,
      'Set an elevation (sudo or ksu) for this host.',
    );
  const command = owner.uid === 0 ? argv : ['runuser', '-u', owner.user, '--', ...argv];
  return { argv: command, elevate: me.uid !== 0 };
}

/** Run as the owner; what exits with another code than 0 is a failure that `what` names. */
export async function mustAsOwner(
  on: Channel,
  owner: Owner,
  argv: readonly string[],
  what: string,
  options: ExecOptions = {},
): Promise<string> {
  const run = await asOwner(on, owner, argv);
  const { code, stdout, stderr } = await on.exec(run.argv, { ...options, elevate: run.elevate });
  if (code === 0) return stdout;
  const output = (stderr || stdout).trim().slice(-2000);
  throw fail('command-failed', `${what} failed on ${on.name}: ${output || `exit code ${code}`}`, undefined, {
    output,
  });
}

/** Options for a socket of the owner. */
export async function socketOptions(on: Channel, owner: Owner, options: CallOptions): Promise<CallOptions> {
  const { uid } = await accountOn(on);
  const elevate = uid !== 0 && uid !== owner.uid && on.elevation !== 'none' && !refused.has(on);
  return { ...options, elevate };
}
