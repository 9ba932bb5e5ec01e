/** One look at the guests of VMware on a host. vmrun knows those that its own account runs. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
import { accountOn } from '../config/account.ts';
import { resolveBases } from '../config/scan.ts';
import { markCopies } from './copies.ts';
import { type Kind, LIST_SCRIPT, parseTold, type ToldVm } from './list-script.ts';
import { recordOf } from './record.ts';

/** ms; thousands of folders on a slow disk. */
const LIMIT = 60_000;
const MOST = 32 * 1024 * 1024;

/** What is known of a channel's guests beside what each look tells. */
export interface Known {
  kind?: Kind;
  /** Those that were paused from here, by their .vmx. */
  readonly paused: Set<string>;
  /** Numbers of ESXi, by .vmx. */
  readonly ids: Map<string, string>;
}

const known = new WeakMap<Channel, Known>();

export function knownOf(on: Channel): Known {
  const there = known.get(on) ?? { paused: new Set(), ids: new Map() };
  known.set(on, there);
  return there;
}

/** Those of `bases` and of the host's own inventory; `up`: those that run. */
export async function look(
  on: Channel,
  bases: readonly string[] | 'up',
  options: CallOptions = {},
): Promise<readonly MachineRecord[]> {
  const words = bases === 'up' ? ['up'] : ['all', ...(await basesOn(on, bases))];
  const argv = ['sh', '-c', LIST_SCRIPT, 'sh', ...words];
  const { signal } = options;
  const { stdout } = await on.exec(argv, { timeout: LIMIT, maxBytes: MOST, ...(signal && { signal }) });
  const told = parseTold(stdout);
  if (told === 'none') return [];
  if (told === null)
    throw fail('unexpected-output', `${on.name} does not tell its VMware guests.`, undefined, {
      output: stdout.slice(0, 500),
    });
  knownOf(on).kind = told.kind;
  return records(on, told.machines);
}

async function basesOn(on: Channel, bases: readonly string[]): Promise<readonly string[]> {
  return resolveBases(bases, (await accountOn(on)).home);
}

/** Of what a look or an event tells. */
export function records(on: Channel, machines: readonly ToldVm[]): readonly MachineRecord[] {
  const { kind = 'ws', paused, ids } = knownOf(on);
  for (const { path, running, id } of machines) {
    if (!running) paused.delete(path);
    if (id !== undefined) ids.set(path, id);
  }
  return markCopies(machines.map((machine) => recordOf(machine, kind, paused)));
}
