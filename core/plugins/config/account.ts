/** Who we are on a host, and what we may see there. */
import type { Channel, ExecOptions, ExecResult } from '../../channel/channel.ts';
import { Failure, fail } from '../../model/failure.ts';

export interface Account {
  readonly uid: number;
  readonly user: string;
  readonly home: string;
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

/** A refused elevation is not tried for the sake of a look. */
export const mayElevate = (on: Channel): boolean => on.elevation !== 'none' && !refused.has(on);
