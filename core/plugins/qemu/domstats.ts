/** What libvirt counts of guests whose monitor it holds. */

/**
 * Bytes since their start, a heading each domain. Read-only, which takes no rights where polkit lets people look; --nowait
 * passes over a guest whose monitor is busy, and a libvirt that does not answer delays no list for long.
 * Source: virsh(1) 9.0, domstats.
 */
export const STATS = `timeout 3 virsh -r -q -c qemu:///system domstats --block --interface --list-active --nowait \\
  </dev/null 2>/dev/null | sed -nE "/^Domain: |[.](rd|wr|rx|tx)[.]bytes=/s/^/V /p"`;

/** Bytes read and written, in and out; absent: not counted. */
export interface Counted {
  readonly disk?: number;
  readonly net?: number;
}

const DOMAIN = /^V Domain: '(.*)'$/;
const COUNT = /^V {3}(block|net)\.\d+\.(?:rd|wr|rx|tx)\.bytes=(\d{1,20})$/;

/** By name. Of all lines those that STATS prints; others are passed over. */
export function parseStats(lines: readonly string[]): ReadonlyMap<string, Counted> {
  const found = new Map<string, Counted>();
  let name: string | undefined;
  for (const line of lines) {
    name = DOMAIN.exec(line)?.[1] ?? name;
    const [, of, count] = COUNT.exec(line) ?? [];
    if (name === undefined || of === undefined) continue;
    const kind = of === 'net' ? 'net' : 'disk';
    const before = found.get(name);
    found.set(name, { ...before, [kind]: (before?.[kind] ?? 0) + Number(count) });
  }
  return found;
}
