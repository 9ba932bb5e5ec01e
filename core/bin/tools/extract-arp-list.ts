/** `ctys extractARPlst`: who has which MAC and IP, by the neighbour table of this machine; hosts are pinged into it. */
import type { MacEntry } from '../../ctys/database/macmap.ts';
import { openReach, type Reach } from '../../engine/reach.ts';
import { fail } from '../../model/failure.ts';
import type { HostConfig } from '../../model/host.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { checkMacOptions, MAC_OPTIONS, MAC_USAGE, putOut } from './mac-output.ts';
import { toolOptions } from './options.ts';
import { inParallel } from './parallel.ts';
import { lookUpHosts, plainName, tell } from './targets.ts';

export const USAGE = `Usage: ctys extractARPlst [-n | -i | -m] [-E] [-p DIR | -P] [-q] TARGET ...
TARGET  hosts and groups in a segment of this machine
${MAC_USAGE}`;

const AT_A_TIME = 8;
const ONE_SECOND = { trials: 1, timeout: 1 };

export async function run(words: readonly string[], io: Io): Promise<number> {
  const options = toolOptions(words, MAC_OPTIONS, USAGE);
  checkMacOptions(options, USAGE);
  const hosts = await lookUpHosts(options.rest, USAGE, io);
  const say = options.values.quiet ? () => {} : io.error;
  const reach = openReach(io.signal);
  try {
    const { entries, code } = await find(reach, hosts, { ...io, error: say });
    await putOut(entries, options, say, io);
    return code;
  } finally {
    reach.close();
  }
}

async function find(
  reach: Reach,
  hosts: readonly HostConfig[],
  io: Io,
): Promise<{ readonly entries: readonly MacEntry[]; readonly code: number }> {
  const addresses = await inParallel(hosts, AT_A_TIME, async (host) => {
    try {
      const ip = await reach.address(host);
      await reach.ping(ip, ONE_SECOND);
      return { host, ip };
    } catch (caught) {
      if (io.signal.aborted) throw caught;
      return { host, caught };
    }
  });
  if (reach.pingFault !== undefined) tell('ping', reach.pingFault, io);
  const known = await reach.neighbours();
  let code: number = EXIT.ok;
  const entries: MacEntry[] = [];
  for (const { host, ip, caught } of addresses) {
    const mac = ip === undefined ? undefined : known.get(ip);
    if (ip !== undefined && mac !== undefined) entries.push({ name: await plainName(host, reach), mac, ip });
    else code = tell(host.name, caught ?? noNeighbour(ip), io);
  }
  return { entries, code };
}

/** Whether it answered says nothing: a router's answer comes from afar, a silent neighbour is known all the same. */
const noNeighbour = (ip: string | undefined): Error =>
  fail('not-found', `${ip} is no neighbour of this machine.`, 'It is off, or in another segment.');
