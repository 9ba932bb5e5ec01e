/** The power of a Xen host with guests: off from the inside out, looked at from outside and, once it is on again, inside. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../core/bin/bootstrap.mjs';
import { run, waitFor } from './lab/run.ts';
import { type XenLab, xenAvailable, xenUp } from './lab/xen/index.ts';

const against = xenAvailable();
if (against !== null) console.warn(against);

describe.skipIf(against !== null)('the power of a Dom0', () => {
  let lab: XenLab;
  beforeAll(async () => {
    lab = await xenUp();
  });
  afterAll(() => lab?.down());

  const ctys = (...words: readonly string[]) =>
    run([process.execPath, join(root, 'dist', 'ctys.mjs'), ...words], {
      env: { ...process.env, ...lab.env },
      timeout: 350_000,
    });
  const names = async (): Promise<readonly string[]> => (await lab.domains()).map(({ name }) => name).sort();
  const said = (guest: string): Promise<string> =>
    lab.must(['cat', `/var/log/xen/console/guest-${guest}.log`]);

  test('guests are asked, one that is deaf is ended, then the Dom0 goes off', async () => {
    for (const guest of ['tst100', 'deaf103']) {
      expect(await ctys('-t', 'xen', '-a', `create=l:${guest},CONSOLE:none`, 'dom0')).toMatchObject({
        code: 0,
      });
      await lab.ready(guest);
    }
    expect(await names()).toEqual(['Domain-0', 'deaf103', 'tst100']);
    const call = ['-t', 'pm', '-a', 'cancel=POWEROFF:15,SELF', 'dom0'];
    const { stdout } = await ctys('-n', ...call);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      '2. shutdown /dom0 (asked over SSH, 435 s)',
      expect.stringMatching(
        /^ {2}1\. shutdown \/dom0\/xen\/\w+ \(by its hypervisor, 15 s; then forced, 60 s\)$/,
      ),
      expect.stringMatching(
        /^ {2}1\. shutdown \/dom0\/xen\/\w+ \(by its hypervisor, 15 s; then forced, 60 s\)$/,
      ),
    ]);

    let last: readonly string[] = [];
    const over = ctys(...call);
    await waitFor(
      'the end of the Dom0',
      async () => {
        last = await names().catch(() => last);
        return !lab.running();
      },
      { timeout: 300_000, every: 300 },
    );
    expect(await over).toMatchObject({ code: 0 });
    // Its last sign of life had nothing running in it.
    expect(last).toEqual(['Domain-0']);

    await lab.restart();
    expect(await names()).toEqual(['Domain-0']);
    expect(await said('tst100')).toContain('GUEST-STOPPING');
    expect(await said('deaf103')).not.toContain('GUEST-STOPPING');
  });
});
