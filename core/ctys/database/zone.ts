/** A zone transfer as `host -l` and `dig AXFR` print it: the hosts of a zone with their addresses. */

export interface ZoneHost {
  /** Without the last dot. */
  readonly name: string;
  /** Of IPv4 and IPv6, as they came. */
  readonly addresses: readonly string[];
}

/** `lab00.example.org has address 192.168.1.71`, or `has IPv6 address`. */
export const parseHostList = (text: string): readonly ZoneHost[] =>
  gather(text, /^(\S+) has (?:IPv6 )?address (\S+)$/);

/** `lab00.example.org. 3600 IN A 192.168.1.71` */
export const parseAxfr = (text: string): readonly ZoneHost[] =>
  gather(text, /^(\S+)\s+\d+\s+IN\s+(?:A|AAAA)\s+(\S+)$/);

/** What no host is called, such as wildcards and names with escapes, is left out. */
const NAME = /^[A-Za-z0-9_][\w.-]*$/;

/** Sorted by name. */
function gather(text: string, shape: RegExp): readonly ZoneHost[] {
  const found = new Map<string, Set<string>>();
  for (const line of text.split('\n')) {
    const [, name = '', address = ''] = shape.exec(line.trim()) ?? [];
    if (!NAME.test(name) || !/^[0-9a-fA-F.:]+$/.test(address)) continue;
    const plain = name.replace(/\.$/, '');
    found.set(plain, (found.get(plain) ?? new Set()).add(address));
  }
  return mergeZones([...found].map(([name, addresses]) => ({ name, addresses: [...addresses] })));
}

/** What several servers tell of a zone, each host once. */
export function mergeZones(hosts: readonly ZoneHost[]): readonly ZoneHost[] {
  const merged = new Map<string, readonly string[]>();
  for (const { name, addresses } of hosts)
    merged.set(name, [...new Set([...(merged.get(name) ?? []), ...addresses])]);
  return [...merged]
    .map(([name, addresses]) => ({ name, addresses }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Why there is no zone, by what either tool said; null: it was transferred. dig ends well whatever the server says.
 * `silent`: no server answered. `refused`: it did, and gave nothing.
 */
export function transferFault(code: number | null, text: string): 'silent' | 'refused' | null {
  if (/no servers could be reached|couldn't get address|timed out|connection refused/.test(text))
    return 'silent';
  return code === 0 && !/Transfer failed/.test(text) ? null : 'refused';
}
