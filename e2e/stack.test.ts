/**
 * Stacks really started and stopped with the ctys command over the lab, each looked at from outside: by the processes of
 * the host and by what the guest that is a host says of its own end.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../core/bin/bootstrap.mjs';
import { type Lab, type LabHost, labAvailable, labUp, waitFor } from './lab/index.ts';
import { addNest, type Nest } from './lab/nest.ts';
import { addTiny, runningOn, startTiny } from './lab/tiny.ts';

const against = labAvailable();
if (against !== null) console.warn(against);

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

// Machines emulated in machines that are emulated.
describe.skipIf(against !== null)('stacks', { timeout: 400_000 }, () => {
  let lab: Lab;
  let lab00: LabHost;
  let nest: Nest;
  beforeAll(async () => {
    lab = await labUp({ guests: true });
    lab00 = lab.host('lab00');
    nest = await addNest(lab);
    await addTiny(lab00, [
      { name: 'tiny1' },
      { name: 'tiny2', keys: { STARTAFTER: 'tiny1' } },
      { name: 'deaf', deaf: true },
      { name: 'slow', ticks: 182 },
    ]);
    // What it carries is known once it has been looked at.
    await nest.start();
    const seen = await ctys('-t', 'qemu', '-a', 'enumerate=label,terse', 'nest104');
    expect(seen.out.trim()).toBe('inner');
    await allGone();
  });
  afterAll(() => lab?.down());
  afterEach(() => allGone());

  async function allGone(): Promise<void> {
    for (const { name, pid } of await lab00.processes())
      if (name.startsWith('qemu')) process.kill(pid, 'SIGKILL');
    await waitFor('the end of all guests', async () => (await runningOn(lab00)).length === 0);
  }

  function start(...words: readonly string[]): ChildProcess {
    return spawn(process.execPath, [join(root, 'dist', 'ctys.mjs'), ...words], {
      env: { ...process.env, ...lab.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async function ended(child: ChildProcess): Promise<Said> {
    const out: string[] = [];
    const error: string[] = [];
    child.stdout?.on('data', (chunk: Buffer) => void out.push(chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => void error.push(chunk.toString()));
    const code = await new Promise<number | null>((done) => child.once('close', done));
    return { code, out: out.join(''), error: error.join('') };
  }
  const ctys = (...words: readonly string[]): Promise<Said> => ended(start(...words));

  /** Two guests, and one that is a host with a guest inside. */
  async function allUp(): Promise<void> {
    for (const name of ['tiny1', 'tiny2']) await startTiny(lab00, name);
    await nest.start();
    await nest.startInner();
    expect(await runningOn(lab00)).toEqual(['nest104', 'tiny1', 'tiny2']);
    expect(await nest.runningInside()).toEqual(['inner']);
  }

  test('a host with two guests and a nested host is emptied from the inside out, and stays up itself', async () => {
    await allUp();
    const dry = await ctys('-n', '-t', 'pm', '-a', 'cancel=POWEROFF:60', 'lab00');
    expect(dry).toMatchObject({ code: 0, error: '' });
    expect(dry.out.split('\n').slice(0, 4)).toEqual([
      '2. shutdown /lab00/qemu/nest104 (asked over SSH, 60 s; then by its hypervisor, 60 s; then forced, 60 s)',
      '  1. shutdown /lab00/qemu/nest104/qemu/inner (by its hypervisor, 60 s; then forced, 60 s)',
      '1. shutdown /lab00/qemu/tiny1 (by its hypervisor, 60 s; then forced, 60 s)',
      '1. shutdown /lab00/qemu/tiny2 (by its hypervisor, 60 s; then forced, 60 s)',
    ]);
    expect(await runningOn(lab00)).toEqual(['nest104', 'tiny1', 'tiny2']);

    expect(await ctys('-t', 'pm', '-a', 'cancel=POWEROFF:60', 'lab00')).toMatchObject({ code: 0 });
    expect(await runningOn(lab00)).toEqual([]);
    const said = await nest.serialLog();
    expect(said).toContain('GUEST-STOPPING');
    expect(said).toContain('INSIDE 0');
    // Asked from inside: nobody pressed its button.
    expect(said).not.toContain('POWER-BUTTON');
    expect((await lab00.must(['hostname'])).trim()).toBe('lab00');

    // Again: there is nothing left to do.
    expect(await ctys('-t', 'pm', '-a', 'cancel=POWEROFF:60', 'lab00')).toMatchObject({
      code: 0,
      error: expect.stringContaining('Nothing runs on lab00.'),
    });
  });

  test('a nested host out of reach goes by its hypervisor, and that is said before', async () => {
    await nest.start();
    await nest.startInner();
    // It is known as a host from here on.
    expect((await ctys('-n', '-t', 'qemu', '-a', 'cancel=l:nest104', 'lab00')).out).toContain('qemu/inner');
    // The session that cuts the network may be cut itself.
    const cut = nest
      .must(['sh', '-c', "'(sleep 1; ip link set eth0 down) >/dev/null 2>&1 &'"])
      .catch(() => '');
    await waitFor('nest104 out of reach', async () => !(await nest.answers()), { timeout: 60_000 });
    const { out } = await ctys('-n', '-t', 'qemu', '-a', 'cancel=l:nest104,TIMEOUT:60', 'lab00');
    expect(out).toContain('1. shutdown /lab00/qemu/nest104 (by its hypervisor, 60 s; then forced, 60 s)');
    expect(out).toContain('nest104 does not answer: what runs inside is not asked. Ends with it: inner.');
    expect(await ctys('-t', 'qemu', '-a', 'cancel=l:nest104,TIMEOUT:60', 'lab00')).toMatchObject({ code: 0 });
    expect(await runningOn(lab00)).toEqual([]);
    expect(await nest.serialLog()).toContain('POWER-BUTTON');
    await cut;
  });

  test('a guest that ignores everything is ended at last', async () => {
    await startTiny(lab00, 'deaf');
    await startTiny(lab00, 'tiny1');
    const { code, error } = await ctys('-t', 'qemu', '-a', 'cancel=all,POWEROFF:3', 'lab00');
    expect({ code, error }).toMatchObject({ code: 0 });
    expect(await runningOn(lab00)).toEqual([]);
    // Not even its monitor answers.
    await startTiny(lab00, 'deaf');
    const [frozen] = (await lab00.processes()).filter(({ name }) => name.startsWith('qemu'));
    process.kill(frozen?.pid ?? 0, 'SIGSTOP');
    expect(await ctys('-t', 'qemu', '-a', 'cancel=l:deaf,POWEROFF:3', 'lab00')).toMatchObject({ code: 0 });
    expect(await runningOn(lab00)).toEqual([]);
  });

  test('the connection lost half way: it goes on where it was, and stops nothing twice', async () => {
    for (const name of ['tiny1', 'slow']) await startTiny(lab00, name);
    const child = start('-t', 'pm', '-a', 'cancel=POWEROFF:60', 'lab00');
    const all = ended(child);
    await waitFor('the end of tiny1', async () => !(await runningOn(lab00)).includes('tiny1'), {
      timeout: 60_000,
    });
    await lab00.killSshd();
    expect(await runningOn(lab00)).toEqual(['slow']);
    // Pressed before the connection went, it ends meanwhile.
    await waitFor('the end of slow', async () => (await runningOn(lab00)).length === 0, { timeout: 60_000 });
    // Somebody starts the first one again: it is not the call's business any more.
    await startTiny(lab00, 'tiny1');
    await lab00.startSshd();
    expect(await all).toMatchObject({ code: 0 });
    expect(await runningOn(lab00)).toEqual(['tiny1']);
  });

  test('stopped half way, the same call completes the rest', async () => {
    for (const name of ['tiny1', 'deaf']) await startTiny(lab00, name);
    const child = start('-t', 'pm', '-a', 'cancel=POWEROFF:60', 'lab00');
    const all = ended(child);
    await waitFor('the end of tiny1', async () => !(await runningOn(lab00)).includes('tiny1'), {
      timeout: 60_000,
    });
    child.kill('SIGINT');
    expect((await all).code).not.toBe(0);
    expect(await runningOn(lab00)).toEqual(['deaf']);
    const rest = await ctys('-n', '-t', 'pm', '-a', 'cancel=POWEROFF:2', 'lab00');
    expect(rest.out.split('\n')[0]).toContain('/lab00/qemu/deaf');
    expect(rest.out).not.toContain('tiny1');
    expect(await ctys('-t', 'pm', '-a', 'cancel=POWEROFF:2', 'lab00')).toMatchObject({ code: 0 });
    expect(await runningOn(lab00)).toEqual([]);
  });

  test('a stack goes up layer by layer, and what runs is used again only where that is asked for', async () => {
    const layers = [
      'lab00(-t qemu -a create=l:nest104,console:none)',
      'nest104(-t qemu -a create=l:inner,console:none)',
    ];
    const stack = `VMSTACK{${layers.join(' ')}}`;
    const dry = await ctys('-n', '--', stack);
    expect(dry.out.split('\n').slice(0, 2)).toEqual([
      '1. start /lab00/qemu/nest104 (by its hypervisor, 360 s; until nest104 answers)',
      '  2. start /lab00/qemu/nest104/qemu/inner (by its hypervisor, 300 s)',
    ]);
    expect(await ctys('--', stack)).toMatchObject({ code: 0 });
    expect(await runningOn(lab00)).toEqual(['nest104']);
    expect(await nest.runningInside()).toEqual(['inner']);
    expect(await ctys('--', stack)).toMatchObject({ error: expect.stringContaining('runs already') });
    expect(await ctys('-k', 'REUSE:1', '--', stack)).toMatchObject({ code: 0 });
    expect(await ctys('-k', 'REUSE:1', '-t', 'qemu', '-a', 'cancel=l:inner', 'nest104')).toMatchObject({
      code: 0,
    });
    expect(await nest.runningInside()).toEqual([]);
    expect(await ctys('-k', 'REUSE:2', '--', stack)).toMatchObject({ code: 0 });
    expect(await nest.runningInside()).toEqual(['inner']);
  });

  test('a guest in a machine that is off brings that up first', async () => {
    const said = await ctys('-t', 'qemu', '-a', 'create=l:inner,console:none', 'nest104');
    expect(said).toMatchObject({ code: 0 });
    expect(await runningOn(lab00)).toEqual(['nest104']);
    expect(await nest.runningInside()).toEqual(['inner']);
  });
});
