/** What part of the machines is shown: the side bar's view, and the switch between what runs and what is stored. */
import type { HostStatus } from '../../core/model/host.ts';
import { driftOf } from '../../core/model/drift.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { Predicate } from '../../core/ctys/filter/searched.ts';

/** What the side bar chose. `saved` narrows by its filter, which stands in the filter line. */
export type View =
  | { readonly kind: 'all' | 'running' | 'off' | 'lost' | 'drift' }
  | { readonly kind: 'host' | 'group' | 'saved'; readonly name: string };

/** What is told of machines: everything, what runs (ctys LIST), or what is configured (ctys ENUMERATE). */
export const SOURCES = ['all', 'list', 'enumerate'] as const;
export type Source = (typeof SOURCES)[number];

const OFF: ReadonlySet<Machine['state']> = new Set(['off', 'suspended', 'crashed']);

const runs = ({ state }: Machine): boolean => !OFF.has(state) && state !== 'lost';

export function inView(
  view: View,
  hosts: ReadonlyMap<string, HostStatus>,
  machines: ReadonlyMap<string, Machine>,
): Predicate {
  switch (view.kind) {
    case 'all':
    case 'saved':
      return () => true;
    case 'running':
      return ({ machine }) => runs(machine);
    case 'off':
      return ({ machine }) => OFF.has(machine.state);
    case 'lost':
      return ({ machine }) => machine.state === 'lost' || isDown(hosts.get(machine.host));
    case 'drift': {
      const drift = driftOf(machines.values());
      return ({ machine }) => drift.has(machine.id);
    }
    case 'host':
      return ({ machine }) => machine.host === view.name;
    case 'group':
      return ({ machine }) => hosts.get(machine.host)?.config.groups?.includes(view.name) ?? false;
  }
}

export function fromSource(source: Source): Predicate {
  if (source === 'all') return () => true;
  return source === 'list' ? ({ machine }) => runs(machine) : ({ machine }) => machine.configured;
}

/** Client, server or tunnel: a machine that is up is the server of its sessions. */
export const cstOf = (state: Machine['state']): string =>
  OFF.has(state) || state === 'lost' || state === 'unknown' ? '' : 'S';

export const isDown = (host: HostStatus | undefined): boolean =>
  host?.state === 'lost' || host?.state === 'denied';

export const sameView = (a: View, b: View): boolean =>
  a.kind === b.kind && ('name' in a ? a.name : '') === ('name' in b ? b.name : '');
