/** The way to a console: its plugin, the channel of its host, and for screens their logins and certificates. */
import type { Channel } from '../channel/channel.ts';
import { fail } from '../model/failure.ts';
import type { Machine } from '../model/machine.ts';
import type { BytePipe } from '../model/pipe.ts';
import type { Ask } from '../model/prompt.ts';
import type { Session } from '../model/session.ts';
import type { ConsoleOptions, Pins, Plugin } from '../plugins/plugin.ts';
import { aroundOf } from './monitor/around.ts';
import type { Monitor } from './monitor/monitor.ts';
import { openScreen } from './screen-login.ts';

export interface ConsoleContext {
  readonly monitor: Monitor;
  readonly plugins: readonly Plugin[];
  /** Certificates of screens. */
  readonly pins: Pins;
}

export type How = Pick<ConsoleOptions, 'size' | 'run' | 'take' | 'wary'>;

/** @throws Failure why it cannot be opened */
export async function consolePipe(
  { monitor, plugins, pins }: ConsoleContext,
  session: Session,
  machine: Machine,
  how: How,
  ask: Ask,
  signal: AbortSignal,
): Promise<{ readonly pipe: BytePipe; readonly channel: Channel }> {
  const plugin = plugins.find(({ type }) => type === machine.type);
  if (plugin === undefined) throw fail('not-capable', `${machine.type} machines have no consoles here.`);
  const apart = machine.consoles.find(({ id }) => id === session.console)?.apart === true;
  const channel = await monitor.channel(apart ? 'localhost' : machine.host, signal);
  const around = aroundOf(monitor, machine.host, ask);
  const record = monitor.record(machine.host, machine.id) ?? machine;
  // A shell on the host is the person's own; a guest's sockets may be root's.
  const elevate = machine.type !== 'PM' && (monitor.config(machine.host)?.elevation ?? 'none') !== 'none';
  const open = () => plugin.open(channel, record, session.console, { ...how, ask, around, elevate, signal });
  const pipe =
    session.kind === 'rfb'
      ? await openScreen(open, { machine, console: session.console, ask, pins }, signal)
      : await open();
  if (!signal.aborted) return { pipe, channel };
  pipe.close();
  throw signal.reason;
}
