/** The plugin on a real Dom0: Xen, xl and guests of the project's Xen lab. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { guestConf, type XenLab, xenAvailable, xenUp } from '../../../e2e/lab/xen/index.ts';
import { addPygrubGuest, SECOND } from '../../../e2e/lab/xen/menus.ts';
import type { Channel } from '../../channel/channel.ts';
import { createPool, type Pool } from '../../channel/pool.ts';
import type { MachineAction } from '../../model/action.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { BytePipe } from '../../model/pipe.ts';
import type { Verb } from '../../model/verb.ts';
import { job, nobody, until } from '../testing/local.ts';
import { xen } from './plugin.ts';

const against = xenAvailable();
if (against !== null) console.warn(against);

const BASES = ['~'];

describe.skipIf(against !== null)('Xen on a real Dom0', () => {
  let lab: XenLab;
  let pool: Pool;
  let on: Channel;

  beforeAll(async () => {
    lab = await xenUp();
  });
  afterAll(() => lab?.down());
  beforeEach(async () => {
    pool = createPool({ ask: nobody, sshConfig: lab.sshConfig });
    on = await pool.channel({ name: 'dom0', elevation: 'sudo' });
  });
  afterEach(() => pool.close());

  const scan = async (): Promise<readonly MachineRecord[]> =>
    (await xen.enumerate?.(on, { bases: BASES })) ?? [];
  const configured = async (label: string): Promise<MachineRecord> => {
    const found = (await scan()).find((one) => one.label === label && one.uuid !== undefined);
    if (found === undefined) throw new Error(`${label} is not configured.`);
    return found;
  };
  const running = async (label: string): Promise<MachineRecord | undefined> =>
    (await xen.list(on)).find((one) => one.label === label);
  async function run(verb: Verb, machine: MachineRecord, more: Partial<MachineAction> = {}): Promise<string> {
    const o = job();
    await xen.operations[verb]?.run(on, machine, { verb, target: { label: machine.label }, ...more }, o);
    return o.lines.join('\n');
  }

  /** What a console says, from now on. */
  function listen(pipe: BytePipe): { readonly said: () => string } {
    let text = '';
    void (async () => {
      for await (const chunk of pipe.bytes) text += Buffer.from(chunk).toString('latin1');
    })().catch(() => {});
    return { said: () => text };
  }

  test('Domain-0 and what runs; what is configured, once each', async () => {
    expect((await xen.probe(on)).version).toMatch(/^4\.\d+/);
    expect(await xen.list(on)).toEqual([
      expect.objectContaining({ label: 'Domain-0', control: true, state: 'running' }),
    ]);
    const found = await scan();
    expect(found.map(({ label, config }) => `${label} ${config}`).sort()).toEqual(
      [
        ...['deaf103', 'tst100', 'tst101', 'tst102', 'tst104'].map((name) => `${name} ${guestConf(name)}`),
        `tst100 ${guestConf('tst100').replace('.conf', '-inst.conf')}`,
      ].sort(),
    );
    expect(found.find(({ label }) => label === 'tst104')).toMatchObject({ accelerator: 'HVM', state: 'off' });
  });

  test('a guest: started, watched, paused, typed at, rebooted, suspended, resumed, shut down', async () => {
    const off = await configured('tst100');
    const stop = new AbortController();
    let changes = 0;
    const watching = (async () => {
      for await (const news of xen.watch?.(on, { signal: stop.signal }) ?? []) if (news === null) changes++;
    })();
    await run('start', off);
    await until('the start to be told', async () => changes > 0);
    const up = await running('tst100');
    expect(up).toMatchObject({
      state: 'running',
      uuid: off.uuid,
      config: off.config,
      configured: true,
      macs: ['00:50:56:13:11:40'],
      accelerator: 'PARA',
      since: expect.any(Number),
    });
    if (up === undefined) throw new Error('It does not run.');

    const pipe = await xen.open(on, up, 'console', { ask: nobody, size: { cols: 80, rows: 24 } });
    const console = listen(pipe);
    const type = (text: string): void => void pipe.write(Buffer.from(text));
    await until('a shell', async () => {
      type('\rroot\r');
      return /[#$] $/.test(console.said());
    });
    // Ctrl+] would let go of the console in xl: it is not passed on.
    type('\x1decho answer-$((6*7))\r');
    await until('the answer', async () => console.said().includes('answer-42'));
    // A console is for one at a time: another is told who has it, or takes it.
    const size = { cols: 80, rows: 24 };
    const second = await xen.open(on, up, 'console', { ask: nobody, size });
    await expect(second.bytes[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringMatching(/Process \d+ of \w+, as root, on dom0 has the console of tst100/),
    });
    const third = await xen.open(on, up, 'console', { ask: nobody, size, take: true });
    const took = listen(third);
    await until('the answer at the third', async () => {
      void third.write(Buffer.from('\recho taken-$((6*7))\r'));
      return took.said().includes('taken-42');
    });
    third.close();
    pipe.close();
    await until('nothing of the console to be left in Dom0', async () => {
      const { stdout } = await lab.exec(['sh', '-c', 'ps ax | grep -c "[x]enconsole --\\|[x]l console"']);
      return stdout.trim() === '0';
    });

    // Under another name it is the same guest, for who knows it by the old one.
    await run('rename', up, { newName: 'another' });
    await run('pause', up);
    expect(await running('another')).toMatchObject({ state: 'paused', uuid: off.uuid, config: off.config });
    await run('unpause', up);
    expect((await running('another'))?.state).toBe('running');
    await run('rename', up, { newName: 'tst100' });
    expect((await running('tst100'))?.uuid).toBe(off.uuid);

    const before = changes;
    await run('reboot', up, { delay: 60 });
    const again = await running('tst100');
    expect(again?.pid).toBeGreaterThan(up.pid ?? 0);
    await until('the reboot to be told', async () => changes > before);

    await run('suspend', up);
    const asleep = await configured('tst100');
    expect(asleep.state).toBe('suspended');
    expect(await running('tst100')).toBeUndefined();
    await run('start', asleep);
    expect((await configured('tst100')).state).toBe('off');
    const resumed = await running('tst100');
    expect(resumed?.state).toBe('running');

    expect(await run('shutdown', off, { delay: 60 })).toContain('The guest has shut down.');
    expect(await running('tst100')).toBeUndefined();
    stop.abort();
    await watching.catch(() => {});
  });

  test('a guest that ignores shutdown is powered off; a screen comes through the connection', async () => {
    const deaf = await configured('deaf103');
    await run('start', deaf);
    // Before that it hears as well as any.
    await lab.ready('deaf103');
    expect(await run('shutdown', deaf, { delay: 3 })).toContain('did not shut down within 3 s');
    expect(await running('deaf103')).toBeUndefined();

    await run('start', await configured('tst102'));
    const screen = await until('its screen', async () => {
      const now = await running('tst102');
      return now?.consoles.some(({ id, blocked }) => id === 'vnc' && blocked === undefined) && now;
    });
    const pipe = await xen.open(on, screen, 'vnc', { ask: nobody });
    const said = listen(pipe);
    await until('the greeting of RFB', async () => said.said().startsWith('RFB 003.'));
    // Who looks is told, in the row and to who comes next. A tunnel's end is the host itself.
    expect((await running('tst102'))?.clients).toEqual(['127.0.0.1']);
    await expect(xen.open(on, screen, 'vnc', { ask: nobody, wary: 0 })).rejects.toMatchObject({
      code: 'busy',
      message: 'The screen of tst102 is looked at already: somebody on dom0 or through SSH.',
    });
    (await xen.open(on, screen, 'vnc', { ask: nobody, wary: 1 })).close();
    pipe.close();
    await until('nobody to look at it', async () => (await running('tst102'))?.clients === undefined);
    await run('poweroff', screen);
    await run('poweroff', screen);
  });

  test('what goes wrong is told in one sentence, with the way out', async () => {
    const conf = async (name: string, change: string): Promise<MachineRecord> => {
      await lab.must([
        'sh',
        '-c',
        `mkdir -p /home/acue/bad && sed 's/tst101/${name}/; s/^uuid.*//; ${change}' ${guestConf('tst101')} | grep -v UUID >/home/acue/bad/${name}.conf`,
      ]);
      const found = (await scan()).find(({ label }) => label === name);
      if (found === undefined) throw new Error(`${name} is not configured.`);
      return found;
    };
    const failure = async (machine: MachineRecord): Promise<string> => {
      const caught = await run('start', machine).catch((error: unknown) => error);
      expect(caught).toMatchObject({ name: 'Failure', remedy: expect.any(String) });
      return (caught as Error).message;
    };
    expect(await failure(await conf('huge', 's/^memory.*/memory = 64000/; s/^maxmem.*//'))).toMatch(
      /not enough memory/,
    );
    expect(await failure(await conf('nodisk', 's#^kernel.*#kernel = "/srv/none"#'))).toMatch(/\/srv\/none/);
    expect(await failure(await conf('nobridge', 's/bridge=xenbr0/bridge=nobr9/'))).toMatch(/nobr9/);
    await lab.must([
      'sh',
      '-c',
      'printf \'#@#MAGICID-XEN\\n#@#LABEL = "broken"\\nname = "broken"\\nvif = [ "x"\\n\' >/home/acue/bad/broken.conf',
    ]);
    const broken = (await scan()).find(({ label }) => label === 'broken');
    expect(broken?.note).toMatch(/broken\.conf, line \d/);
    expect(broken && (await failure(broken))).toMatch(/broken\.conf, line \d/);
    expect((await lab.domains()).map(({ name }) => name)).toEqual(['Domain-0']);
  });

  test('the menu of a boot loader: at its console by hand, which goes on with the guest; ended by power off', async () => {
    const off = await configured(await addPygrubGuest(lab));
    const atMenu = () =>
      until('the menu', async () => {
        const now = await running(off.label);
        return now?.state === 'starting' && now.consoles[0]?.blocked === undefined && now;
      });
    const start = () =>
      run('start', off).then(
        () => undefined,
        (caught: unknown) => caught,
      );
    let started = start();
    const machine = await atMenu();
    expect(machine).toMatchObject({ uuid: off.uuid, config: off.config });
    const size = { cols: 80, rows: 24 };
    const tab = await xen.open(on, machine, 'console', { ask: nobody, size });
    const shown = listen(tab);
    await until('the menu in it', async () => shown.said().includes('The first'));
    tab.close();
    await until('nothing of it to be left in Dom0', async () => {
      const ours = 'ps ax -o args= | grep -c "[x]enconsole [0-9]\\|[x]l console\\|[x]enstore-read"';
      return (await lab.exec(['sh', '-c', ours])).stdout.trim() === '0';
    });
    await run('poweroff', off);
    expect(await started).toMatchObject({
      code: 'command-failed',
      message: expect.stringContaining('boot loader was ended'),
    });

    started = start();
    const pipe = await xen.open(on, await atMenu(), 'console', { ask: nobody, size });
    const console = listen(pipe);
    await until('its entries', async () => console.said().includes('The second'));
    // Down, as a terminal says it in the mode that curses wants.
    void pipe.write(Buffer.from('\x1bOB'));
    void pipe.write(Buffer.from('\r'));
    // The kernel is unpacked in the emulated Dom0 first.
    const isUp = async () => console.said().includes('grub107 login:');
    await until('the console of the guest itself', isUp, 240_000);
    expect(await started).toBeUndefined();
    void pipe.write(Buffer.from('root\r'));
    await until('a shell', async () => console.said().includes('/root # '));
    void pipe.write(Buffer.from('cat /proc/cmdline\r'));
    await until('what was chosen', async () => console.said().includes(SECOND));
    pipe.close();
    // Now all of it is known, as of any guest.
    expect(await running('grub107')).toMatchObject({
      state: 'running',
      macs: ['00:50:56:13:11:47'],
      since: expect.any(Number),
    });
    await run('poweroff', off);
  });

  test('what goes through a disk and a card stands in the row as rates', async () => {
    const folder = '/home/acue/xen/disk108';
    const change = 's/tst100/disk108/; s/6842caf9/6842ca08/; s/13:11:40/13:11:48/';
    await lab.must([
      'sh',
      '-c',
      `mkdir -p ${folder} && cd ${folder} && truncate -s 4M xvda.img && sed '${change}' ${guestConf('tst100')} >disk108.conf &&
        echo 'disk = [ "${folder}/xvda.img,raw,xvda,rw" ]' >>disk108.conf`,
    ]);
    await run('start', await configured('disk108'));
    const up = await until('it to run', () => running('disk108'));
    const pipe = await xen.open(on, up, 'console', { ask: nobody, size: { cols: 80, rows: 24 } });
    const console = listen(pipe);
    const type = (text: string): void => void pipe.write(Buffer.from(text));
    await until('a shell', async () => {
      type('\rroot\r');
      return /[#$] $/.test(console.said());
    });
    const read = 'echo 3 >/proc/sys/vm/drop_caches; head -c 1048576 /dev/xvda >/dev/null';
    // Nobody has that address: asking for it is traffic enough.
    type(`while :; do ${read}; ping -c 1 -w 1 192.168.1.250 >/dev/null; done &\r`);
    await until('both to be told', async () => {
      const { diskRate = 0, netRate = 0 } = (await running('disk108')) ?? {};
      return diskRate > 0 && netRate > 0;
    });
    await until('its disk to rest', async () => {
      type('kill $!\r');
      return (await running('disk108'))?.diskRate === 0;
    });
    pipe.close();
    await run('poweroff', up);
  });

  test('without rights every action says what is missing and how it is granted', async () => {
    const barred = createPool({ ask: nobody, sshConfig: lab.sshConfig });
    try {
      const as = await barred.channel({ name: 'dom0', user: 'barred', elevation: 'none' });
      const ready = await xen.probe(as);
      expect(ready).toMatchObject({
        usable: false,
        missing: [{ code: 'rights-missing', remedy: expect.stringContaining('sudoers') }],
      });
      const machine = await configured('tst100');
      const caught = await xen.operations.start
        ?.run(as, machine, { verb: 'start', target: {} }, job())
        .catch((error: unknown) => error);
      expect(caught).toMatchObject({ code: 'rights-missing', remedy: expect.stringContaining('sudo') });
    } finally {
      await barred.close();
    }
  });
});
