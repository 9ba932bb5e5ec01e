/** What a machine carries, and what carries it, looked at before anything is done to it. */
import { toFailure } from '../model/failure.ts';
import type { Machine } from '../model/machine.ts';
import { stackOf } from '../model/stack.ts';
import { carried } from './as-failure.ts';
import type { CoreClient } from './core-client.ts';
import type { Io } from './io.ts';
import type { Addressed } from './known.ts';
import { hits, machinesOf } from './machines.ts';
import { patiently } from './patience.ts';
import { hostName, withLogin } from './places.ts';
import { type Snapshot, snapshot } from './snapshot.ts';

/** ms that a host which is a guest gets to answer: one that does not is gone past by its hypervisor. */
const ANSWER_MS = 30_000;

/** Hosts in the machines, to any depth; what does not answer is left as it is known. */
export async function lookInside(
  core: CoreClient,
  targets: readonly Machine[],
  own: boolean,
  io: Io,
): Promise<void> {
  const looked = new Set<string>();
  let next = own ? targets.map(({ host }) => host) : [];
  for (;;) {
    const now = await snapshot(core.api, io.signal);
    next = [...new Set([...next, ...hostsInside(now, targets, own)])].filter((host) => !looked.has(host));
    if (next.length === 0) return;
    await Promise.all(next.map((host) => look(core, host, io)));
    for (const host of next) looked.add(host);
  }
}

function hostsInside({ machines }: Snapshot, targets: readonly Machine[], own: boolean): readonly string[] {
  const stack = stackOf(machines.values());
  const found = new Set<string>();
  const add = (machine: Machine): void => {
    if (machine.asHost !== undefined && found.has(machine.asHost)) return;
    if (machine.asHost !== undefined && machine.state !== 'off') found.add(machine.asHost);
    for (const guest of stack.inside(machine)) add(guest);
  };
  for (const { id, host } of targets) {
    const machine = machines.get(id);
    if (machine !== undefined) add(machine);
    const hosting = own ? stack.machineOf(host) : undefined;
    if (hosting !== undefined) add(hosting);
  }
  return [...found];
}

async function look(core: CoreClient, name: string, io: Io): Promise<void> {
  const signal = AbortSignal.any([io.signal, AbortSignal.timeout(ANSWER_MS)]);
  const looking = core.api.hosts.refresh({ name, quiet: !io.canAsk, runningOnly: true }, { signal });
  await patiently(carried(looking), `waiting for ${name}`, io).catch(() => io.signal.throwIfAborted());
}

const AWAY: ReadonlySet<string> = new Set(['unreachable', 'refused', 'connection-lost', 'timeout']);

/**
 * The same as `machinesOf`; of a host that does not answer and is a guest, or is `rising`, for the call itself brings it up, as it
 * was seen last.
 */
export async function machinesBefore(
  core: CoreClient,
  action: Addressed,
  io: Io,
  rising: ReadonlySet<string> = new Set(),
): Promise<readonly Machine[]> {
  try {
    return await machinesOf(core, action, io);
  } catch (caught) {
    if (!AWAY.has(toFailure(caught).code)) throw caught;
    const carriers = await carriersOf(core, hostName(withLogin(action)), io);
    if (carriers.length === 0 && !rising.has(hostName(withLogin(action)))) throw caught;
    // It may have been its databases that were asked for: that it does not answer is known once it was looked at.
    for (const host of [...carriers, hostName(withLogin(action))]) await look(core, host, io);
    return hits(await snapshot(core.api, io.signal), action, hostName(withLogin(action)));
  }
}

/** Hosts below one that is a guest, from the bottom; none where it is no guest. */
async function carriersOf(core: CoreClient, host: string, io: Io): Promise<readonly string[]> {
  const { machines } = await snapshot(core.api, io.signal);
  const stack = stackOf(machines.values());
  const own = stack.machineOf(host);
  if (own === undefined) return [];
  const chain = stack.chainOf(own).filter(({ type }) => type !== 'PM');
  return [...new Set(chain.map((machine) => machine.host))].filter((name) => name !== host);
}
