/** Stops by the system itself, over SSH: checked first, announced, counted down, carried out, seen. */
import { isIPv4 } from 'node:net';
import type { Channel } from '../../../channel/channel.ts';
import { DEFAULT_POWEROFF_DELAY, type MachineAction } from '../../../model/action.ts';
import { fail } from '../../../model/failure.ts';
import type { HostConfig } from '../../../model/host.ts';
import type { MachineRecord } from '../../../model/machine.ts';
import type { RunOptions } from '../../plugin.ts';
import { addressesOf } from '../wake/goal.ts';
import { countdown } from './announce.ts';
import { tellSystem } from './ask.ts';
import { type Arming, prepareArming } from './arm.ts';
import { commandOf, type Method, methodOf, wordOf } from './commands.ts';
import { powerFacts } from './facts.ts';
import { allowed } from './rights.ts';
import { type Place, untilDown, untilRebooted } from './settled.ts';

/** Seconds a system gets to stop, and to come back. */
const STOPPED = 300;
export const BACK = 600;

/** Without SELF a CANCEL is for what runs on the host. @throws Failure bad-input */
export function checkSelf({ self, force, verb }: MachineAction, host: string): void {
  if (self) return;
  const forced = force || verb === 'poweroff' ? ' FORCE needs SELF.' : '';
  throw fail(
    'bad-input',
    `${host} itself is stopped with SELF only.${forced}`,
    'Add SELF to stop the host after what runs on it.',
  );
}

/** @throws Failure bad-input */
function checkArming(action: MachineAction, method: Method): void {
  if (action.wake?.arm && method !== 'poweroff')
    throw fail(
      'bad-input',
      `WOL goes with POWEROFF, PAUSE, SUSPEND and INIT:0, not with ${wordOf(action)}.`,
      'Leave WOL out.',
    );
  if (action.wake?.interface !== undefined && !action.wake.arm)
    throw fail('bad-input', 'IF of a CANCEL goes with WOL.', 'Add WOL, or leave IF out.');
}

/** @throws Failure bad-input, rights-missing, tool-missing, not-capable, guest-ignores, command-failed */
export async function stopBySystem(
  here: Channel,
  machine: MachineRecord,
  action: MachineAction,
  options: RunOptions,
): Promise<void> {
  const { around, signal, log, progress } = options;
  const host = around.config.name;
  const method = methodOf(action);
  checkArming(action, method);
  if (action.verb === 'pause' || action.verb === 'suspend')
    log(`${action.verb.toUpperCase()} of a physical machine is POWEROFF.`);
  progress('checking its rights');
  const on = await around.channel(host, signal);
  const facts = await powerFacts(on, signal);
  const argv = commandOf(facts, action, host);
  const rights = await allowed(on, facts, argv, signal);
  const arming = action.wake?.arm ? await prepareArming(on, facts, action.wake.interface, signal) : undefined;
  await countdown(on, facts, wordOf(action), action.delay ?? DEFAULT_POWEROFF_DELAY, options);
  await arm(arming, options);
  log(argv.join(' '));
  await tellSystem(on, argv, { ...rights, signal });
  const place = await placeOf(here, machine, options);
  if (method === 'poweroff') await untilDown(place, action.timeout ?? STOPPED, options);
  // Nobody is at the other end any more, which the connection itself would notice late.
  if (method === 'poweroff') on.close();
  if (method === 'reboot') await untilRebooted(place, facts.boot, action.timeout ?? BACK, options);
  if (method === 'poweroff') options.tell(offNews(action));
}

async function arm(arming: Arming | undefined, { log, progress }: RunOptions): Promise<void> {
  if (arming === undefined) return;
  progress(`arming ${arming.cards.join(', ')}`);
  await arming.arm();
  log(`Armed for Wake-on-LAN: ${arming.cards.join(', ')}.`);
}

/** Where it is to be woken by stays known until then. */
export const offNews = ({ wake }: MachineAction): Partial<MachineRecord> => ({
  state: 'off',
  ...(wake?.broadcast !== undefined && { broadcast: wake.broadcast }),
});

export async function placeOf(
  here: Channel,
  machine: MachineRecord,
  { around, signal }: RunOptions,
): Promise<Place> {
  const { config } = around;
  const jump = config.jump?.at(-1);
  const from = jump === undefined ? here : await around.channel(jump, signal);
  return { host: config.name, address: ownAddress(machine, config), from };
}

/** Where it itself answers a ping: what stands before it, and passes on to its sshd, goes on answering. Pure. */
export function ownAddress(machine: MachineRecord, config: HostConfig): string | undefined {
  const told = addressesOf({ machine, config: { name: config.name } });
  const { address } = config;
  if (address === undefined) return told[0];
  return told.length === 0 || told.includes(address) || !isIPv4(address) ? address : undefined;
}
