/** Who sends a magic packet: the one that is named, else somebody with a foot in the segment of the sleeper. */
import type { Channel } from '../../../channel/channel.ts';
import { toFailure } from '../../../model/failure.ts';
import type { Neighbour, RunOptions } from '../../plugin.ts';
import { addressesOf, broadcastOf, interfaceOf, isLocal, type Sleeper } from './goal.ts';
import { commonBits, type Network, NETWORKS_SCRIPT, parseNetworks } from './networks.ts';

export interface Sender {
  readonly sender: Channel;
  readonly networks: readonly Network[];
}

/** Segments are seldom larger; hosts further off are not asked. */
const SEGMENT_BITS = 16;
/** Hosts asked whether they stand in it, and ms each may take. */
const MOST_ASKED = 4;
const PATIENCE = 8000;

/**
 * The relay of the call or of hosts.yaml; this machine where it has a foot in the segment, or where people said where the
 * packet goes; else the jump host, else any known host of the segment.
 */
export async function senderOf(here: Channel, sleeper: Sleeper, options: RunOptions): Promise<Sender> {
  const { around, signal, log } = options;
  const { config, wake } = sleeper;
  const named = wake.relay ?? config.wol?.relay;
  if (named !== undefined && named !== 'localhost') return await senderAt(named, options, signal);
  const own = { sender: here, networks: await networksOf(here, signal) };
  const told = broadcastOf(sleeper) ?? interfaceOf(sleeper);
  if (named !== undefined || told !== undefined || isNear(sleeper, own.networks)) return own;
  const jump = config.jump?.at(-1);
  const others = relaysFor(sleeper, around.neighbours?.() ?? []).filter((name) => name !== jump);
  for (const name of [...(jump === undefined ? [] : [jump]), ...others]) {
    const found = await asked(name, options);
    if (found === null || !isNear(sleeper, found.networks)) continue;
    log(`${name} stands in its segment.`);
    return found;
  }
  return jump === undefined ? own : await senderAt(jump, options, signal);
}

/** Those whose addresses are most like its own; of equals, those that are connected. Pure. */
export function relaysFor(sleeper: Sleeper, neighbours: readonly Neighbour[]): readonly string[] {
  const wanted = addressesOf(sleeper);
  const bits = ({ addresses }: Neighbour): number =>
    Math.max(0, ...addresses.flatMap((one) => wanted.map((other) => commonBits(one, other))));
  return neighbours
    .filter((one) => bits(one) >= SEGMENT_BITS)
    .sort((a, b) => bits(b) - bits(a) || Number(b.up) - Number(a.up))
    .slice(0, MOST_ASKED)
    .map(({ name }) => name);
}

/** null: it cannot be asked, which is no reason to give up. */
async function asked(name: string, options: RunOptions): Promise<Sender | null> {
  const { signal, log } = options;
  const late = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  try {
    return await senderAt(name, options, late);
  } catch (caught) {
    signal.throwIfAborted();
    const { code, message } = toFailure(caught);
    log(code === 'bug' ? `${name} does not answer in time.` : message);
    return null;
  }
}

async function senderAt(name: string, { around }: RunOptions, signal: AbortSignal): Promise<Sender> {
  const sender = await around.channel(name, signal);
  return { sender, networks: await networksOf(sender, signal) };
}

const isNear = (sleeper: Sleeper, networks: readonly Network[]): boolean =>
  addressesOf(sleeper).length > 0 && isLocal(sleeper, networks);

async function networksOf(on: Channel, signal: AbortSignal): Promise<readonly Network[]> {
  const { stdout } = await on.exec(['sh', '-c', NETWORKS_SCRIPT], { signal, maxBytes: 256 * 1024 });
  return parseNetworks(stdout);
}
