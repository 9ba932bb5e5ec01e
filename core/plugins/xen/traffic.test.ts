import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseCounts, Traffic } from './traffic.ts';

const lines = readFileSync(new URL('fixtures/traffic.txt', import.meta.url), 'utf8').split('\n');

test('what Dom0 counts, by domain: cards under any name, emulated ones too; a disk that QEMU serves has no count', () => {
  expect([...parseCounts(lines)]).toEqual([
    [2, { net: 656 + 1016, disk: 24 * 512 }],
    [3, { net: 866 }],
  ]);
});

test('lines of a list, and what only looks like a count, are passed over', () => {
  const odd = [
    'tst102  2  96  1  -b----  1.0 e4d1d6f0-a927-4a4f-8f0f-2b7c9a5ce102',
    '/proc/net/tcp:   3: 0100007F:170D 0100007F:9C40 01',
    '/sys/bus/xen-backend/devices/vbd-2-51712/statistics/rd_sect:',
    '/sys/bus/xen-backend/devices/vbd-2-51712/statistics/rd_req:5',
    '/sys/class/net/vifx-emu/statistics/rx_bytes:5',
  ];
  expect(parseCounts(odd).size).toBe(0);
});

test('rates are of one domain: one that comes after it begins anew', () => {
  const traffic = new Traffic();
  traffic.see(new Map([[2, { disk: 1_000, net: 100 }]]), 0);
  expect(traffic.of(2)).toEqual({});
  traffic.see(new Map([[2, { disk: 5_000, net: 100 }]]), 2_000);
  expect(traffic.of(2)).toEqual({ diskRate: 2_000, netRate: 0 });
  traffic.see(new Map([[3, { net: 7_000 }]]), 4_000);
  expect(traffic.of(2)).toEqual({});
  expect(traffic.of(3)).toEqual({});
});
