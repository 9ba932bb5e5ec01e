import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { MachineAction } from '../../model/action.ts';
import { fail } from '../../model/failure.ts';
import type { Verb } from '../../model/verb.ts';
import type { Operation } from '../../plugins/plugin.ts';
import { fakeHosts, fakePlugin, gate, guest, hostOf, operation } from '../testing/fakes.ts';
import { openWorld, type World } from '../testing/world.ts';
import { createJobLog, MOST_LINES } from './log.ts';

const LONG = { timeout: 30_000, interval: 5 };
const soon = async (check: () => void): Promise<void> => void (await vi.waitFor(check, LONG));
const action = (verb: Verb, label = 'a'): MachineAction => ({ verb, target: { label } });
const jobs = ({ engine }: World) => [...engine.tables.jobs.values()];
const state = ({ engine }: World, label = 'a') => engine.tables.machines.get(`qemu:lab00:${label}`)?.state;

async function worldWith(operations: Partial<Record<Verb, Operation>>, labels = ['a']): Promise<World> {
  const hosts = fakeHosts('lab00');
  hostOf(hosts, 'lab00').running = labels.map((label) => guest(label));
  const world = await openWorld({ fakes: hosts, plugins: () => [fakePlugin(hosts, 'QEMU', { operations })] });
  await world.engine.refresh('lab00');
  return world;
}
/** Ends with its signal only. */
const endless = operation((_on, _machine, _action, { signal }) => {
  return new Promise((_, stop) =>
    signal.addEventListener('abort', () => stop(signal.reason), { once: true }),
  );
});

test('queued, running with progress, done; the table is current when it ends', async () => {
  const step = gate();
  const poweroff = operation(async (on, machine, _action, { progress, log }) => {
    progress('pulling the plug');
    log(`on ${on.name}: ${machine.label} is ${machine.state}`);
    await step.promise;
  });
  await using world = await worldWith({ poweroff });
  const [id = ''] = await world.client.run(action('poweroff'));
  await soon(() => expect(jobs(world)[0]).toMatchObject({ state: 'running', progress: 'pulling the plug' }));
  expect(state(world)).toBe('stopping');
  const log = await world.client.log({ job: id });
  hostOf(world.hosts, 'lab00').running = [];
  step.open();
  const lines: string[] = [];
  for await (const line of log) lines.push(line.text);
  expect(lines).toEqual(['ctys -t qemu -a cancel=l:a,FORCE,POWEROFF:0 lab00', 'on lab00: a is running']);
  expect(jobs(world)).toMatchObject([
    { id, state: 'done', call: lines[0], machine: 'qemu:lab00:a', path: '/lab00/qemu/a' },
  ]);
  expect(jobs(world)[0]?.ended).toBeGreaterThan(0);
  expect(state(world)).toBeUndefined();
  const again: string[] = [];
  for await (const line of await world.client.log({ job: id })) again.push(line.text);
  expect(again).toEqual(lines);
  await world.engine.close();
  const history = await readFile(join(world.folder, 'state', 'history.jsonl'), 'utf8');
  const [start = '', end = ''] = history.split('\n');
  expect(JSON.parse(start)).toMatchObject({
    id,
    call: lines[0],
    machine: '/lab00/qemu/a',
    action: action('poweroff'),
  });
  expect(JSON.parse(end)).toMatchObject({ of: id, state: 'done' });
});

describe('what fails', () => {
  test('is said in the job, and the machine is as it was', async () => {
    const poweroff = operation(async () => {
      throw fail('socket-gone', 'The monitor is gone.', 'Refresh.');
    });
    await using world = await worldWith({ poweroff });
    await world.client.run(action('poweroff'));
    await soon(() => expect(jobs(world)[0]?.state).toBe('failed'));
    expect(jobs(world)[0]?.failure).toMatchObject({ code: 'socket-gone', remedy: 'Refresh.' });
    expect(state(world)).toBe('running');
  });
  test('a bug is called one', async () => {
    const poweroff = operation(async () => {
      throw new TypeError('undefined is not');
    });
    await using world = await worldWith({ poweroff });
    await world.client.run(action('poweroff'));
    await soon(() => expect(jobs(world)[0]).toMatchObject({ state: 'failed', failure: { code: 'bug' } }));
  });
  test.each([
    ['nobody by that name', action('poweroff', 'nobody'), 'not-found'],
    ['two by that name', { verb: 'poweroff', target: {}, on: { host: 'lab00' } }, 'ambiguous'],
    ['a verb it cannot do', action('wake'), 'not-capable'],
    ['a state it is not in', action('resume'), 'wrong-state'],
  ] as const)('%s is refused at once, without a job', async (_what, wanted, code) => {
    const every = { poweroff: endless, resume: endless };
    await using world = await worldWith(every, ['a', 'b']);
    await expect(world.client.run(wanted)).rejects.toMatchObject({ code: 'FAILURE', data: { code } });
    expect(jobs(world)).toEqual([]);
  });
});

