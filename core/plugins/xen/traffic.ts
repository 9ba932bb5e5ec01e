/** What went through the disks and cards of domains, as the kernel of Dom0 counts it where it serves them. */
import { Meter } from '../meter.ts';

const DEVICES = '/sys/bus/xen-backend/devices';

/**
 * Counters, a number each, as patterns of paths. A card is found by its device, for its interface may have any name
 * (vifname); what QEMU emulates is beside it.
 */
export const COUNTERS = [
  ...[`${DEVICES}/vif-*/net/*`, '/sys/class/net/vif*-emu'].flatMap((card) =>
    ['rx', 'tx'].map((way) => `${card}/statistics/${way}_bytes`),
  ),
  // A pattern for both would have the shell read each folder.
  ...['rd', 'wr'].map((way) => `${DEVICES}/vbd-*/statistics/${way}_sect`),
].join(' ');

/** Bytes since its devices are there. Absent: nothing has gone through Dom0's kernel, which serves not all of them. */
export interface Counted {
  readonly disk?: number;
  readonly net?: number;
}

/** Linux counts in these, whatever the disk has. */
const SECTOR = 512;
const CARD =
  /^\/sys\/\S*\/vif-?(\d+)[-.]\d+(?:-emu)?\/(?:net\/[^/\s]+\/)?statistics\/[rt]x_bytes:(\d{1,20})$/;
const DISK = /^\/sys\/\S*\/vbd-(\d+)-\d+\/statistics\/(?:rd|wr)_sect:(\d{1,20})$/;

/** By domain id. Of all lines those that LOOK prints of COUNTERS; others are passed over. */
export function parseCounts(lines: readonly string[]): ReadonlyMap<number, Counted> {
  const counts = new Map<number, Counted>();
  const add = (kind: keyof Counted, [, id, count]: readonly string[], unit: number): void => {
    if (!(Number(count) > 0)) return;
    const before = counts.get(Number(id));
    counts.set(Number(id), { ...before, [kind]: (before?.[kind] ?? 0) + Number(count) * unit });
  };
  for (const line of lines) {
    add('net', CARD.exec(line) ?? [], 1);
    add('disk', DISK.exec(line) ?? [], SECTOR);
  }
  return counts;
}

export interface Rates {
  /** Bytes a second, read and written. */
  readonly diskRate?: number;
  /** Bytes a second, in and out. */
  readonly netRate?: number;
}

/** Rates of all domains of a host, from one look to the next. */
export class Traffic {
  #meters: ReadonlyMap<number, { readonly disk: Meter; readonly net: Meter }> = new Map();

  /** `at`: ms of any steady clock. Domains without a count are forgotten. */
  see(counts: ReadonlyMap<number, Counted>, at: number): void {
    this.#meters = new Map(
      [...counts].map(([id, { disk, net }]) => {
        const meters = this.#meters.get(id) ?? { disk: new Meter(), net: new Meter() };
        meters.disk.see(disk, at);
        meters.net.see(net, at);
        return [id, meters] as const;
      }),
    );
  }

  of(id: number): Rates {
    const { disk, net } = this.#meters.get(id) ?? {};
    return {
      ...(disk?.rate !== undefined && { diskRate: disk.rate }),
      ...(net?.rate !== undefined && { netRate: net.rate }),
    };
  }
}
