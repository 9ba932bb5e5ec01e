import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseStats } from './domstats.ts';

const fixture = readFileSync(new URL('fixtures/domstats.txt', import.meta.url), 'utf8');

/** Recorded lines, as the list prints them. */
const shown = (told: string): string[] => told.split('\n').map((line) => `V ${line}`);

test('bytes of a guest’s disks and cards, in and out', () => {
  expect([...parseStats(shown(fixture))]).toEqual([['lv1', { disk: 41_563_648, net: 90 }]]);
});

test('several disks are one count; a guest whose monitor was busy has none; a quote is part of a name', () => {
  const told = [
    "Domain: 'two'",
    '  net.count=0',
    '  block.0.rd.bytes=1000',
    '  block.0.wr.bytes=20',
    '  block.1.rd.bytes=3',
    "Domain: 'busy'",
    '  block.count=1',
    '  block.0.name=vda',
    "Domain: 'it's'",
    '  net.0.rx.bytes=5',
    '  net.0.tx.bytes=6',
  ];
  expect([...parseStats(shown(told.join('\n')))]).toEqual([
    ['two', { disk: 1023 }],
    ["it's", { net: 11 }],
  ]);
});

test('counts before any heading, and what only looks like one, are passed over', () => {
  const odd = ['  block.0.rd.bytes=5', "Domain: 'a'", '  block.0.rd.bytes=-5', '  block.0.rd.bytes=5x'];
  expect(parseStats(shown(odd.join('\n'))).size).toBe(0);
  expect(parseStats(['  block.0.rd.bytes=5', 'I tap0 1 2', 'P 1 0 root', 'Vi9k']).size).toBe(0);
});
