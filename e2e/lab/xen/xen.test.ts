/** The Xen host keeps its promises: every one of them against the real hypervisor. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isAlive, processesNaming } from '../processes.ts';
import { run, waitFor } from '../run.ts';
import { isMounted } from '../teardown.ts';
import { prepareXen } from './image.ts';
import { guestConf, xenAvailable, type XenLab, xenUp } from './index.ts';
import { xenLayout } from './layout.ts';

const against = xenAvailable();
if (against !== null) console.warn(against);

// Far from those that tests get by default.
const STALE = 90;
const MOST_BOOTS = 3;
const SLOW = { timeout: 60_000, every: 500 };

describe.skipIf(against !== null)('the Xen host', () => {
  let lab: XenLab;
  beforeAll(async () => {
    lab = await xenUp();
  }, 300_000);
  afterAll(() => lab?.down());

  const start = (name: string) => lab.must(['xl', 'create', '-q', guestConf(name)]);
  const names = async () => (await lab.domains()).map(({ name }) => name);

  /** What a port of Dom0 says first, through ssh as a viewer of the product comes. */
  async function greeting(port: string): Promise<string> {
    const args = ['-F', lab.sshConfig, '-W', `127.0.0.1:${port}`, 'dom0'];
    const child = spawn('ssh', args, { timeout: SLOW.timeout });
    try {
      return await new Promise((resolve, reject) => {
        child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
        child.once('close', (code) => reject(new Error(`ssh -W ended with ${code}.`)));
      });
    } finally {
      child.kill();
    }
  }

  test('Dom0 runs under Xen, with xl and xenstore', async () => {
    expect(await lab.domains()).toEqual([{ id: 0, name: 'Domain-0', uuid: null, type: 'pv' }]);
    expect(await lab.must(['xl', 'info'])).toMatch(/^virt_caps +: pv hvm /m);
    expect(await lab.must(['xenstore-read', '/local/domain/0/name'])).toBe('Domain-0\n');
  });

  test('its people: sudo without a password, with one, and none', async () => {
    const sudo = (user: string, input = '') =>
      lab.exec(['sudo', '-S', '-p', '', 'id', '-un'], { user, input: `${input}\n` });
    expect(await sudo('acue')).toMatchObject({ code: 0, stdout: 'root\n' });
    expect(await sudo('asked', lab.password)).toMatchObject({ code: 0, stdout: 'root\n' });
    expect(await sudo('asked', 'wrong')).toMatchObject({ code: 1, stdout: '' });
    expect(await sudo('barred', lab.password)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('barred is not in the sudoers file'),
    });
    expect((await lab.exec(['xl', 'list'], { user: 'barred' })).code).not.toBe(0);
  });

  test('home has what the product reads: ssh_config, known_hosts, hosts.yaml', async () => {
    expect(parse(readFileSync(lab.hostsFile, 'utf8'))).toMatchObject({
      hosts: { dom0: { address: lab.address, port: lab.port, user: 'acue', elevation: 'sudo' } },
    });
    expect(lab.env).toMatchObject({ CTYS_SSH_CONFIG: lab.sshConfig });
    const ctys = [process.execPath, '--import', 'tsx', 'core/bin/ctys.ts', '-a', 'list', 'dom0'];
    const { code, stdout, stderr } = await run(ctys, { env: { ...process.env, ...lab.env } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^dom0 /m);
  });

  // PV guests, and one that ignores its shutdown, are what the plugin's own tests (core/plugins/xen) start.
  test('a PVH guest with its network', async () => {
    await start('tst101');
    expect((await lab.domains()).at(-1)).toMatchObject({ name: 'tst101', type: 'pvh' });
    await lab.ready('tst101');
    await lab.must(['ping', '-c', '1', '-W', '10', '192.168.1.221']);
    await lab.must(['xl', 'destroy', 'tst101']);
    await lab.gone('tst101');
  });

  test('libvirt sees Domain-0', async () => {
    await lab.startLibvirt();
    expect(await lab.must(['virsh', '-q', '-c', 'xen:///system', 'list', '--name'], { user: 'acue' })).toBe(
      'Domain-0\n',
    );
  });

  // The HVM guest takes a minute to boot; its firmware shows a screen at once.
  test('an HVM guest and a PV guest with screens over VNC', async () => {
    // QEMU's emulation of SVM stands still now and then, and the whole machine with it: that is no fault of what is tested, and
    // it is tried on another boot. What fails while the machine answers has failed.
    for (let boots = 1; ; boots++)
      try {
        return await screens();
      } catch (caught) {
        if (boots === MOST_BOOTS || (await answers())) throw caught;
        console.warn(`The emulated machine stood still over an HVM guest, boot ${boots}.`);
        await lab.restart();
      }
  });

  const answers = async (): Promise<boolean> => {
    const { code } = await lab.exec(['true'], { timeout: 30_000 }).catch(() => ({ code: null }));
    return code === 0;
  };

  async function screens(): Promise<void> {
    await start('tst104');
    await start('tst102');
    const domains = await lab.domains();
    for (const name of ['tst104', 'tst102']) {
      const id = domains.find((one) => one.name === name)?.id;
      const port = (await lab.must(['xenstore-read', `/local/domain/${id}/console/vnc-port`])).trim();
      expect(await greeting(port)).toMatch(/^RFB 003\.00\d\n$/);
    }
    expect(domains.find(({ name }) => name === 'tst104')?.type).toBe('hvm');
    await lab.must(['xl', 'destroy', 'tst104']);
    await lab.must(['xl', 'destroy', 'tst102']);
    await lab.gone('tst102');
  }

  test('a power cut loses Dom0 and its guests, a boot brings its disk back', async () => {
    await lab.must(['sh', '-c', 'echo kept >/home/acue/kept && sync']);
    await lab.kill();
    expect(lab.running()).toBe(false);
    expect((await lab.exec(['true'])).code).toBe(255);
    await lab.restart();
    expect(await lab.must(['cat', '/home/acue/kept'])).toBe('kept\n');
    expect(await names()).toEqual(['Domain-0']);
  });

  test('an instance in use is not taken twice', async () => {
    await expect(xenUp({ instance: lab.instance })).rejects.toThrow(`Xen lab ${lab.instance} is in use.`);
  });

  test('down leaves nothing behind', async () => {
    const { state } = xenLayout(lab.instance);
    const pids = processesNaming(`${state}/`);
    expect(pids.length).toBeGreaterThanOrEqual(2);
    await lab.down();
    expect(pids.filter(isAlive)).toEqual([]);
    expect(existsSync(state)).toBe(false);
    await lab.down();
  });
});

describe.skipIf(against !== null)('what a killed run leaves of a Xen host', () => {
  const DIE = `
    const { xenUp } = await import(process.argv[1] + '/index.ts');
    void xenUp({ instance: Number(process.argv[2]) });
    setInterval(() => undefined, 1000);
  `;

  test('its machine ends with it, and clean clears the rest', async () => {
    const image = await prepareXen();
    expect(existsSync(image.disk)).toBe(true);
    const { state, serial } = xenLayout(STALE);
    const node = ['--import', 'tsx', '--input-type=module', '-e', DIE, import.meta.dirname, String(STALE)];
    const victim = spawn(process.execPath, node, { stdio: 'ignore' });
    const machine = () => processesNaming(`file:${serial}`);
    await waitFor('its machine', () => machine().length > 0, SLOW);
    victim.kill('SIGKILL');
    await waitFor('the end of its machine', () => machine().length === 0, SLOW);
    expect(isMounted(state)).toBe(true);
    const lab = join(import.meta.dirname, '../lab.ts');
    const cleaned = await run([process.execPath, '--import', 'tsx', lab, 'clean']);
    expect(cleaned).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`Xen lab ${STALE} was left behind.`),
    });
    expect(existsSync(state)).toBe(false);
  });
});
