/** What goes wrong around a Dom0: tools missing, daemons hung, guests that crash, power cuts, two people at once. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { guestConf, type XenLab, xenAvailable, xenUp } from '../../../e2e/lab/xen/index.ts';
import type { Channel } from '../../channel/channel.ts';
import { createPool, type Pool } from '../../channel/pool.ts';
import type { MachineAction } from '../../model/action.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { Verb } from '../../model/verb.ts';
import { job, nobody, until } from '../testing/local.ts';
import { xen } from './plugin.ts';

const against = xenAvailable();
if (against !== null) console.warn(against);

const WHERE = 'PATH=$PATH:/usr/sbin:/usr/local/sbin; ';

describe.skipIf(against !== null)('faults around a real Dom0', () => {
  let lab: XenLab;
  let pool: Pool;
  let on: Channel;

  beforeAll(async () => {
    lab = await xenUp();
  });
  afterAll(() => lab?.down());
  const enter = async (): Promise<void> => {
    pool = createPool({ ask: nobody, sshConfig: lab.sshConfig });
    on = await pool.channel({ name: 'dom0', elevation: 'sudo' });
  };
  beforeEach(enter);
  afterEach(() => pool.close());

  const sh = (script: string): Promise<string> => lab.must(['sh', '-c', WHERE + script]);
  const configured = async (label: string, at: Channel = on): Promise<MachineRecord> => {
    const all = (await xen.enumerate?.(at, { bases: ['/home/acue'] })) ?? [];
    const found = all.find(
      ({ config, uuid }) => uuid !== undefined && config?.match(`/${label}\\.(conf|xml)$`),
    );
    if (found === undefined) throw new Error(`${label} is not configured.`);
    return found;
  };
  const running = async (label: string): Promise<MachineRecord | undefined> =>
    (await xen.list(on)).find((one) => one.label === label);
  async function run(
    verb: Verb,
    machine: MachineRecord,
    more: Partial<MachineAction> = {},
    at: Channel = on,
  ): Promise<void> {
    await xen.operations[verb]?.run(at, machine, { verb, target: { label: machine.label }, ...more }, job());
  }
  const failure = async (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => undefined,
      (caught: unknown) => caught,
    );
  /** A guest of its own, made of a configuration of the lab. */
  const variant = async (name: string, of: string, change: string): Promise<MachineRecord> => {
    await sh(`mkdir -p /home/acue/own/${name} && sed 's/${of}/${name}/g; s/^uuid.*/uuid = "'$(cat /proc/sys/kernel/random/uuid)'"/; ${change}' \
      ${guestConf(of)} | grep -v '^#@#UUID' >/home/acue/own/${name}/${name}.conf`);
    return await configured(name);
  };

  test('xl missing: said with the package to install', async () => {
    const path = (await sh('command -v xl')).trim();
    await sh(`mv ${path} ${path}.away`);
    try {
      expect(await xen.probe(on)).toMatchObject({
        usable: false,
        missing: [{ code: 'tool-missing', remedy: expect.stringContaining('xen-utils') }],
      });
    } finally {
      await sh(`mv ${path}.away ${path}`);
    }
    expect((await xen.probe(on)).usable).toBe(true);
  });

  test('xenstored hung: told as such, nothing of ours stays behind, and all is well once it goes on', async () => {
    await sh('pkill -STOP xenstored');
    try {
      expect(await failure(xen.list(on))).toMatchObject({
        code: 'timeout',
        message: expect.stringContaining('xenstored may hang'),
      });
    } finally {
      await sh('pkill -CONT xenstored');
    }
    expect((await xen.list(on)).map(({ label }) => label)).toEqual(['Domain-0']);
    await until('no list of ours to be left', async () => {
      const { stdout } = await lab.exec(['sh', '-c', 'ps ax -o args | grep -c "^[x]l list\\|/[x]l list"']);
      return stdout.trim() === '0';
    });
  });

  test('a disk that is not there, and a name that is taken', async () => {
    const disk = await variant('lostdisk', 'tst102', '$ a disk = [ "/srv/none.img,raw,xvda,rw" ]');
    expect(await failure(run('start', disk))).toMatchObject({
      code: 'command-failed',
      message: expect.stringContaining('/srv/none.img'),
    });
    await run('start', await configured('tst100'));
    const twin = await variant('twin', 'tst101', 's/^name.*/name = "tst100"/');
    expect(await failure(run('start', twin))).toMatchObject({
      code: 'command-failed',
      message: expect.stringContaining('tst100'),
      remedy: expect.stringMatching(/stop/i),
    });
    expect((await lab.domains()).map(({ name }) => name).sort()).toEqual(['Domain-0', 'tst100']);
  });

  test('two people at one guest: one start wins, the other is told; two stops both end well', async () => {
    const other = createPool({ ask: nobody, sshConfig: lab.sshConfig });
    try {
      const theirs = await other.channel({ name: 'dom0', elevation: 'sudo' });
      const guest = await configured('tst100');
      await configured('tst100', theirs);
      await run('poweroff', guest);
      const both = await Promise.all([
        failure(run('start', guest)),
        failure(run('start', guest, {}, theirs)),
      ]);
      expect(both.filter((one) => one === undefined)).toHaveLength(1);
      expect(both.find((one) => one !== undefined)).toMatchObject({
        message: expect.stringContaining('tst100'),
      });
      expect((await lab.domains()).filter(({ name }) => name === 'tst100')).toHaveLength(1);
      expect(
        await Promise.all([
          failure(run('poweroff', guest)),
          failure(run('shutdown', guest, { delay: 0 }, theirs)),
        ]),
      ).toEqual([undefined, undefined]);
      expect(await running('tst100')).toBeUndefined();
    } finally {
      await other.close();
    }
  });

  test('started paused, it waits before its first instruction', async () => {
    const guest = await configured('tst100');
    await run('start', guest, { start: { paused: true } });
    expect(await running('tst100')).toMatchObject({ state: 'paused' });
    expect(Number((await sh("xl list tst100 | awk 'NR == 2 { print $6 }'")).trim())).toBeLessThan(0.1);
    await run('unpause', guest);
    await lab.ready('tst100');
    await run('poweroff', guest);
  });

  test('a crash is a state; a crash loop is told', async () => {
    const panic = (then: string): string =>
      `s#^extra.*#extra = "console=hvc0 panic=1 rdinit=/none init=/none"#; s/^on_crash.*/on_crash = "${then}"/`;
    const crashed = await variant('panic', 'tst100', panic('preserve'));
    await run('start', crashed).catch(() => {});
    await until('its crash', async () => (await running('panic'))?.state === 'crashed');
    await run('poweroff', crashed);
    const looping = await variant('looping', 'tst100', panic('restart'));
    await run('start', looping).catch(() => {});
    // xl waits 10 s before it builds again what ended at once.
    const told = async () => (await running('looping'))?.note?.includes('times within two minutes');
    await until('the loop to be told', told, 180_000);
    // The reset button of a loop: it is down before xl builds it again.
    await until('its end', async () => {
      await run('poweroff', looping);
      return (await running('looping')) === undefined;
    });
  });

  test('guests that libvirt has defined: seen, started, suspended and resumed by virsh', async () => {
    const xml = `<domain type="xen"><name>virt105</name><uuid>7d1a4c52-5f0e-4a37-9f35-0d9c5a0c1105</uuid>
<memory unit="MiB">96</memory><vcpu>1</vcpu><os><type arch="x86_64" machine="xenpv">linux</type>
<kernel>/srv/xen/vmlinux</kernel><initrd>/srv/xen/guest.cpio</initrd><cmdline>console=hvc0 quiet hn=virt105</cmdline></os>
<devices><interface type="bridge"><mac address="00:50:56:13:11:45"/><source bridge="xenbr0"/></interface>
<console type="pty"><target type="xen" port="0"/></console></devices></domain>`;
    await lab.startLibvirt();
    await lab.must(['sh', '-c', 'cat >/tmp/virt105.xml && virsh -c xen:///system define /tmp/virt105.xml'], {
      input: xml,
    });
    const guest = await configured('virt105');
    expect(guest).toMatchObject({
      state: 'off',
      macs: ['00:50:56:13:11:45'],
      accelerator: 'PARA',
      memoryTotal: 96 * 2 ** 20,
    });
    await run('start', guest);
    expect(await running('virt105')).toMatchObject({ state: 'running', config: guest.config });
    await lab.ready('virt105');
    await run('suspend', guest);
    const asleep = await configured('virt105');
    expect(asleep.state).toBe('suspended');
    await run('start', asleep);
    expect(await running('virt105')).toMatchObject({ state: 'running' });
    await run('poweroff', guest);
    expect((await configured('virt105')).state).toBe('off');
  });

  test('Dom0 lost in the middle of a save: a state that is not whole is never taken for one', async () => {
    const guest = await configured('tst100');
    await run('start', guest);
    await lab.ready('tst100');
    const saving = failure(run('suspend', guest));
    const part = `${guest.config?.replace(/\.conf$/, '')}.vmstate.part`;
    await until('the save to have begun', async () => (await lab.exec(['test', '-s', part])).code === 0);
    await lab.restart();
    expect(await saving).toMatchObject({ name: 'Failure' });
    await pool.close();
    await enter();
    expect(await configured('tst100')).toMatchObject({ state: 'off' });
    await run('start', await configured('tst100'));
    expect(await running('tst100')).toMatchObject({ state: 'running' });
  });
});
