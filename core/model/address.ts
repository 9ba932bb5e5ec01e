/**
 * How people name machines: parts that are ANDed. Exactly one machine must match;
 * several are an error with the candidates, never a guess.
 */
import type { Machine } from './machine.ts';
import { fail } from './failure.ts';

export interface Address {
  /** Every one (ctys ALL); stops only. */
  readonly all?: true;
  /** Stable id of a machine; its configuration's path; a session's number on its host (ctys `i:`). */
  readonly id?: string;
  readonly path?: string;
  readonly label?: string;
  readonly uuid?: string;
  readonly mac?: string;
  readonly tcp?: string;
  /** Absolute path of the configuration (ctys `p:`). */
  readonly config?: string;
  /** Inner part of the configuration's path (ctys `f:`). */
  readonly file?: string;
  /** Folders its configuration stands below (ctys `b:`). */
  readonly bases?: readonly string[];
  /** Number of its record in the database of known machines (ctys `dbrec:`); the other parts are ignored beside it. */
  readonly record?: number;
}

/** Where an address is looked for. */
export interface Within {
  readonly host?: string;
  readonly type?: string;
}

const plainUuid = (uuid: string): string => uuid.replaceAll('-', '').toLowerCase();

export function matches(address: Address, machine: Machine, within: Within = {}): boolean {
  const { id, path, label, uuid, mac, tcp, config, file, bases } = address;
  return (
    (within.host === undefined || machine.host === within.host) &&
    (within.type === undefined || machine.type === within.type) &&
    (id === undefined || machine.id === id || machine.number === id || isAt(machine.config, id)) &&
    (path === undefined || machine.path === path) &&
    (label === undefined || machine.label === label) &&
    (uuid === undefined || (machine.uuid !== undefined && plainUuid(machine.uuid) === plainUuid(uuid))) &&
    (mac === undefined || (machine.macs ?? []).some((m) => m.toLowerCase() === mac.toLowerCase())) &&
    (tcp === undefined || (machine.addresses ?? []).includes(tcp)) &&
    (config === undefined || isAt(machine.config, config)) &&
    (file === undefined || (machine.config?.includes(file) ?? false)) &&
    (bases === undefined || bases.some((base) => isBelow(machine.config, base)))
  );
}

/** `~/` and `$HOME/` are the home on the host, which only the host knows: what stands behind them must fit. */
function isAt(config: string | undefined, path: string): boolean {
  const below = /^(?:~|\$HOME)(\/.+)$/.exec(path)?.[1];
  return below === undefined ? config === path : (config?.endsWith(below) ?? false);
}

/** A relative base, and one of the home, is any folder on the way to the configuration. */
export function isBelow(config: string | undefined, base: string): boolean {
  const folder = base.replace(/^(?:~|\$HOME)\//, '').replace(/\/+$/, '');
  if (config === undefined) return false;
  return folder.startsWith('/') ? config.startsWith(`${folder}/`) : config.includes(`/${folder}/`);
}

export function printAddress(address: Address): string {
  return Object.entries(address)
    .map(([key, value]) => `${key}:${value}`)
    .join(',');
}

/** A guest that is a host has two rows: the guest's stands for it. */
export function onePerMachine(hits: readonly Machine[]): readonly Machine[] {
  if (hits.length < 2) return hits;
  const ids = new Set(hits.map(({ id }) => id));
  return hits.filter(({ asGuest }) => asGuest === undefined || !ids.has(asGuest));
}

/** The one machine an address names. @throws Failure not-found or ambiguous (with the candidates' paths) */
export function resolve(address: Address, machines: Iterable<Machine>, within: Within = {}): Machine {
  const found = onePerMachine([...machines].filter((machine) => matches(address, machine, within)));
  // A viewer has the label of what it shows.
  const servers = found.filter(({ role }) => role !== 'client');
  const hits = servers.length > 0 ? servers : found;
  const [first] = hits;
  const said = [printAddress(address), within.host && `on ${within.host}`].filter(Boolean).join(' ');
  if (first === undefined)
    throw fail('not-found', `No machine matches ${said}.`, 'Check the spelling, or refresh its host.');
  if (hits.length > 1)
    throw fail(
      'ambiguous',
      `${hits.length} machines match ${said}.`,
      'Add a further part, such as the host, UUID or path.',
      {
        candidates: hits.map((hit) => hit.path),
      },
    );
  return first;
}
