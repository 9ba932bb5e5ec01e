/**
 * Machines in machines. A guest that can be reached as a host of the inventory is one machine with both rows: `linksOf`
 * finds such pairs, rows carry them (`asHost`, `asGuest`), `stackOf` answers questions about the whole.
 */
import type { Machine } from './machine.ts';

/** What is known of a host before anything was asked of it. */
export interface HostIdentity {
  readonly name: string;
  readonly address?: string;
  readonly mac?: string;
}

/** Host of the inventory -> id of the guest it is. */
export type Links = ReadonlyMap<string, string>;

/** How much a trait says, strongest first: a card tells the truth about itself, a name is only a name. */
const WEIGHT = { mac: 4, uuid: 3, ip: 2, name: 1 } as const;
type Trait = keyof typeof WEIGHT;

interface Host extends HostIdentity {
  readonly pm?: Machine;
}

const plain = (text: string): string => text.replaceAll('-', '').toLowerCase();

/** Addresses that say nothing: of this machine to itself, of a link, and of every guest on QEMU's user network. */
const MEANINGLESS = /^(?:127\.|0\.0\.0\.0$|::1?$|fe80:|10\.0\.2\.15$)/i;

function* traitsOf(host: Host): Generator<string> {
  const { name, address, mac, pm } = host;
  for (const one of [...(pm?.macs ?? []), ...(mac === undefined ? [] : [mac])])
    yield `mac ${one.toLowerCase()}`;
  if (pm?.uuid !== undefined) yield `uuid ${plain(pm.uuid)}`;
  for (const one of [...(pm?.addresses ?? []), ...(address === undefined ? [] : [address])])
    if (!MEANINGLESS.test(one)) yield `ip ${one}`;
  for (const one of new Set([name, ...(pm === undefined ? [] : [pm.label])]))
    yield `name ${one.toLowerCase()}`;
}

function* traitsOfGuest({ macs, uuid, addresses, label }: Machine): Generator<string> {
  for (const one of macs ?? []) yield `mac ${one.toLowerCase()}`;
  if (uuid !== undefined) yield `uuid ${plain(uuid)}`;
  for (const one of addresses ?? []) yield `ip ${one}`;
  yield `name ${label.toLowerCase()}`;
}

/** A like name or address means nothing where cards or UUIDs are known and differ: stopping a stranger is worse than asking. */
function contradicts({ pm, mac }: Host, guest: Machine): boolean {
  const cards = new Set(
    [...(pm?.macs ?? []), ...(mac === undefined ? [] : [mac])].map((one) => one.toLowerCase()),
  );
  const others = (guest.macs ?? []).map((one) => one.toLowerCase());
  if (cards.size > 0 && others.length > 0 && !others.some((one) => cards.has(one))) return true;
  return pm?.uuid !== undefined && guest.uuid !== undefined && plain(pm.uuid) !== plain(guest.uuid);
}

interface Pair {
  readonly host: Host;
  readonly guest: Machine;
  readonly weight: number;
}

/** Which hosts are guests of other hosts. What could be several guests is none. Pure. */
export function linksOf(machines: Iterable<Machine>, identities: Iterable<HostIdentity> = []): Links {
  const guests: Machine[] = [];
  const hosts = new Map<string, Host>();
  for (const identity of identities) hosts.set(identity.name, identity);
  for (const machine of machines) {
    if (machine.type !== 'PM') guests.push(machine);
    else hosts.set(machine.host, { ...(hosts.get(machine.host) ?? { name: machine.host }), pm: machine });
  }
  const byTrait = new Map<string, Host[]>();
  for (const host of hosts.values())
    for (const trait of traitsOf(host)) {
      const known = byTrait.get(trait);
      if (known === undefined) byTrait.set(trait, [host]);
      else known.push(host);
    }
  return chosen(
    guests.filter(({ control }) => control === undefined).flatMap((guest) => pairsOf(guest, byTrait)),
  );
}

