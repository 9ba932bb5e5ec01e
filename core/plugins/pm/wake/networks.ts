/** IPv4 networks a host has a foot in, from what `ip` or `ifconfig` print there. Pure. */

export interface Network {
  readonly interface: string;
  readonly address: string;
  readonly prefix: number;
  /** Of all its hosts. */
  readonly broadcast: string;
}

/** Linux; the BSDs and macOS. */
export const NETWORKS_SCRIPT = 'ip -o -4 addr show 2>/dev/null || ifconfig -a';

export function parseNetworks(text: string): readonly Network[] {
  let name = '';
  const found: Network[] = [];
  for (const line of text.split('\n').slice(0, 10_000)) {
    name = /^\d+: ([^\s:@]+)/.exec(line)?.[1] ?? /^([^\s:]+): flags=/.exec(line)?.[1] ?? name;
    const [, address, slash] = /\binet (\d+(?:\.\d+){3})(?:\/(\d+))?/.exec(line) ?? [];
    if (address === undefined || address.startsWith('127.')) continue;
    const prefix = slash === undefined ? prefixOf(/\bnetmask (\S+)/.exec(line)?.[1]) : Number(slash);
    const network = networkOf(name, address, prefix);
    if (network !== undefined) found.push(network);
  }
  return found;
}

/** `0xffffff00` of the BSDs, or four numbers. */
export function prefixOf(netmask: string | undefined): number | undefined {
  const bits = netmask?.startsWith('0x') ? Number(netmask) : bitsOf(netmask ?? '');
  if (bits === undefined || !Number.isInteger(bits)) return undefined;
  const text = bits.toString(2).padStart(32, '0');
  return /^1*0*$/.test(text) && text.length === 32 ? text.replaceAll('0', '').length : undefined;
}

export function networkOf(name: string, address: string, prefix: number | undefined): Network | undefined {
  const bits = bitsOf(address);
  // Of one or two hosts there is no broadcast.
  if (bits === undefined || prefix === undefined || prefix < 1 || prefix > 30) return undefined;
  const hosts = 2 ** (32 - prefix);
  return {
    interface: name,
    address,
    prefix,
    broadcast: textOf(Math.floor(bits / hosts) * hosts + hosts - 1),
  };
}

export function contains({ broadcast, prefix }: Network, address: string): boolean {
  const [own, other] = [bitsOf(broadcast), bitsOf(address)];
  if (own === undefined || other === undefined) return false;
  const hosts = 2 ** (32 - prefix);
  return Math.floor(own / hosts) === Math.floor(other / hosts);
}

/** Leading bits that two addresses have in common; 0 where one is none. */
export function commonBits(one: string, other: string): number {
  const [a, b] = [bitsOf(one), bitsOf(other)];
  if (a === undefined || b === undefined) return 0;
  const text = (bits: number): string => bits.toString(2).padStart(32, '0');
  const [x, y] = [text(a), text(b)];
  const differs = [...x].findIndex((bit, index) => bit !== y[index]);
  return differs < 0 ? 32 : differs;
}

function bitsOf(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(address) || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

const textOf = (bits: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(bits / 2 ** shift) % 256).join('.');
