/** Guests from templates on a real Dom0: installed by a script from the lab's own source, and booted from their disks. */
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { guestConf, type XenLab, xenAvailable, xenUp } from '../../../e2e/lab/xen/index.ts';
import type { Job } from '../../model/job.ts';
import { createEngine, type Engine } from '../engine.ts';

const against = xenAvailable();
if (against !== null) console.warn(against);

const SLOW = { timeout: 350_000, interval: 300 };
const XEN = '/home/acue/xen';

describe.skipIf(against !== null)('guests from templates on a real Dom0', () => {
  let lab: XenLab;
  beforeAll(async () => {
    lab = await xenUp();
  });
  afterAll(() => lab?.down());

  const open = (): Promise<Engine> =>
    createEngine({
      version: '0.0.0',
      configDir: join(lab.home, 'config', 'ctys'),
      cacheDir: join(lab.home, 'cache', 'ctys'),
      stateDir: join(lab.home, 'state', 'ctys'),
      ancestorDir: join(lab.home, 'ancestor'),
      sshConfig: lab.sshConfig,
      // Looks in the background would take the emulated processor from what is tested.
      onDemand: true,
    });
  const clientOf = (engine: Engine) => createRouterClient(engine.router, { context: {} });
  const create = (engine: Engine, values: Readonly<Record<string, string>>): Promise<string> =>
    clientOf(engine).guests.create({ template: 'lab', host: 'dom0', values });
  const jobOf = (engine: Engine, id: string): Job | undefined => engine.tables.jobs.get(id);
  async function ended(engine: Engine, id: string): Promise<Job & { readonly log: string }> {
    await vi.waitFor(() => expect(jobOf(engine, id)?.ended).toBeDefined(), SLOW);
    const job = jobOf(engine, id);
    if (job === undefined) throw new Error('The job is gone.');
    const lines: string[] = [];
    for await (const { text } of await clientOf(engine).log({ job: id })) lines.push(text);
    return { ...job, log: lines.join('\n') };
  }
  const files = async (): Promise<readonly string[]> =>
    (await lab.must(['ls', '-A', XEN])).trim().split('\n').sort();
  const said = async (label: string): Promise<string> =>
    (await lab.exec(['cat', `/var/log/xen/console/guest-${label}.log`])).stdout;
  const names = async (): Promise<readonly string[]> => (await lab.domains()).map(({ name }) => name);

  test('it is installed, gone on with after an end of ctys, made a machine, and boots from its disk', async () => {
    const values = { MYVM: 'tst110', MYIP: '192.168.1.230' };
    const before = await open();
    const first = await create(before, values);
    await vi.waitFor(async () => expect(await said('tst110')).toContain('INSTALLING from'), SLOW);
    // While it is installed it is a row with a console, and no machine that is configured.
    await before.refresh('dom0', undefined, { types: ['XEN'], runningOnly: true });
    expect([...before.tables.machines.values()].find(({ label }) => label === 'tst110')).toMatchObject({
      path: '/dom0/xen/tst110',
      configured: false,
      consoles: [expect.objectContaining({ id: 'console', kind: 'tty' })],
    });
    await before.close();
    expect(jobOf(before, first)?.state).toBe('aborted');
    expect(await names()).toContain('tst110');
    expect(await lab.must(['head', '-n', '1', `${XEN}/tst110/tst110.conf`])).toBe('#@#MAGICID-IGNORE\n');

    const after = await open();
    try {
      const job = await ended(after, await create(after, values));
      expect(job).toMatchObject({
        state: 'done',
        call: expect.stringContaining('ctys createVM -D MYVM=tst110'),
      });
      expect(job.log).toContain("It was begun before, and came as far as 'installing'.");
      await lab.ready('tst110');
      expect(await said('tst110')).toMatch(
        /INSTALL-DONE[\s\S]*GUEST-READY tst110[\s\S]*Installed by its script from http:\/\/192\.168\.1\.1\/system\.tar/,
      );
      await lab.must(['ping', '-c', '1', '-W', '10', '192.168.1.230']);
      await vi.waitFor(
        () =>
          expect([...after.tables.machines.values()].find(({ label }) => label === 'tst110')).toMatchObject({
            state: 'running',
            configured: true,
            config: guestConf('tst110'),
          }),
        SLOW,
      );
    } finally {
      await after.close();
    }
    expect((await lab.must(['ls', '-A', `${XEN}/tst110`])).trim().split('\n')).toEqual([
      'tst110-inst.conf',
      'tst110.conf',
      'tst110.ctys',
      'xvda.img',
    ]);
    expect(await lab.must(['head', '-n', '1', `${XEN}/tst110/tst110.conf`])).toBe('#@#MAGICID-XEN\n');
    const [size, blocks] = (await lab.must(['stat', '-c', '%s %b', `${XEN}/tst110/xvda.img`]))
      .split(' ')
      .map(Number);
    expect(size).toBe(32 * 2 ** 20);
    expect((blocks ?? 0) * 512).toBeLessThan(size ?? 0);
  });

  test('a name that is taken is refused; what fails and what is ended leaves nothing', async () => {
    const before = await files();
    const engine = await open();
    try {
      const taken = await create(engine, { MYVM: 'tst100' });
      const missing = await create(engine, { MYVM: 'tst111', MYFTP: 'http://192.168.1.1/none.tar' });
      const stopped = await create(engine, { MYVM: 'tst112', MYDISK0_ALLOCATION: 'allocated' });
      expect(await ended(engine, taken)).toMatchObject({
        state: 'failed',
        failure: { code: 'busy', message: `tst100 is taken on dom0: ${XEN}/tst100 is there.` },
      });
      await vi.waitFor(() => expect(jobOf(engine, stopped)?.progress).toMatch(/written|fetched|made/), SLOW);
      await clientOf(engine).abort({ job: stopped });
      expect(await ended(engine, stopped)).toMatchObject({ state: 'aborted' });
      const failed = await ended(engine, missing);
      expect(failed).toMatchObject({
        state: 'failed',
        failure: { message: 'The installation of tst111 ended and wrote nothing to xvda.img.' },
      });
      expect(failed.log).toContain('INSTALL-FAILED: http://192.168.1.1/none.tar is not there.');
      expect(failed.log).toContain('What was made of it is removed.');
    } finally {
      await engine.close();
    }
    expect(await files()).toEqual(before);
    expect((await names()).filter((name) => /tst11[12]/.test(name))).toEqual([]);
  });
});
