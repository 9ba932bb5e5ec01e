/** One look at all machines of VirtualBox on a host. VBoxManage shows those of the account that calls it, and no others. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
import { accountOn } from '../config/account.ts';
import { sharedLook } from '../sessions/shared.ts';
import { LIST_SCRIPT, parseTold, type Told } from './list-script.ts';
import { type Around, recordOf } from './record.ts';
import { faultOf } from './vboxmanage.ts';

/** ms; each machine costs VBoxManage a process. */
const LIMIT = 120_000;

const packs = new WeakMap<Channel, string>();

export const aroundOf = async (on: Channel): Promise<Around> => ({
  user: (await accountOn(on)).user,
  pack: packs.get(on) ?? '',
});

type What = 'all' | 'up';

/** @throws Failure command-failed, unexpected-output */
async function ask(on: Channel, what: What): Promise<Told> {
  const { stdout } = await on.exec(['sh', '-c', LIST_SCRIPT, 'sh', what], { timeout: LIMIT });
  const told = parseTold(stdout);
  if (told === null)
    throw fail('unexpected-output', `${on.name} does not tell its VirtualBox machines.`, undefined, {
      output: stdout.slice(0, 500),
    });
  if (told.kind === 'failed') throw faultOf(on, told.output, 1);
  if (told.kind === 'list') packs.set(on, told.pack);
  return told;
}

const looks = {
  all: sharedLook((on) => ask(on, 'all')),
  up: sharedLook((on) => ask(on, 'up')),
};

/** All that are registered, or those that are up; none where there is no VirtualBox. */
export async function look(
  on: Channel,
  what: What,
  options: CallOptions = {},
): Promise<readonly MachineRecord[]> {
  const told = await looks[what](on, options);
  if (told.kind !== 'list') return [];
  const around = await aroundOf(on);
  return told.machines.map((machine) => recordOf(machine, around));
}
