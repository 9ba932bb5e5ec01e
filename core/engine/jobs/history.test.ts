import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fail } from '../../model/failure.ts';
import type { Job } from '../../model/job.ts';
import { createNotices } from '../notices.ts';
import { createTables } from '../tables.ts';
import { fakeHosts, fakePlugin, guest, hostOf, operation } from '../testing/fakes.ts';
import { openWorld } from '../testing/world.ts';
import { MOST_READ, openHistory } from './history.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ctys-history-'));
  file = join(folder, 'state', 'history.jsonl');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const history = () => openHistory(file, createNotices(createTables().notices));
const job = (id: string, more: Partial<Job> = {}): Job => ({
  id,
  action: { verb: 'start', target: { label: id } },
  call: `ctys -a create=l:${id}`,
  machine: id,
  path: `/lab00/qemu/${id}`,
  state: 'queued',
  started: 1_000,
  ...more,
});

test('how each call ended, newest first, over restarts', async () => {
  const before = history();
  before.begin(job('a'));
  before.begin(job('b'));
  before.end(job('a', { state: 'done', ended: 3_500 }));
  await before.close();
  const after = history();
  const failure = { code: 'timeout', message: 'No answer.', data: { stderr: 'much' } } as const;
  after.end(job('b', { state: 'failed', ended: 1_010, failure }));
  after.begin(job('c'));
  expect(await after.read(10)).toEqual([
    { id: 'c', at: 1_000, call: 'ctys -a create=l:c', machine: '/lab00/qemu/c', action: job('c').action },
    expect.objectContaining({
      id: 'b',
      state: 'failed',
      duration: 10,
      failure: { code: 'timeout', message: 'No answer.' },
    }),
    expect.objectContaining({ id: 'a', state: 'done', duration: 2_500 }),
  ]);
  expect((await after.read(2)).map(({ id }) => id)).toEqual(['c', 'b']);
  expect(await readFile(file, 'utf8')).not.toContain('much');
});

test('there is none yet', async () => {
  expect(await history().read(5)).toEqual([]);
});

test('lines of old, torn and foreign ones are tolerated', async () => {
  const at = '2026-01-02T03:04:05.000Z';
  const old = { at, call: 'ctys -a create=l:x', machine: '/lab00/qemu/x', action: { verb: 'dance' } };
  const one = history();
  one.begin(job('a'));
  await one.close();
  await appendFile(
    file,
    `${JSON.stringify(old)}\nnull\n[]\n{"of":"nobody","state":"done","duration":1}\n{"at":`,
  );
  const entries = await history().read(10);
  expect(entries).toMatchObject([{ call: old.call, at: Date.parse(at) }, { id: 'a' }]);
  expect(entries[0]).not.toHaveProperty('action');
});

test('of a file that has grown long, its end is read', async () => {
  const one = history();
  one.begin(job('first'));
  await one.close();
  await writeFile(
    file,
    `${await readFile(file, 'utf8')}${`${'x'.repeat(1_000)}\n`.repeat(MOST_READ / 1_000)}`,
  );
  one.begin(job('last'));
  expect((await one.read(10)).map(({ id }) => id)).toEqual(['last']);
});

test('the engine keeps it: done, refused by the host, stopped', async () => {
  const hosts = fakeHosts('lab00');
  hostOf(hosts, 'lab00').running = ['a', 'b'].map((label) => guest(label));
  const pause = operation(async (_on, { label }) => {
    if (label === 'b') throw fail('guest-ignores', 'b ignores it.');
  });
  await using world = await openWorld({
    fakes: hosts,
    plugins: () => [fakePlugin(hosts, 'QEMU', { operations: { pause } })],
  });
  await world.engine.refresh('lab00');
  for (const label of ['a', 'b']) await world.client.run({ verb: 'pause', target: { label } });
  await vi.waitFor(
    async () =>
      expect(await world.client.history({ limit: 10 })).toMatchObject([
        { machine: '/lab00/qemu/b', state: 'failed', failure: { code: 'guest-ignores' } },
        { machine: '/lab00/qemu/a', state: 'done', action: { verb: 'pause', target: { label: 'a' } } },
      ]),
    { timeout: 30_000, interval: 20 },
  );
});
