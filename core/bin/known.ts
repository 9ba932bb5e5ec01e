/**
 * Where an address leads by the databases of known machines, and how far they are used (ctys `-c`): the caller's, then
 * those on the target, then what the target itself shows. Source: chapter 2.2 of the reference.
 */
import { resolve } from 'node:path';
import type { MachineAction, QueryAction } from '../model/action.ts';
import { printAddress } from '../model/address.ts';
import { fail, type Failure } from '../model/failure.ts';
import { type KnownMachine, sameHost } from '../model/known.ts';
import { carried } from './as-failure.ts';
import type { CoreClient } from './core-client.ts';
import type { Io } from './io.ts';
import { hostName, withLogin } from './places.ts';
import { snapshot } from './snapshot.ts';

export type Addressed = MachineAction | QueryAction;

/** Which databases are asked, and whether nothing else is. */
export function usedDatabases({ options }: Addressed): {
  readonly local: boolean;
  readonly remote: boolean;
  readonly only: boolean;
} {
  const cache = options?.nameCache ?? { use: 'both' };
  if (cache === 'off') return { local: false, remote: false, only: false };
  return { local: cache.use !== 'remote', remote: cache.use !== 'local', only: cache.only === true };
}

/**
 * The action with the address of the record that it means; null when no database has one.
 * @throws Failure not-found (a record's number, `-c only`), ambiguous
 */
export async function fromDatabases<A extends Addressed>(
  core: CoreClient,
  action: A,
  io: Io,
): Promise<A | null> {
  const { target } = action;
  const { local, remote, only } = usedDatabases(action);
  if (target.all || target.path !== undefined || target.config !== undefined) return null;
  if (target.record === undefined && Object.keys(target).length === 0) return null;
  const found =
    (local || target.record !== undefined ? await ask(core, action, false, io) : null) ??
    (remote && action.on !== undefined && !isHere(action) ? await ask(core, action, true, io) : null);
  if (found !== null) return await meaning(core, action, found, io);
  if (target.record !== undefined)
    throw fail(
      'not-found',
      `There is no record ${target.record} in enum.fdb.`,
      "'ctys vhost -o index,label -M all .' shows them.",
    );
  if (only)
    throw fail(
      'not-found',
      `No record of enum.fdb matches ${printAddress(target)}, and '-c only' forbids to look further.`,
      "Leave ONLY out, or make the records with 'ctys vdbgen'.",
    );
  return null;
}

const isHere = (action: Addressed): boolean => withLogin(action).host === 'localhost';

async function ask(
  core: CoreClient,
  action: Addressed,
  remote: boolean,
  io: Io,
): Promise<KnownMachine | null> {
  const { target, type, on, options } = action;
  const host = on === undefined ? undefined : remote ? hostName(withLogin(action)) : on.host;
  const hits = await carried(
    core.api.library.known(
      {
        address: target,
        remote,
        ...(host !== undefined && target.record === undefined && { host }),
        ...(type !== undefined && target.record === undefined && { type }),
        ...(options?.databases !== undefined && { folders: options.databases.map((at) => resolve(at)) }),
      },
      { signal: io.signal },
    ),
  );
  if (hits.length > 1) throw several(action, hits);
  return hits[0] ?? null;
}

function several({ target }: Addressed, hits: readonly KnownMachine[]): Failure {
  const candidates = hits.map(({ host, type, label, target: to }) =>
    [`/${host}/${type.toLowerCase()}/${label}`, to.uuid, to.config].filter(Boolean).join(' '),
  );
  return fail(
    'ambiguous',
    `${hits.length} known machines match ${printAddress(target)}:\n  ${candidates.join('\n  ')}\n`,
    CURES,
    { candidates },
  );
}

/** How people get from several to one. */
export const CURES =
  'Add a part of the address (host, l:, u:, m:, t:), give the whole path (p:), leave the databases out (-c off), or mark copies with VMSTATE=BACKUP.';

/** The host by its name in the inventory, where it is there; else as ssh would reach it. */
async function meaning<A extends Addressed>(
  core: CoreClient,
  action: A,
  { host, type, target }: KnownMachine,
  io: Io,
): Promise<A> {
  if (action.target.record !== undefined && Object.keys(action.target).length > 1)
    io.error('ctys: Beside DBREC the other parts of the address are ignored.\n');
  if (action.on !== undefined) return { ...action, type, target };
  const { hosts } = await snapshot(core.api, io.signal);
  const name = [...hosts.keys()].find((known) => sameHost(known, host)) ?? host;
  if (!hosts.has(name)) await core.api.hosts.visit({ name, address: host });
  return { ...action, type, target, on: { host: name } };
}
