/** Which of the machines vhost found can be reached: their hosts, or they themselves. */
import { openReach, type Reach, type Tries } from '../../engine/reach.ts';
import type { Reachability } from '../../ctys/database/reachability.ts';
import type { HostConfig } from '../../model/host.ts';
import { sameHost } from '../../model/known.ts';
import { openOwnCore } from '../own-core.ts';
import type { Io } from '../io.ts';
import { snapshot } from '../snapshot.ts';
import { type Logins, openLogins } from './logins.ts';
import { inParallel } from './parallel.ts';
import { tell } from './targets.ts';

const THREADS = 8;

/** Names that can be reached, in an engine of its own: no window is troubled. */
export async function reachable(
  names: readonly string[],
  { by, tries }: Reachability,
  login: string | undefined,
  io: Io,
): Promise<ReadonlySet<string>> {
  const reach = openReach(io.signal);
  const core = await openOwnCore();
  const logins = by === 'SSH' ? openLogins(core, io) : undefined;
  try {
    const { hosts } = await snapshot(core.api, io.signal);
    const known = [...hosts.values()].map(({ config }) => config);
    const verdicts = await inParallel(names, THREADS, async (name) => {
      try {
        const config = configOf(name, known, login);
        if (!known.includes(config)) await core.api.hosts.visit(mutable(config));
        return await answers(config, tries, { reach, ...(logins && { logins }) });
      } catch (caught) {
        // Whatever keeps it from answering, it does not.
        if (io.signal.aborted) throw caught;
        return false;
      }
    });
    if (reach.pingFault !== undefined) tell('ping', reach.pingFault, io);
    return new Set(names.filter((_, at) => verdicts[at]));
  } finally {
    reach.close();
    await logins?.close();
    await core.close();
  }
}

interface Means {
  readonly reach: Reach;
  readonly logins?: Logins;
}

/** As the inventory has it; the user of -l is that of a host without one. */
function configOf(name: string, known: readonly HostConfig[], login: string | undefined): HostConfig {
  const config = known.find((one) => sameHost(one.name, name)) ?? { name, address: name };
  if (login === undefined || config.user !== undefined || config.name === 'localhost') return config;
  return { ...config, name: `${login}@${config.name}`, address: config.address ?? config.name, user: login };
}

/** As the contract takes it. */
const mutable = ({ jump, labels, groups, bases, ...config }: HostConfig) => ({
  ...config,
  ...(jump && { jump: [...jump] }),
  ...(labels && { labels: [...labels] }),
  ...(groups && { groups: [...groups] }),
  ...(bases && { bases: [...bases] }),
});

/** @throws Failure it has no address, or lets nobody in */
async function answers(config: HostConfig, tries: Tries, { reach, logins }: Means): Promise<boolean> {
  if (logins === undefined) return await reach.ping(await reach.address(config), tries);
  await logins.try(config.name, tries);
  return true;
}
