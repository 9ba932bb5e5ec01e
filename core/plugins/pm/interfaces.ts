/** Network cards with their IPv4 addresses, as the MACn and IPn of a host's own description have them. Pure. */
import type { HostFacts } from './parse.ts';

interface Card {
  readonly name: string;
  readonly mac: string;
  /** Has a device behind it. */
  readonly real: boolean;
}

export interface Pair {
  readonly mac?: string;
  /** `<ip>%<mask>%<relay>%<interface>` */
  readonly ip?: string;
}

const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/;
const NO_MAC = '00:00:00:00:00:00';

/** Lines `e eth0 MAC` and `v br0 MAC` of the probe. */
const cardsOf = (lines: readonly string[]): readonly Card[] =>
  lines.flatMap((line) => {
    const [, kind, name = '', mac = ''] = /^([ev]) (\S+) (\S+)$/.exec(line.toLowerCase()) ?? [];
    return MAC.test(mac) && mac !== NO_MAC ? [{ name, mac, real: kind === 'e' }] : [];
  });

interface Address {
  readonly name: string;
  readonly ip: string;
}

/** `ip -o addr`: `2: eth0    inet 192.0.2.2/24 brd ...` */
const addressesOf = (lines: readonly string[]): readonly Address[] =>
  lines.flatMap((line) => {
    const [, name = '', ip, length] =
      /^\d+: ([^\s@]+)\S*\s+inet (\d+\.\d+\.\d+\.\d+)\/(\d+)/.exec(line) ?? [];
    if (ip === undefined || /^(127|169\.254)\./.test(ip)) return [];
    return [{ name: name.toLowerCase(), ip: `${ip}%${netmask(Number(length))}%%${name}` }];
  });

/** 24: 255.255.255.0 */
const netmask = (length: number): string =>
  [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - Math.min(8, Math.max(0, length - from)))).join('.');

/**
 * Real cards, and what stands for one (a bridge has its card's MAC); where there are none, the virtual ones. An interface
 * with several addresses is told once each, one without any by its MAC.
 */
export function pairsOf(lines: readonly string[], { macs, addresses }: HostFacts): readonly Pair[] {
  const all = cardsOf(lines);
  const real = new Set(all.filter((card) => card.real).map(({ mac }) => mac));
  const cards = real.size === 0 ? all : all.filter(({ mac }) => real.has(mac));
  const told = addressesOf(lines);
  const pairs = cards.flatMap(({ name, mac }) =>
    told.filter((address) => address.name === name).map(({ ip }) => ({ mac, ip })),
  );
  const bare = cards.filter(({ mac }) => !pairs.some((pair) => pair.mac === mac));
  const found = [...pairs, ...[...new Set(bare.map(({ mac }) => mac))].map((mac) => ({ mac }))];
  return found.length > 0 ? found : plainPairs(macs, addresses);
}

/** Where the system does not tell which belongs to which (ifconfig), in their order. */
function plainPairs(macs: readonly string[], addresses: readonly string[]): readonly Pair[] {
  const ips = addresses.filter((address) => !address.includes(':'));
  return Array.from({ length: Math.max(macs.length, ips.length) }, (_, index) => {
    const [mac, ip] = [macs[index], ips[index]];
    return { ...(mac !== undefined && { mac }), ...(ip !== undefined && { ip }) };
  });
}
