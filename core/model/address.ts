/**
 * How people name machines: parts that are ANDed. Exactly one machine must match;
 * several are an error with the candidates, never a guess.
 */
import type { Machine } from './machine.ts';
import { fail } from './failure.ts';

export interface Address {
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
  readonly host?: string;
  readonly type?: string;
}

const plainUuid = (uuid: string): string => uuid.replaceAll('-', '').toLowerCase();

export function matches(address: Address, machine: Machine): boolean {
  const { id, path, label, uuid, mac, tcp, config, file, host, type } = address;
  return (
    (id === undefined || machine.id === id) &&
    (path === undefined || machine.path === path) &&
    (label === undefined || machine.label === label) &&
    (uuid === undefined || (machine.uuid !== undefined && plainUuid(machine.uuid) === plainUuid(uuid))) &&
    (mac === undefined || (machine.macs ?? []).some((m) => m.toLowerCase() === mac.toLowerCase())) &&
    (tcp === undefined || (machine.addresses ?? []).includes(tcp)) &&
    (config === undefined || machine.config === config) &&
    (file === undefined || (machine.config?.includes(file) ?? false)) &&
    (host === undefined || machine.host === host) &&
    (type === undefined || machine.type === type)
  );
}

export function printAddress(address: Address): string {
  return Object.entries(address)
    .map(([key, value]) => `${key}:${value}`)
    .join(',');
}

/** The one machine an address names. @throws Failure not-found or ambiguous (with the candidates' paths) */
export function resolve(address: Address, machines: Iterable<Machine>): Machine {
  const hits = [...machines].filter((machine) => matches(address, machine));
  const [first] = hits;
  const said = printAddress(address);
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
