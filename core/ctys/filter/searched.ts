/** What a filter looks at: a machine, and all of its text. */
import type { Machine } from '../../model/machine.ts';

export interface Searched {
  readonly machine: Machine;
  /** `machineText` of it. */
  readonly text: string;
}

export type Predicate = (item: Searched) => boolean;

/** Everything one may search for, lower case, one fact a line. */
export function machineText(machine: Machine): string {
  const { label, type, state, host, user, group, path, uuid, config, note, arch, marks } = machine;
  const { macs = [], addresses = [] } = machine;
  const own = [...(marks?.tags ?? []), marks?.note];
  const facts = [label, type, state, host, user, group, path, uuid, config, note, arch];
  return [...facts, ...macs, ...addresses, ...own]
    .filter((fact) => fact !== undefined)
    .join('\n')
    .toLowerCase();
}
