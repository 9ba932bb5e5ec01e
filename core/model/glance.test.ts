import { expect, test } from 'vitest';
import { glance, trayView } from './glance.ts';
import type { HostStatus } from './host.ts';
import type { Job } from './job.ts';
import type { Machine } from './machine.ts';
import { guestOf, pm } from './testing/stacks.ts';

const lab00 = pm('lab00', { configured: true });
const tty = { id: 'serial', kind: 'tty', title: 'Serial console' } as Machine['consoles'][number];
const fav = guestOf(lab00, 'fav', { marks: { favourite: true }, consoles: [tty] });
const off = guestOf(lab00, 'off', { state: 'off', marks: { favourite: true } });
const plain = guestOf(lab00, 'plain');
const asleep = pm('lab01', { state: 'off', macs: ['02:00:00:00:00:01'] });
const host = (name: string, state: HostStatus['state']): HostStatus => ({
  config: { name },
  origin: 'file',
  state,
  since: 0,
});
const job = (id: string, state: Job['state'], machine: Machine, more: Partial<Job> = {}): Job => ({
  id,
  action: { verb: 'start', target: {} },
  call: '',
  machine: machine.id,
  path: machine.path,
  state,
  started: 1,
  ...more,
});
const rows = <T>(list: readonly T[], id: (row: T) => string): ReadonlyMap<string, T> =>
  new Map(list.map((row) => [id(row), row]));
const look = (
  machines: readonly Machine[],
  hosts: readonly HostStatus[] = [],
  jobs: readonly Job[] = [],
) => ({
  machines: rows(machines, ({ id }) => id),
  hosts: rows(hosts, ({ config }) => config.name),
  jobs: rows(jobs, ({ id }) => id),
});

test('all is well, jobs run, something failed: the worst is shown', () => {
  const state = (...given: Parameters<typeof look>) => glance(look(...given), 100).state;
  expect(state([fav, off], [host('lab00', 'up'), host('lab01', 'new')])).toBe('well');
  expect(state([fav], [], [job('1', 'running', fav)])).toBe('busy');
  expect(state([fav], [], [job('1', 'queued', fav)])).toBe('busy');
  expect(state([fav], [host('lab00', 'lost')], [job('1', 'running', fav)])).toBe('failed');
  expect(state([{ ...fav, state: 'crashed' }])).toBe('failed');
});

test('a job that failed counts until somebody has looked', () => {
  const failed = look([fav], [], [job('1', 'failed', fav, { ended: 200 })]);
  expect(glance(failed, 100)).toMatchObject({ state: 'failed', failed: 1 });
  expect(glance(failed, 300)).toMatchObject({ state: 'well', failed: 0 });
});

test('favourites come with what can be done to them now', () => {
  const { favourites } = trayView({ ...look([fav, off, plain]), sessions: new Map(), used: [], looked: 0 });
  expect(favourites.map(({ label, verbs, console }) => [label, verbs, console])).toEqual([
    ['fav', ['shutdown'], 'serial'],
    ['off', ['start'], undefined],
  ]);
});

test('recent machines are those used last, each once, and no favourites', () => {
  const others = Array.from({ length: 20 }, (_, index) => guestOf(lab00, `g${index}`));
  const jobs = others.map((machine, index) => job(`${index}`, 'done', machine, { started: index }));
  const view = trayView({
    ...look([fav, plain, ...others], [], [...jobs, job('f', 'done', fav, { started: 99 })]),
    sessions: new Map(),
    used: [
      { machine: plain.path, at: 50 },
      { machine: '/gone/qemu/x', at: 60 },
    ],
    looked: 0,
  });
  expect(view.recent.map(({ label }) => label)).toEqual([
    'plain',
    'g19',
    'g18',
    'g17',
    'g16',
    'g15',
    'g14',
    'g13',
  ]);
});

test('hosts that sleep can be woken', () => {
  const view = trayView({ ...look([lab00, asleep, off]), sessions: new Map(), used: [], looked: 0 });
  expect(view.asleep.map(({ label, verbs }) => [label, verbs.includes('wake')])).toEqual([['lab01', true]]);
});