function pairsOf(guest: Machine, byTrait: ReadonlyMap<string, readonly Host[]>): readonly Pair[] {
  const found = new Map<string, Pair>();
  for (const trait of traitsOfGuest(guest)) {
    const weight = WEIGHT[trait.slice(0, trait.indexOf(' ')) as Trait];
    for (const host of byTrait.get(trait) ?? []) {
      if (host.name === guest.host || (found.get(host.name)?.weight ?? 0) >= weight) continue;
      if (weight <= WEIGHT.ip && contradicts(host, guest)) continue;
      found.set(host.name, { host, guest, weight });
    }
  }
  return [...found.values()];
}

const runs = ({ guest }: Pair): boolean => isUp(guest);

/** For each host its best pair, if it is the only such one; no guest is two hosts, none carries itself. */
function chosen(pairs: readonly Pair[]): Links {
  const best = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const { name } = pair.host;
    const weight = best.get(name)?.[0]?.weight ?? 0;
    if (pair.weight > weight) best.set(name, [pair]);
    else if (pair.weight === weight) best.get(name)?.push(pair);
  }
  const clear = [...best.values()].flatMap((rivals): readonly Pair[] => {
    if (rivals.length === 1) return rivals;
    const running = rivals.filter(runs);
    return running.length === 1 ? running : [];
  });
  clear.sort((a, b) => b.weight - a.weight || (a.host.name < b.host.name ? -1 : 1));
  const links = new Map<string, string>();
  const outer = new Map<string, string>();
  const taken = new Set<string>();
  for (const { host, guest } of clear) {
    if (taken.has(guest.id) || reaches(guest.host, host.name, outer)) continue;
    taken.add(guest.id);
    links.set(host.name, guest.id);
    outer.set(host.name, guest.host);
  }
  return links;
}

/** True when `from` stands, over however many layers, on `host`. */
function reaches(from: string, host: string, outer: ReadonlyMap<string, string>): boolean {
  for (let at: string | undefined = from; at !== undefined; at = outer.get(at)) if (at === host) return true;
  return false;
}

/** It takes room and may be doing something: all but what is known to be off. */
export const isUp = ({ state }: Machine): boolean => state !== 'off' && state !== 'suspended';

/** Questions about rows that carry their links. */
export interface Stack {
  readonly machines: ReadonlyMap<string, Machine>;
  /** The machine that is the host itself: its PM row, or the guest it is. */
  machineOf(host: string): Machine | undefined;
  /** Guests of a host, whatever their state; the control domain is none. */
  guestsOn(host: string): readonly Machine[];
  /** Guests of the host a machine is. */
  inside(machine: Machine): readonly Machine[];
  /** The machine it runs in; undefined: it is at the bottom, or that is not known. */
  carrierOf(machine: Machine): Machine | undefined;
  /** Itself last, what carries it before, from the bottom. */
  chainOf(machine: Machine): readonly Machine[];
}

export function stackOf(machines: Iterable<Machine>): Stack {
  const byId = new Map<string, Machine>();
  const guests = new Map<string, Machine[]>();
  for (const machine of machines) {
    byId.set(machine.id, machine);
    if (machine.type === 'PM' || machine.control) continue;
    const known = guests.get(machine.host);
    if (known === undefined) guests.set(machine.host, [machine]);
    else known.push(machine);
  }
  const whole = new Map<string, Machine>();
  for (const machine of byId.values()) {
    if (machine.asHost !== undefined) whole.set(machine.asHost, machine);
    else if (machine.type === 'PM' && !whole.has(machine.host)) whole.set(machine.host, machine);
  }
  const hostOf = ({ type, host, asHost }: Machine): string | undefined => (type === 'PM' ? host : asHost);
  const guestsOn = (host: string): readonly Machine[] => guests.get(host) ?? [];
  const carrierOf = (machine: Machine): Machine | undefined => {
    if (machine.type !== 'PM') return whole.get(machine.host);
    const guest = byId.get(machine.asGuest ?? '');
    return guest === undefined ? undefined : whole.get(guest.host);
  };
  return {
    machines: byId,
    machineOf: (host) => whole.get(host),
    guestsOn,
    inside: (machine) => {
      const host = hostOf(machine);
      return host === undefined ? [] : guestsOn(host);
    },
    carrierOf,
    chainOf(machine) {
      const chain = [machine];
      for (let at = carrierOf(machine); at !== undefined && !chain.includes(at); at = carrierOf(at))
        chain.unshift(at);
      return chain;
    },
  };
}
