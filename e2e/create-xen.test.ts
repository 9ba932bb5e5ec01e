/**
 * Guests from templates on a real Dom0, as they are called for: installed by a script from the lab's own source, gone on with
 * after the command was killed, booted from their disks; and nothing left of what fails or is ended.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../core/bin/bootstrap.mjs';
import { run, waitFor } from './lab/run.ts';
import { type XenLab, xenAvailable, xenUp } from './lab/xen/index.ts';

const against = xenAvailable();
if (against !== null) console.warn(against);

const SLOW = { timeout: 350_000, every: 500 };
const XEN = '/home/acue/xen';
const CTYS = join(root, 'dist', 'ctys.mjs');

describe.skipIf(against !== null)('guests from templates on a real Dom0', () => {
  let lab: XenLab;
  const running = new Set<ChildProcess>();
  beforeAll(async () => {
    lab = await xenUp();
  });
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    await lab?.down();
  });

  const ctys = (...words: readonly string[]) =>
    run([process.execPath, CTYS, ...words], { env: { ...process.env, ...lab.env }, timeout: 350_000 });
  /** Goes on in the background; resolves with its exit code. */
  function begin(...words: readonly string[]): ChildProcess & { readonly ended: Promise<number | null> } {
    const child = spawn(process.execPath, [CTYS, ...words], {
      env: { ...process.env, ...lab.env },
      stdio: 'ignore',
    });
    running.add(child);
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    return Object.assign(child, { ended });
  }
  const said = async (label: string): Promise<string> =>
    (await lab.exec(['cat', `/var/log/xen/console/guest-${label}.log`])).stdout;
  const installs = (label: string) => async () => (await said(label)).includes('INSTALLING from');
  const within = async (folder: string): Promise<readonly string[]> =>
    (await lab.must(['ls', '-A', folder])).trim().split('\n');
  const firstLine = (file: string): Promise<string> => lab.must(['head', '-n', '1', `${XEN}/${file}`]);
  const names = async (): Promise<readonly string[]> => (await lab.domains()).map(({ name }) => name);

  test('it is installed, gone on with after a kill of the command, made a machine, and boots from its disk', async () => {
    const call = ['-D', 'MYVM=tst110', '-D', 'MYIP=192.168.1.230', 'lab', 'dom0'];
    const first = begin('createVM', ...call);
    await waitFor('the installation of tst110', installs('tst110'), SLOW);
    first.kill('SIGKILL');
    await first.ended;
    expect(await firstLine('tst110/tst110.conf')).toBe('#@#MAGICID-IGNORE\n');
    expect(await within(`${XEN}/tst110`)).toContain('.ctys-create.json');

    const { code, stderr } = await ctys('createVM', ...call);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/: \d+ s\.\n/) });
    await lab.ready('tst110');
    expect(await said('tst110')).toMatch(/INSTALL-DONE[\s\S]*GUEST-READY tst110/);
    const issue = 'Installed by its script from http://192.168.1.1/system.tar';
    await expect.poll(() => said('tst110')).toContain(issue);
    await lab.must(['ping', '-c', '1', '-W', '10', '192.168.1.230']);
    expect(await firstLine('tst110/tst110.conf')).toBe('#@#MAGICID-XEN\n');
    expect(await within(`${XEN}/tst110`)).toEqual([
      'tst110-inst.conf',
      'tst110.conf',
      'tst110.ctys',
      'xvda.img',
    ]);
    const image = await lab.must(['stat', '-c', '%s %b', `${XEN}/tst110/xvda.img`]);
    const [size = 0, blocks = 0] = image.split(' ').map(Number);
    expect(size).toBe(32 * 2 ** 20);
    expect(blocks * 512).toBeLessThan(size);
    const found = await ctys('-t', 'xen', '-a', 'enumerate=label,id,terse', 'dom0');
    expect(found.stdout).toContain(`tst110;${XEN}/tst110/tst110.conf\n`);
  });

  test('a name that is taken is refused; what fails and what is ended leaves nothing', async () => {
    const before = await within(XEN);
    const taken = await ctys('createVM', '-D', 'MYVM=tst100', 'lab', 'dom0');
    expect(taken.code).not.toBe(0);
    expect(taken.stderr).toContain(`tst100 is taken on dom0: ${XEN}/tst100 is there.`);
    expect(await within(`${XEN}/tst100`)).toContain('tst100.conf');

    const stopped = begin('createVM', '-D', 'MYVM=tst112', '-D', 'MYEND=halt-early', 'lab', 'dom0');
    await waitFor('the installation of tst112', installs('tst112'), SLOW);
    stopped.kill('SIGINT');
    expect(await stopped.ended).not.toBe(0);

    const missing = ['-D', 'MYVM=tst111', '-D', 'MYFTP=http://192.168.1.1/none.tar'];
    const failed = await ctys('createVM', '-c', ...missing, 'lab', 'dom0');
    // Its console went along from its start.
    expect(failed.stdout).toContain('INSTALL-FAILED');
    expect(failed.stderr).toContain('The installation of tst111 ended and wrote nothing to xvda.img.');
    expect(await said('tst111')).toContain('INSTALL-FAILED: http://192.168.1.1/none.tar is not there.');

    expect(await within(XEN)).toEqual(before);
    expect((await names()).filter((name) => /tst11[12]/.test(name))).toEqual([]);
  });
});
