/** The two ends of a tunnel: where it is entered, and what it leads to. */
import type { Duplex } from 'node:stream';
import type { Channel, Endpoint } from '../channel/channel.ts';
import type { Listener } from '../channel/listen.ts';
import { readWish } from '../channel/socks.ts';
import { fail, toFailure } from '../model/failure.ts';
import type { Machine } from '../model/machine.ts';
import { TUNNEL_PORTS, type TunnelRequest } from '../model/tunnel.ts';
import type { Plugin, Screen } from '../plugins/plugin.ts';
import type { Monitor } from './monitor/monitor.ts';
import type { Tables } from './tables.ts';

export interface TunnelsContext {
  readonly tables: Tables;
  readonly monitor: Monitor;
  readonly plugins: readonly Plugin[];
}

const LOOPBACK = '127.0.0.1';
/** Ports tried from the first on. */
const MOST_PORTS = 200;

export interface Ends {
  readonly near: Channel;
  readonly far: Channel;
  /** undefined: the client says. */
  readonly to: Endpoint | undefined;
  readonly machine: Machine | undefined;
}

export const textOf = (at: Endpoint): string =>
  'unix' in at
    ? at.unix
    : at.host === LOOPBACK || at.host === 'localhost'
      ? String(at.port)
      : `${at.host}:${at.port}`;

/** @throws Failure not-found, not-capable */
export async function screenOf(
  { tables, monitor, plugins }: TunnelsContext,
  id: string,
  console: string,
): Promise<Screen & { readonly machine: Machine }> {
  const machine = tables.machines.get(id);
  if (machine === undefined) throw fail('not-found', 'The machine is gone.', 'Refresh its host.');
  const plugin = plugins.find(({ type }) => type === machine.type);
  const channel = await monitor.channel(machine.host);
  const record = monitor.record(machine.host, id) ?? machine;
  const screen = await plugin?.screen?.(channel, record, console);
  if (screen === undefined)
    throw fail(
      'not-capable',
      `No tunnel can lead to ${console} of ${machine.label}.`,
      'Open it in the window.',
    );
  return { ...screen, machine };
}

/** @throws Failure bad-input, and why a host cannot be reached */
export async function endsOf(
  context: TunnelsContext,
  request: TunnelRequest,
  signal?: AbortSignal,
): Promise<Ends> {
  const { host, kind, machine: id, console, to } = request;
  const here = await context.monitor.channel('localhost', signal);
  const there = await context.monitor.channel(host, signal);
  const [near, far] = kind === 'remote' ? [there, here] : [here, there];
  if (id !== undefined) {
    const found = await screenOf(context, id, console ?? 'vnc');
    return { near, far, to: found.at, machine: found.machine };
  }
  if (to === undefined && kind !== 'dynamic')
    throw fail('bad-input', 'Where the tunnel leads is missing.', 'Name a host and port, or a socket.');
  const at = to === undefined || 'unix' in to || to.host !== 'localhost' ? to : { ...to, host: LOOPBACK };
  return { near, far, to: at, machine: undefined };
}

/** On loopback only. @throws Failure busy */
export async function listenOn(
  on: Channel,
  request: TunnelRequest,
  accept: (stream: Duplex) => void,
): Promise<Listener> {
  const listen = on.listen?.bind(on);
  if (listen === undefined) throw fail('not-capable', `${on.name} has no tunnels.`);
  const { listen: at } = request;
  if (at !== undefined) return await listen('unix' in at ? at : { host: LOOPBACK, port: at.port }, accept);
  for (let port = TUNNEL_PORTS; port < TUNNEL_PORTS + MOST_PORTS; port++) {
    try {
      return await listen({ host: LOOPBACK, port }, accept);
    } catch (caught) {
      if (toFailure(caught).code !== 'busy') throw caught;
    }
  }
  throw fail('busy', `All ports from ${TUNNEL_PORTS} on are in use.`, 'Name one yourself.');
}

/** null: the client went away, or could not be joined. */
export async function reach(stream: Duplex, { far, to }: Ends): Promise<Duplex | null> {
  if (to !== undefined) return (await far.stream?.(to)) ?? null;
  const wish = await readWish(stream);
  if (wish === null) return null;
  try {
    const reached = await far.stream?.({ host: wish.host, port: wish.port });
    wish.answer(reached !== undefined);
    return reached ?? null;
  } catch {
    wish.answer(false);
    return null;
  }
}
