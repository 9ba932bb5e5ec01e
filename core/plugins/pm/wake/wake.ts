/** WOL: who sends, what, to where; then waiting until the host answers. */
import type { Channel } from '../../../channel/channel.ts';
import type { MachineAction } from '../../../model/action.ts';
import type { MachineRecord } from '../../../model/machine.ts';
import { magicPacket } from '../../../model/magic.ts';
import type { HostConfig } from '../../../model/host.ts';
import type { Around, RunOptions } from '../../plugin.ts';
import { delay } from '../../wait.ts';
import { readSecret } from '../secret.ts';
import { sshBanner } from './answers.ts';
import { addressesOf, type Goal, goalsOf, macsOf, type Sleeper } from './goal.ts';
import { send } from './send.ts';
import { senderOf } from './sender.ts';
import { untilUp, type Watched } from './wait.ts';

/** @throws Failure not-found, unreachable, tool-missing, rights-missing, timeout */
export async function wake(
  here: Channel,
  machine: MachineRecord,
  action: MachineAction,
  options: RunOptions,
): Promise<void> {
  const { around, signal, log, progress } = options;
  const sleeper: Sleeper = { machine, config: await placed(around, signal), wake: action.wake ?? {} };
  const macs = macsOf(sleeper);
  progress('looking for a way to it');
  const { sender, networks } = await senderOf(here, sleeper, options);
  const goals = goalsOf(sleeper, networks, sender.name);
  const watched = await watchedOf(here, sender, sleeper, options);
  if (await isUp(watched, signal)) {
    log(`${watched.name} is up already.`);
    return;
  }
  const file = around.config.wol?.passwordFile;
  const password = file === undefined ? undefined : await readSecret(file);
  const sending = async (): Promise<void> => {
    for (const mac of macs)
      for (const goal of goals)
        await send(sender, magicPacket(mac, password), goal, { signal, mac, locked: password !== undefined });
  };
  log(`Magic packet for ${macs.join(', ')} from ${sender.name} to ${goals.map(said).join(', ')}.`);
  await sending();
  if (action.delay !== undefined) {
    progress(`sent; looked for after ${action.delay} s`);
    await delay(action.delay * 1000, signal);
  }
  await untilUp(watched, action.start ?? {}, sending, options);
}

const placed = async ({ place, config }: Around, signal: AbortSignal): Promise<HostConfig> =>
  (await place?.(signal)) ?? config;

/** Until a host that was switched on in another way answers. @throws Failure timeout */
export async function awaitUp(
  here: Channel,
  machine: MachineRecord,
  action: MachineAction,
  options: RunOptions,
): Promise<void> {
  const { around, signal } = options;
  const sleeper = { machine, config: await placed(around, signal), wake: {} };
  const watched = await watchedOf(here, here, sleeper, options);
  await untilUp(watched, action.start ?? {}, async () => {}, options);
}

const said = (goal: Goal): string =>
  'interface' in goal ? `the interface ${goal.interface}` : `${goal.to}:${goal.port}`;

const isUp = async ({ from, address, port }: Watched, signal: AbortSignal): Promise<boolean> =>
  (await sshBanner(from, address, port, signal)) !== undefined;

/** Looked for from where it is connected to: its jump host, else this machine; else whoever sent the packet. */
async function watchedOf(
  here: Channel,
  sender: Channel,
  { machine, config }: Sleeper,
  { around, signal }: RunOptions,
): Promise<Watched> {
  const [known] = addressesOf({ machine, config });
  const address = config.address ?? known ?? config.name;
  const jump = config.jump?.at(-1);
  const from = jump === undefined ? here : sender.name === jump ? sender : await around.channel(jump, signal);
  return { name: config.name, address, port: config.port ?? 22, from };
}
