/** How a command runs as the owner of a guest. */
import type { CallOptions, Channel, ExecOptions } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import { accountOn, mayElevate } from '../config/account.ts';

/** A uid and its name, e.g. of a process or file. */
export interface Owner {
  readonly uid: number;
  readonly user: string;
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
  const elevate = uid !== 0 && uid !== owner.uid && mayElevate(on);
  return { ...options, elevate };
}
