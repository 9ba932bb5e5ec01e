/** Entries of macmap.fdb as lines: in each order the tools print them, as /etc/ethers, and put into a file that is there. */
import { formatMacmap, type MacEntry, type MacField, normalMac, parseMacmap } from './macmap.ts';

/** The field that comes first: `name;MAC;IP;`, `IP;name;MAC;`, `MAC;name;IP;`. */
const ORDERS: Readonly<Record<MacField, readonly MacField[]>> = {
  name: ['name', 'mac', 'ip'],
  ip: ['ip', 'name', 'mac'],
  mac: ['mac', 'name', 'ip'],
};

const sorted = (lines: readonly string[]): readonly string[] => [...new Set(lines)].sort();

export const macLines = (entries: readonly MacEntry[], first: MacField): readonly string[] =>
  sorted(entries.map((entry) => `${ORDERS[first].map((field) => entry[field]).join(';')};`));

/** ethers(5): MAC, and a name or an address; who has no address is left out among addresses. */
export const etherLines = (entries: readonly MacEntry[], by: 'name' | 'ip'): readonly string[] =>
  sorted(entries.filter((entry) => entry[by] !== '').map((entry) => `${entry.mac} ${entry[by]}`));

/**
 * The text of a macmap.fdb with entries put in: they replace what it says of their MACs, at its place; all other lines
 * stay as they are. An entry without an address says less than a line that is there, or another entry.
 */
export function mergeMacmap(text: string, entries: readonly MacEntry[]): string {
  const lines = text.split('\n').filter((line, at, all) => line !== '' || at < all.length - 1);
  const macs = lines.map(macOf);
  const known = new Set([...macs, ...entries.filter(({ ip }) => ip !== '').map(({ mac }) => mac)]);
  const fresh = new Map<string, MacEntry[]>();
  for (const entry of entries)
    if (entry.ip !== '' || !known.has(entry.mac))
      fresh.set(entry.mac, [...(fresh.get(entry.mac) ?? []), entry]);
  const put = new Set<string>();
  const kept = lines.flatMap((line, at) => {
    const mac = macs[at];
    const news = mac === undefined ? undefined : fresh.get(mac);
    if (mac === undefined || news === undefined) return [`${line}\n`];
    if (put.has(mac)) return [];
    put.add(mac);
    return [textOf(news)];
  });
  const added = [...fresh].flatMap(([mac, news]) => (put.has(mac) ? [] : [textOf(news)]));
  return kept.join('') + added.sort().join('');
}

/** Sorted, each line once. */
const textOf = (entries: readonly MacEntry[]): string =>
  sorted(entries.map((entry) => formatMacmap([entry]))).join('');

function macOf(line: string): string | undefined {
  const [entry] = parseMacmap(line);
  return entry === undefined ? undefined : normalMac(entry.mac);
}