describe('abort', () => {
  test('stops a running job', async () => {
    await using world = await worldWith({ shutdown: endless });
    const [id = ''] = await world.client.run(action('shutdown'));
    await soon(() => expect(jobs(world)[0]?.state).toBe('running'));
    await world.client.abort({ job: id });
    await soon(() =>
      expect(jobs(world)[0]).toMatchObject({ state: 'aborted', failure: { code: 'aborted' } }),
    );
    await soon(() => expect(state(world)).toBe('running'));
    await world.client.abort({ job: id });
    await expect(world.client.abort({ job: 'none' })).rejects.toMatchObject({ data: { code: 'not-found' } });
  });
  test('closing the engine stops all', async () => {
    const world = await worldWith({ shutdown: endless });
    await world.client.run(action('shutdown'));
    await soon(() => expect(jobs(world)[0]?.state).toBe('running'));
    await world[Symbol.asyncDispose]();
    expect(jobs(world)[0]?.state).toBe('aborted');
  });
});

describe('one machine, one job', () => {
  test('a second one is refused, and told what is going on', async () => {
    await using world = await worldWith({ shutdown: endless, reboot: endless });
    const [id = ''] = await world.client.run(action('shutdown'));
    await expect(world.client.run(action('reboot'))).rejects.toMatchObject({
      data: { code: 'busy', message: 'a is busy with a shutdown.', data: { job: id } },
    });
  });
  test('power off ends a shutdown that gets nowhere', async () => {
    const poweroff = operation(async () => {
      hostOf(world.hosts, 'lab00').running = [];
    });
    await using world = await worldWith({ shutdown: endless, poweroff });
    await world.client.run(action('shutdown'));
    await soon(() => expect(state(world)).toBe('stopping'));
    await world.client.run(action('poweroff'));
    await soon(() => expect(jobs(world).map((job) => job.state)).toEqual(['aborted', 'done']));
    expect(state(world)).toBeUndefined();
  });
});

test('four start at a time on one host; what waits can be stopped', async () => {
  const labels = ['a', 'b', 'c', 'd', 'e', 'f'];
  const hosts = fakeHosts('lab00');
  hostOf(hosts, 'lab00').configured = labels.map((label) => guest(label, { state: 'off', configured: true }));
  const operations = { start: endless };
  await using world = await openWorld({
    fakes: hosts,
    plugins: () => [fakePlugin(hosts, 'QEMU', { operations })],
  });
  await world.engine.refresh('lab00');
  await world.client.run({ verb: 'group', members: labels.map((label) => action('start', label)) });
  const now = () => jobs(world).map((job) => job.state);
  await soon(() => expect(now()).toEqual(['running', 'running', 'running', 'running', 'queued', 'queued']));
  await world.client.abort({ job: jobs(world)[4]?.id ?? '' });
  await soon(() => expect(now()[4]).toBe('aborted'));
  await world.client.abort({ job: jobs(world)[0]?.id ?? '' });
  await soon(() => expect(now()).toEqual(['aborted', 'running', 'running', 'running', 'aborted', 'running']));
});

test('fewer at a time on each host, where that is asked for', async () => {
  const labels = ['a', 'b', 'c'];
  const hosts = fakeHosts('lab00', 'lab01');
  for (const name of ['lab00', 'lab01'])
    hostOf(hosts, name).configured = labels.map((label) =>
      guest(`${name}${label}`, { state: 'off', configured: true }),
    );
  await using world = await openWorld({
    fakes: hosts,
    hosts: ['lab00', 'lab01'],
    plugins: () => [fakePlugin(hosts, 'QEMU', { operations: { start: endless } })],
  });
  await Promise.all(['lab00', 'lab01'].map((name) => world.engine.refresh(name)));
  const options = { dispatch: { order: 'parallel', atOnce: 1 } } as const;
  const start = (label: string) => ({ ...action('start', label), options });
  const members = labels.flatMap((label) => [start(`lab00${label}`), start(`lab01${label}`)]);
  await world.client.run({ verb: 'group', members });
  const now = () => jobs(world).map((job) => `${job.path.slice(1, 6)} ${job.state}`);
  await soon(() => expect(now().filter((one) => one.endsWith('running'))).toHaveLength(2));
  expect(now().slice(0, 2)).toEqual(['lab00 running', 'lab01 running']);
  await world.client.abort({ job: jobs(world)[0]?.id ?? '' });
  await soon(() =>
    expect(now()).toEqual([
      'lab00 aborted',
      'lab01 running',
      'lab00 running',
      'lab01 queued',
      'lab00 queued',
      'lab01 queued',
    ]),
  );
});

test('a log keeps its last lines, each of a bounded length', async () => {
  const log = createJobLog();
  for (let i = 0; i < 3 * MOST_LINES; i++) log.add(`line ${i}`);
  log.add('x'.repeat(1_000_000));
  log.end();
  const lines: string[] = [];
  for await (const { text } of log.read()) lines.push(text);
  expect(lines.length).toBeGreaterThan(MOST_LINES / 2);
  expect(lines.length).toBeLessThanOrEqual(MOST_LINES);
  expect(lines.at(-2)).toBe(`line ${3 * MOST_LINES - 1}`);
  expect(lines.at(-1)?.length).toBeLessThan(5_000);
});
