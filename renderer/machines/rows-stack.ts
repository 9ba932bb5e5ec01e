/** Rows as a tree of machines in machines: a guest that is a host has what it carries below it, and is one row. Pure. */
import { naturalKey } from '../../core/ctys/tables/order.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { RowsInput } from './rows.ts';
import { emptyHosts, headsOf, type Output } from './rows-output.ts';
import { type Indexed, indexOf, ofMachines } from './search.ts';

interface Node {
  readonly item: Indexed;
  readonly matches: boolean;
  /** Those that match, or hold some that do. */
  readonly children: readonly Node[];
  /** Machines below it that match. */
  readonly below: number;
}

/** More machines in machines than this are a circle. */
const MOST_LAYERS = 50;

type Order = (a: Indexed, b: Indexed) => number;

export function byStack(matching: readonly Indexed[], input: RowsInput, out: Output, order: Order): void {
  const matches = new Set(matching.map(({ machine }) => wholeOf(machine, input.machines)));
  const guests = guestsByHost(input.machines);
  const node = (machine: Machine, layer: number): Node | null => {
    const host = machine.type === 'PM' ? machine.host : machine.asHost;
    const below = host === undefined || layer > MOST_LAYERS ? [] : (guests.get(host) ?? []);
    const children = nodes(below, layer + 1);
    const own = matches.has(machine.id);
    if (!own && children.length === 0) return null;
    const count = children.reduce((sum, child) => sum + child.below + (child.matches ? 1 : 0), 0);
    return { item: indexOf(machine), matches: own, children, below: count };
  };
  const nodes = (machines: readonly Machine[], layer: number): readonly Node[] =>
    machines.flatMap((machine) => node(machine, layer) ?? []).sort((a, b) => order(a.item, b.item));
  const show = (one: Node, depth: number): void => {
    if (out.machine(one.item, depth, one.below, !one.matches))
      for (const child of one.children) show(child, depth + 1);
  };
  const heads = headsOf(input.machines);
  const roots = [...heads.values()].filter(({ machine }) => wholeOf(machine, input.machines) === machine.id);
  for (const root of nodes(
    roots.map(({ machine }) => machine),
    0,
  ))
    show(root, 0);
  headless(input, guests, heads, nodes, out, show);
}

/** Guests of hosts that have no row themselves, and hosts nothing is known of yet. */
function headless(
  input: RowsInput,
  guests: ReadonlyMap<string, readonly Machine[]>,
  heads: ReadonlyMap<string, Indexed>,
  nodes: (machines: readonly Machine[], layer: number) => readonly Node[],
  out: Output,
  show: (node: Node, depth: number) => void,
): void {
  const inside = new Set([...input.machines.values()].map(({ asHost }) => asHost));
  const names = [...guests.keys()].filter((name) => !heads.has(name) && !inside.has(name));
  const empty = emptyHosts(input, guests).filter((name) => !inside.has(name));
  const all = [...names, ...empty].sort((a, b) => (naturalKey(a) < naturalKey(b) ? -1 : 1));
  for (const name of all) {
    const below = nodes(guests.get(name) ?? [], 1);
    if (below.length === 0 && !empty.includes(name)) continue;
    if (out.host(name, below.length)) for (const node of below) show(node, 1);
  }
}

/** A host that is a guest is shown as that guest. */
const wholeOf = ({ id, asGuest }: Machine, machines: ReadonlyMap<string, Machine>): string =>
  asGuest !== undefined && machines.has(asGuest) ? asGuest : id;

const guestsByHost = ofMachines((machines): ReadonlyMap<string, readonly Machine[]> => {
  const guests = new Map<string, Machine[]>();
  for (const machine of machines.values()) {
    if (machine.type === 'PM') continue;
    const known = guests.get(machine.host);
    if (known === undefined) guests.set(machine.host, [machine]);
    else known.push(machine);
  }
  return guests;
});
