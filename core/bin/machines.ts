/** The machine an action names, as the core knows it after a look at its host. */
import { dirname } from 'node:path';
import { type Address, matches, onePerMachine, printAddress } from '../model/address.ts';
import { fail, toFailure } from '../model/failure.ts';
import { isMade, type Machine } from '../model/machine.ts';
import { isStop, type Verb } from '../model/verb.ts';
import { carried } from './as-failure.ts';
import type { CoreClient } from './core-client.ts';
import type { Io } from './io.ts';
import { type Addressed, CURES, fromDatabases, usedDatabases } from './known.ts';
import { patiently } from './patience.ts';
import { basesOn, hostName, withLogin } from './places.ts';
import { type Snapshot, snapshot } from './snapshot.ts';

/**
 * All that match on the target; without a target, on this machine and else anywhere in the inventory. Stops resolve
 * against what runs, all else by the databases of known machines first.
 * @throws Failure not-found, ambiguous, or why the host cannot be asked
 */
export async function machinesOf(core: CoreClient, action: Addressed, io: Io): Promise<readonly Machine[]> {
  const stops = isStopWord(action.verb);
  if (stops) {
    const running = await seen(core, action, io);
    if (running.length > 0) return running;
  }
  const known = await fromDatabases(core, action, io);
  if (known !== null) {
    const found = await seen(core, known, io);
    if (found.length > 0 || usedDatabases(action).only) return found;
  }
  return stops ? [] : await seen(core, action, io);
}

async function seen(core: CoreClient, action: Addressed, io: Io): Promise<readonly Machine[]> {
  if (action.target.record !== undefined) return [];
  const host = hostName(withLogin(action));
  await lookAtHost(core, host, action, io);
  const here = hits(await snapshot(core.api, io.signal), action, host);
  if (here.length > 0 || action.on !== undefined) return here;
  const [there, ...others] = hits(await snapshot(core.api, io.signal), action, undefined);
  if (there === undefined || others.length > 0) return there === undefined ? [] : [there, ...others];
  // It is known from the cache: what it is now its host says.
  await look(core, there.host, action, io);
  return hits(await snapshot(core.api, io.signal), action, there.host);
}

/** Folders the address itself names: a path is found where it is said to be, wherever that is. */
function basesOf({ config, id, bases = [] }: Address): readonly string[] {
  const file = config ?? (id?.startsWith('/') ? id : undefined);
  return file === undefined ? bases : [...bases, dirname(file)];
}

async function look(
  core: CoreClient,
  name: string,
  { type }: Addressed,
  io: Io,
  bases: readonly string[] = [],
): Promise<void> {
  const how = {
    name,
    quiet: !io.canAsk,
    ...(type !== undefined && type !== 'ALL' && { types: [type] }),
    ...(bases.length > 0 && { bases: basesOn(name, bases) }),
  };
  const looked = carried(core.api.hosts.refresh(how, { signal: io.signal }));
  await patiently(looked, `waiting for ${name}`, io);
}

const isStopWord = (verb: string): boolean => isStop(verb as Verb);

/** What a host that does not answer may be asked for all the same. */
const APART: ReadonlySet<string> = new Set([
  'start',
  'wake',
  'resume',
  'connect',
  'poweroff',
  'reset',
  'shutdown',
]);
const SILENT: ReadonlySet<string> = new Set([
  'unreachable',
  'refused',
  'timeout',
  'connection-lost',
  'no-such-host',
]);

/** A host that is to be switched on need not answer; without a row of it the failure stands. */
async function lookAtHost(core: CoreClient, host: string, action: Addressed, io: Io): Promise<void> {
  try {
    await look(core, host, action, io, basesOf(action.target));
  } catch (caught) {
    const { code } = toFailure(caught);
    const { machines } = await snapshot(core.api, io.signal);
    if (action.type !== 'PM' || !APART.has(action.verb) || !SILENT.has(code) || !machines.has(`pm:${host}`))
      throw caught;
  }
}

export function hits(
  { machines }: Snapshot,
  action: Addressed,
  host: string | undefined,
): readonly Machine[] {
  const { target, type } = action;
  const within = {
    ...(host !== undefined && { host }),
    ...(type !== undefined && type !== 'ALL' && { type }),
  };
  const viewersToo = 'side' in action && action.side === 'client';
  const all = [...machines.values()].filter((machine) => {
    if (target.all) return isOfAll(machine, action) && matches({}, machine, within);
    return matches(target, machine, within) && machine.facts?.vmState?.toUpperCase() !== 'BACKUP';
  });
  // A viewer has the label of what it shows; other people's sessions may have ours.
  const servers = all.filter(({ role }) => role !== 'client');
  const some = servers.length === 0 || (viewersToo && target.all) ? all : servers;
  const ours = some.filter(({ type, own }) => !isMade(type) || own);
  const found = ours.length > 0 ? ours : some;
  const running = found.filter(({ state }) => state !== 'off' && state !== 'suspended');
  return onePerMachine(isStopWord(action.verb) && running.length > 0 ? running : found);
}

/** ALL never takes the host itself with it, nor what others have on it unless `-s` says so. */
function isOfAll({ type, control, state, own, role }: Machine, action: Addressed): boolean {
  if (type === 'PM' || control || state === 'off') return false;
  // Of RDP there are clients only.
  if (type === 'RDP') return role === 'client' && own === true;
  if (role === 'client' && !('side' in action && action.side === 'client')) return false;
  const { scope } = action.options ?? {};
  const others = typeof scope === 'object' && 'users' in scope && scope.users === 'all';
  return !isMade(type) || own === true || others;
}

/** @throws Failure not-found, ambiguous */
export function theOne(machines: readonly Machine[], action: Addressed): Machine {
  const [first] = machines;
  const said = printAddress(action.target) || `a ${action.type} machine`;
  const where = action.on === undefined ? '' : ` on ${action.on.host}`;
  if (first === undefined)
    throw fail(
      'not-found',
      `No machine matches ${said}${where}.`,
      'Check the spelling, or list what is there.',
    );
  if (machines.length === 1) return first;
  const candidates = machines.map(({ path, uuid, config }) => [path, uuid, config].filter(Boolean).join(' '));
  throw fail(
    'ambiguous',
    `${machines.length} machines match ${said}${where}:\n  ${candidates.join('\n  ')}\n`,
    CURES,
    { candidates },
  );
}
