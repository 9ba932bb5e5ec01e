/** Hosts of a zone that pass a filter: they answer, let us in, or are what is wanted. */
import { type Categories, isCategory } from '../../ctys/database/categories.ts';
import type { RuntimeFilter } from '../../ctys/database/runtime-filter.ts';
import type { ZoneHost } from '../../ctys/database/zone.ts';
import { openReach, type Reach } from '../../engine/reach.ts';
import type { CoreClient } from '../core-client.ts';
import { openOwnCore } from '../own-core.ts';
import type { Io } from '../io.ts';
import { hostName, visitedHosts } from '../places.ts';
import { type Logins, openLogins } from './logins.ts';
import { inParallel } from './parallel.ts';
import { tell } from './targets.ts';

export interface Passing {
  readonly filter: RuntimeFilter;
  /** What machines are by the database; absent: they are asked themselves. */
  readonly stored?: Categories;
  readonly login?: string;
}

/** Hosts at a time. */
const THREADS = 8;
/** Seconds. */
const USUAL = { PING: 2, SSH: 10 };

/** In an engine of its own: a zone's hosts are no business of a window that runs. */
export async function passing(
  hosts: readonly ZoneHost[],
  what: Passing,
  io: Io,
): Promise<readonly ZoneHost[]> {
  const reach = openReach(io.signal);
  const core = needsLogin(what) ? await openOwnCore() : undefined;
  const logins = core && openLogins(core, io);
  try {
    const verdicts = await inParallel(hosts, THREADS, async (host) => {
      const told = core && logins ? await logIn(host, what, { core, logins, reach, io }) : undefined;
      return (await passes(host, what, told, reach)) !== what.filter.reverse;
    });
    if (reach.pingFault !== undefined) tell('ping', reach.pingFault, io);
    return hosts.filter((_, at) => verdicts[at]);
  } finally {
    reach.close();
    await logins?.close();
    await core?.close();
  }
}

const needsLogin = ({ filter, stored }: Passing): boolean =>
  filter.answers?.by === 'SSH' || (filter.category !== undefined && stored === undefined);

/** `told`: what it says it is; undefined: it let nobody in, or nobody tried. */
async function passes(
  host: ZoneHost,
  { filter: { answers, category }, stored }: Passing,
  told: readonly string[] | undefined,
  reach: Reach,
): Promise<boolean> {
  if (answers?.by === 'SSH' && told === undefined) return false;
  if (category !== undefined)
    if (!(stored === undefined ? told?.includes(category) : isCategory(stored, host, category))) return false;
  if (answers?.by !== 'PING') return true;
  const tries = { trials: answers.trials, timeout: answers.timeout ?? USUAL.PING };
  for (const address of host.addresses) if (await reach.ping(address, tries)) return true;
  return false;
}

interface Means {
  readonly core: CoreClient;
  readonly logins: Logins;
  readonly reach: Reach;
  readonly io: Io;
}

/** By its name, as ssh knows it; by its address where this machine cannot find that name. */
async function logIn(
  { name, addresses }: ZoneHost,
  { filter: { answers }, login }: Passing,
  { core, logins, reach, io }: Means,
): Promise<readonly string[] | undefined> {
  const isKnown = await reach.address({ name }).then(
    () => true,
    () => false,
  );
  const place = {
    host: isKnown ? name : (addresses[0] ?? name),
    ...(login !== undefined && { user: login }),
  };
  const ssh = answers?.by === 'SSH' ? answers : undefined;
  try {
    await Promise.all(visitedHosts([place]).map((config) => core.api.hosts.visit(config)));
    return await logins.try(hostName(place), {
      trials: ssh?.trials ?? 1,
      timeout: ssh?.timeout ?? USUAL.SSH,
    });
  } catch (caught) {
    if (io.signal.aborted) throw caught;
    return undefined;
  }
}
