import { describe, expect, test } from 'vitest';
import type { HostStatus } from './host.ts';
import type { Job } from './job.ts';
import type { Machine } from './machine.ts';
import { grouped, type Look, type News, newsOf, remembered } from './news.ts';
import { guestOf, pm } from './testing/stacks.ts';

const lab00 = pm('lab00');
const guest = (label: string, more: Partial<Machine> = {}): Machine => guestOf(lab00, label, more);
const host = (name: string, state: HostStatus['state']): HostStatus => ({
  config: { name },
  origin: 'file',
  state,
  since: 0,
  ...(state === 'lost' && { failure: { code: 'unreachable', message: `${name} does not answer.` } }),
});
const job = (id: string, state: Job['state'], more: Partial<Job> = {}): Job => ({
  id,
  action: { verb: 'start', target: { label: 'x' } },
  call: 'ctys -a create=l:x lab00',
  machine: 'qemu:lab00:x',
  path: '/lab00/qemu/x',
  state,
  started: 0,
  ...more,
});

interface Rows {
  readonly machines?: readonly Machine[];
  readonly hosts?: readonly HostStatus[];
  readonly jobs?: readonly Job[];
}
const look = ({ machines = [], hosts = [host('lab00', 'up')], jobs = [] }: Rows): Look => ({
  machines: new Map(machines.map((one) => [one.id, one])),
  hosts: new Map(hosts.map((one) => [one.config.name, one])),
  jobs: new Map(jobs.map((one) => [one.id, one])),
});
const NOW = 1_000_000;
const news = (was: Rows, now: Rows): readonly string[] =>
  newsOf(look(was), look(now), NOW).map(({ kind, path }) => `${kind} ${path}`);

describe('guests', () => {
  test('a crash is told once, whoever made it', () => {
    const [up, crashed] = [guest('a'), guest('a', { state: 'crashed' })];
    expect(news({ machines: [up] }, { machines: [crashed] })).toEqual(['crashed /lab00/qemu/a']);
    expect(news({ machines: [crashed] }, { machines: [{ ...crashed, seen: 1 }] })).toEqual([]);
  });

  test('one that ran and is off or gone, and nobody here asked for it, has vanished', () => {
    expect(
      news({ machines: [guest('a'), guest('b')] }, { machines: [guest('a', { state: 'off' })] }),
    ).toEqual(['vanished /lab00/qemu/a', 'vanished /lab00/qemu/b']);
  });

  test('what a job here does, did a moment ago, or does to its host is no news', () => {
    const off = { machines: [guest('a', { state: 'off' })] };
    for (const ours of [
      job('1', 'running', { path: '/lab00/qemu/a' }),
      job('1', 'running', { path: '/lab00' }),
      job('1', 'done', { path: '/lab00/qemu/a', ended: NOW - 5_000 }),
    ])
      expect(news({ machines: [guest('a')], jobs: [ours] }, { ...off, jobs: [ours] })).toEqual([]);
    const old = job('1', 'done', { path: '/lab00/qemu/a', ended: NOW - 600_000 });
    expect(news({ machines: [guest('a')], jobs: [old] }, { ...off, jobs: [old] })).toHaveLength(1);
    const other = job('1', 'running', { path: '/lab00/qemu/a2' });
    expect(news({ machines: [guest('a')], jobs: [other] }, { ...off, jobs: [other] })).toHaveLength(1);
  });

  test('guests of a host that is lost, and sessions of people, do not vanish', () => {
    const lost = { machines: [guest('a', { state: 'lost' })], hosts: [host('lab00', 'lost')] };
    expect(news({ machines: [guest('a')] }, lost)).toEqual(['lost /lab00']);
    expect(news({ machines: [guest('a', { type: 'VNC' })] }, { machines: [] })).toEqual([]);
  });
});

describe('hosts', () => {
  test('lost and back', () => {
    expect(news({}, { hosts: [host('lab00', 'lost')] })).toEqual(['lost /lab00']);
    expect(news({ hosts: [host('lab00', 'lost')] }, {})).toEqual(['back /lab00']);
  });

  test.each([
    ['new connecting up', []],
    ['lost connecting up', ['back /lab00']],
    ['denied connecting connecting up', ['back /lab00']],
    ['lost connecting lost up', ['back /lab00']],
    ['up connecting up', []],
    ['up connecting lost', ['lost /lab00']],
  ] as const)('one that is being tried is what it was before: %s', (states, told) => {
    const [first, ...more] = states
      .split(' ')
      .map((state) => look({ hosts: [host('lab00', state as HostStatus['state'])] }));
    let was = first as Look;
    const all = more.flatMap((now) => {
      const found = newsOf(was, now, NOW);
      was = remembered(was, now);
      return found;
    });
    expect(all.map(({ kind, path }) => `${kind} ${path}`)).toEqual(told);
  });

  test('the first connection is no news, nor what a job does', () => {
    expect(news({ hosts: [host('lab00', 'new')] }, {})).toEqual([]);
    expect(news({ hosts: [] }, {})).toEqual([]);
    expect(news({ hosts: [host('lab00', 'connecting')] }, {})).toEqual([]);
    const jobs = [job('1', 'running', { path: '/lab00' })];
    expect(news({ jobs }, { hosts: [host('lab00', 'lost')], jobs })).toEqual([]);
  });
});

describe('jobs', () => {
  test('their ends are told, but not of those that a person stopped or that were over before', () => {
    const failure = { code: 'timeout', message: 'It took too long.' } as const;
    const told = newsOf(
      look({ jobs: [job('1', 'running'), job('2', 'queued'), job('3', 'running')] }),
      look({
        jobs: [job('1', 'done'), job('2', 'failed', { failure }), job('3', 'aborted'), job('4', 'done')],
      }),
      NOW,
    );
    expect(told).toEqual([
      { kind: 'done', path: '/lab00/qemu/x', job: '1' },
      { kind: 'failed', path: '/lab00/qemu/x', job: '2', text: 'It took too long.' },
    ]);
  });

  test('a plan is told of once, when all of it is over', () => {
    const run = (one: Job['state'], two: Job['state']): Rows => ({
      jobs: [job('1', one, { run: 'r' }), job('2', two, { run: 'r', path: '/lab00/qemu/y' })],
    });
    expect(news(run('running', 'running'), run('failed', 'running'))).toEqual([]);
    expect(news(run('failed', 'running'), run('failed', 'done'))).toEqual(['failed /lab00/qemu/x']);
    expect(news(run('done', 'running'), run('done', 'done'))).toEqual(['done /lab00/qemu/y']);
  });
});

describe('grouping', () => {
  const of = (kind: News['kind'], path: string): News => ({ kind, path });
  const all = [of('done', '/a'), of('lost', '/b'), of('crashed', '/c'), of('lost', '/d')];

  test('one message a kind, the worst first', () => {
    expect(grouped(all, 'all').map(({ kind, about }) => [kind, about.length])).toEqual([
      ['crashed', 1],
      ['lost', 2],
      ['done', 1],
    ]);
  });

  test('troubles only, or nothing at all', () => {
    expect(grouped(all, 'troubles').map(({ kind }) => kind)).toEqual(['crashed', 'lost']);
    expect(grouped(all, 'off')).toEqual([]);
  });

  test('a host that went and came in between is none', () => {
    expect(grouped([of('lost', '/b'), of('back', '/b')], 'all')).toEqual([]);
    expect(grouped([of('back', '/b'), of('lost', '/b')], 'all').map(({ kind }) => kind)).toEqual([
      'lost',
      'back',
    ]);
  });
});
