/** Against real QEMU on this machine: guests without a kernel, which idle in their firmware. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '../../channel/channel.ts';
import type { MachineAction } from '../../model/action.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { Verb } from '../../model/verb.ts';
import { parseSnapshot } from './processes.ts';
import { type Folder, folder, type Job, job, localChannel, nobody, until } from '../testing/local.ts';
import { qemu } from './plugin.ts';

const binary = '/usr/bin/qemu-system-x86_64';
const UUID = '0f1e2d3c-4b5a-4968-8776-655443322110';

/** Arguments of a small guest. */
const machineArgs = (name: string): string[] => [
  '-name',
  `guest=${name}`,
  '-M',
  'pc',
  '-accel',
  'tcg,tb-size=16',
  '-m',
  '32',
  '-nodefaults',
  '-no-user-config',
  '-vga',
  'std',
];

describe.skipIf(!existsSync(binary))('real QEMU', () => {
  let on: Channel;
  let dir: Folder;

  beforeEach(async () => {
    on = await localChannel();
    dir = folder();
  });
  afterEach(() => {
    on.close();
    dir.remove();
  });

  const list = async (): Promise<readonly MachineRecord[]> =>
    (await qemu.list(on)).filter((record) => JSON.stringify(record).includes(dir.path));
  const scan = (): Promise<readonly MachineRecord[]> =>
    qemu
      .enumerate?.(on, { bases: [dir.path] })
      .then((all) => all.filter(({ config }) => config?.startsWith(dir.path))) ??
    Promise.reject(new Error('no enumerate'));
  const only = async (records: Promise<readonly MachineRecord[]>): Promise<MachineRecord> => {
    const all = await records;
    expect(all.map(({ label }) => label)).toHaveLength(1);
    return all[0] as MachineRecord;
  };
  const run = async (
    verb: Verb,
    machine: MachineRecord,
    more: Partial<MachineAction> = {},
    o: Job = job(),
  ) => {
    const action = { verb, target: { label: machine.label }, ...more };
    await qemu.operations[verb]?.run(on, machine, action, o);
    return o.lines;
  };
  const argsGuest = (name: string, ...more: string[]): string =>
    dir.write(`${name}/${name}.args`, ['# a guest', ...machineArgs(name), ...more, ''].join('\n'));

  test('an argument file is one machine: off, running with screen and serial console, paused, off again', async () => {
    argsGuest('tst1', '-uuid', UUID, '-drive', 'file.driver=null-co,file.size=1M,format=raw,if=ide');
    const off = await only(scan());
    expect(off).toMatchObject({ label: 'tst1', uuid: UUID, state: 'off', configured: true, vcpus: 1 });
    const lines = await run('start', off);
    expect(lines.join('\n')).toContain('-daemonize');
    const running = await only(list());
    expect(running).toMatchObject({
      label: 'tst1',
      uuid: UUID,
      config: off.config,
      state: 'running',
      accelerator: 'TCG',
      memoryTotal: 32 * 2 ** 20,
      configured: true,
      user: 'root',
      consoles: [
        { id: 'serial0', kind: 'tty' },
        { id: 'vnc', kind: 'rfb' },
      ],
    });
    await run('pause', running);
    expect((await only(list())).state).toBe('paused');
    await run('unpause', running);
    const after = await only(list());
    expect(after.state).toBe('running');
    expect(after.cpu).toBeGreaterThanOrEqual(0);
    await expect
      .poll(async () => (await only(list())).diskRate, { timeout: 10_000 })
      .toBeGreaterThanOrEqual(0);
    await run('reset', running);
    await run('poweroff', running);
    expect(await list()).toEqual([]);
    expect(dir.processes()).toEqual([]);
  });

  test('the screen speaks RFB; a serial port that is open here or elsewhere is refused', async () => {
    argsGuest('tst2');
    const off = await only(scan());
    await run('start', off);
    const machine = await only(list());
    const screen = await qemu.open(on, machine, 'vnc', { ask: nobody });
    for await (const bytes of screen.bytes) {
      expect(Buffer.from(bytes).toString('latin1')).toMatch(/^RFB 003\.\d+\n/);
      break;
    }
    screen.close();
    const serial = await qemu.open(on, machine, 'serial0', { ask: nobody });
    await expect(qemu.open(on, machine, 'serial0', { ask: nobody })).rejects.toMatchObject({ code: 'busy' });
    serial.close();
    const other = connect(`${dir.path}/tst2/tst2.serial`);
    const held = await until('the other client to be seen', async () => {
      const [record] = await list();
      return record?.consoles.find(({ held }) => held !== undefined);
    });
    expect(held.id).toBe('serial0');
    await expect(qemu.open(on, machine, 'serial0', { ask: nobody })).rejects.toThrow(
      new RegExp(`node.*\\(pid ${process.pid}\\)|is connected`),
    );
    other.destroy();
    await until('the port to be free', async () =>
      (await list())[0]?.consoles.every(({ held }) => held === undefined),
    );
    await run('poweroff', machine);
  });

  test.skipIf(!existsSync('/usr/bin/socat') || !existsSync('/usr/bin/ss'))(
    'who has a serial port is named, and let go for who takes it; who looks at the screen is told of',
    async () => {
      argsGuest('tst2');
      await run('start', await only(scan()));
      const machine = await only(list());
      const path = `${dir.path}/tst2/tst2.serial`;
      const held = async () => (await only(list())).consoles.some(({ held }) => held !== undefined);
      const socat = spawn('socat', ['-', `UNIX-CONNECT:${path}`], { stdio: ['pipe', 'ignore', 'ignore'] });
      const gone = new Promise((done) => socat.once('exit', done));
      await until('socat to be seen', held);
      const refusal = await qemu.open(on, machine, 'serial0', { ask: nobody }).catch((failure) => failure);
      expect(refusal).toMatchObject({
        code: 'busy',
        message: expect.stringMatching(new RegExp(`^socat \\(pid ${socat.pid}, root\\) on localhost`)),
        data: { takeable: true, since: expect.any(Number) },
      });
      expect(socat.exitCode).toBeNull();
      const taken = await qemu.open(on, machine, 'serial0', { ask: nobody, take: true });
      await gone;
      expect(await held()).toBe(false);
      taken.close();
      // The screen: any number may look; the second is told of the first.
      const first = await qemu.open(on, machine, 'vnc', { ask: nobody, wary: 0 });
      const greeting = first.bytes[Symbol.asyncIterator]();
      await greeting.next();
      await first.write(Buffer.from('RFB 003.008\n\x01\x01'));
      const look = () => qemu.open(on, machine, 'vnc', { ask: nobody, wary: 0 }).then((pipe) => pipe.close());
      await until('the first one to be seen', () =>
        look().then(
          () => undefined,
          ({ code, message, data }) => {
            expect({ code, message, data }).toMatchObject({
              code: 'busy',
              message: 'The screen of tst2 is looked at already: somebody on localhost or through SSH.',
              data: { shareable: true, takeable: true },
            });
            return true;
          },
        ),
      );
      (await qemu.open(on, machine, 'vnc', { ask: nobody })).close();
      first.close();
      await until('nobody to look on', () =>
        look().then(
          () => true,
          () => undefined,
        ),
      );
      await run('poweroff', machine);
    },
  );

  test('a guest that ignores its power button is powered off after the delay, and the log says so', async () => {
    argsGuest('tst3');
    await run('start', await only(scan()));
    const lines = await run('shutdown', await only(list()), { delay: 1 });
    expect(lines.join('\n')).toContain('did not shut down within 1 s; it is powered off');
    expect(dir.processes()).toEqual([]);
  });

  test('reboot of a guest that ignores its power button fails, and leaves it as it was', async () => {
    argsGuest('tst4');
    await run('start', await only(scan()));
    const machine = await only(list());
    await expect(run('reboot', machine, { delay: 1 })).rejects.toMatchObject({ code: 'guest-ignores' });
    expect((await only(list())).state).toBe('running');
    await run('poweroff', machine);
  });

  test('suspend keeps the state beside the configuration; resume goes on from it and removes it', async () => {
    argsGuest("it's", '-uuid', UUID);
    await run('start', await only(scan()));
    await run('suspend', await only(list()));
    expect(dir.processes()).toEqual([]);
    const state = `${dir.path}/it's/it's.vmstate`;
    expect(statSync(state).mode & 0o777).toBe(0o600);
    expect(existsSync(`${state}.part`)).toBe(false);
    // Another engine, which knows nothing of it.
    on.close();
    on = await localChannel();
    const suspended = await only(scan());
    expect(suspended).toMatchObject({ state: 'suspended', uuid: UUID, label: "it's" });
    await run('resume', suspended);
    expect((await only(list())).state).toBe('running');
    expect((await only(scan())).state).toBe('off');
    expect(existsSync(state)).toBe(false);
    // What was resumed can be suspended again, and a start takes the state too.
    await run('suspend', await only(list()), { stateFile: `${dir.path}/elsewhere` });
    const again = await only(scan());
    expect(again.state).toBe('suspended');
    const lines = await run('start', again);
    expect(lines.join('\n')).toContain('resumed');
    await run('poweroff', await only(list()));
  });

  test('a state that cannot be written leaves the guest running', async () => {
    argsGuest('tst5');
    await run('start', await only(scan()));
    const machine = await only(list());
    await expect(run('suspend', machine, { stateFile: '/proc/none/state' })).rejects.toMatchObject({
      code: 'command-failed',
    });
    expect((await only(list())).state).toBe('running');
    await run('poweroff', machine);
  });

  test('a start that fails tells the end of the output and leaves nothing', async () => {
    argsGuest('bad', '-device', 'no-such-device');
    const machine = await only(scan());
    const o = job();
    await expect(run('start', machine, {}, o)).rejects.toThrow(/no-such-device/);
    expect(o.lines.join('\n')).toContain('no-such-device');
    dir.write(
      'mute/mute.sh',
      '#!/bin/sh\n[ -n "$1" ] || exit 3\nexec qemu-system-x86_64 -name mute\n',
      0o755,
    );
    const mute = (await scan()).find(({ label }) => label === 'mute') as MachineRecord;
    await expect(run('start', mute)).rejects.toThrow(/exit code 3/);
    expect(dir.processes()).toEqual([]);
  });

  test('a script that keeps QEMU in the foreground is started, found again by its place, and outlives the channel', async () => {
    const at = `${dir.path}/fg`;
    dir.write(
      'fg/fg.sh',
      `#!/bin/sh\ncd "$(dirname "$0")"\nexec qemu-system-x86_64 ${machineArgs('fg').join(' ')} \\\n  -display none -qmp unix:"$PWD"/fg.qmp,server=on,wait=off\n`,
    );
    const off = await only(scan());
    await run('start', off);
    on.close();
    on = await localChannel();
    // Without a scan: its configuration is looked up where its socket is.
    const machine = await only(list());
    expect(machine).toMatchObject({ label: 'fg', config: `${at}/fg.sh`, configured: true, state: 'running' });
    expect(machine.consoles).toEqual([]);
    await run('poweroff', machine);
    // The shell that waited for it ends a moment later.
    await until('nothing to be left', async () => dir.processes().length === 0);
  });

  test('an aborted start ends what it started', async () => {
    dir.write(
      'slow/slow.sh',
      `#!/bin/sh\n# ${dir.path} qemu-system-x86_64\nsleep 1000 # ${dir.path}\nqemu-system-x86_64 -name slow\n`,
      0o755,
    );
    const machine = await only(scan());
    const stop = new AbortController();
    const started = run('start', machine, {}, job(stop.signal));
    await until('the script to run', async () => dir.processes().length > 0);
    stop.abort();
    await expect(started).rejects.toMatchObject({ code: 'aborted' });
    await until('its end', async () => dir.processes().length === 0);
  });

  test('events come as records while nobody polls; the end asks for a list', async () => {
    argsGuest('tst6');
    await run('start', await only(scan()));
    const machine = await only(list());
    const stop = new AbortController();
    const news: (MachineRecord | null)[] = [];
    const watching = (async () => {
      for await (const item of qemu.watch?.(on, { signal: stop.signal }) ?? []) news.push(item);
    })();
    await run('pause', machine);
    await until('the news of it', async () => news.some((item) => item?.state === 'paused'));
    process.kill(machine.pid as number, 'SIGKILL');
    await until('its end', async () => news.includes(null));
    expect(news.filter((item) => item !== null).at(-1)).toMatchObject({ state: 'off', label: 'tst6' });
    stop.abort();
    await watching;
    expect(await list()).toEqual([]);
  });

  test('a held monitor is told in the note, and shutdown says why it cannot', async () => {
    argsGuest('tst7');
    await run('start', await only(scan()));
    on.close();
    const holder = connect(`${dir.path}/tst7/tst7.qmp`);
    await new Promise((resolve) => holder.once('data', resolve));
    on = await localChannel();
    const held = await only(list());
    expect(held).toMatchObject({ state: 'running', label: 'tst7' });
    expect(held.note).toContain('another program holds it');
    await expect(run('shutdown', held)).rejects.toMatchObject({ code: 'busy' });
    // Power off needs no monitor.
    await run('poweroff', held);
    expect(dir.processes()).toEqual([]);
    holder.destroy();
  });

  test('a monitor whose socket is gone: the note says so; power off works by the process', async () => {
    argsGuest('tst8');
    await run('start', await only(scan()));
    on.close();
    rmSync(`${dir.path}/tst8/tst8.qmp`);
    on = await localChannel();
    const machine = await only(list());
    expect(machine.note).toContain('tst8.qmp');
    await expect(run('pause', machine)).rejects.toMatchObject({ code: 'socket-gone' });
    await run('poweroff', machine);
    expect(dir.processes()).toEqual([]);
  });

  test('a QEMU that stands still keeps its row, and power off ends it', async () => {
    argsGuest('tst9');
    await run('start', await only(scan()));
    const before = await only(list());
    process.kill(before.pid as number, 'SIGSTOP');
    const frozen = await only(list());
    expect(frozen).toMatchObject({ label: 'tst9', pid: before.pid });
    // On the open connection, or on a new one if that was just being made.
    expect(frozen.note).toMatch(/(did|does) not answer/);
    await run('poweroff', frozen);
    expect(dir.processes()).toEqual([]);
  });

  test('hostile names come through exactly and run nothing', async () => {
    const mark = `${dir.path}/was-here`;
    const names = [
      `it's "quoted" \`touch ${mark}\``,
      `$(touch ${mark})`,
      `; touch ${mark} #`,
      'two\nlines\r\nand\ttabs ) Z 1',
      '\u001b[2J\u001b]0;title\u0007',
      'a,b,,c=d',
      'x'.repeat(10_240),
    ];
    for (const [i, name] of names.entries()) {
      const argv = [
        binary,
        '-name',
        `guest=${name.replaceAll(',', ',,')}`,
        '-machine',
        'none',
        '-nodefaults',
      ];
      const more = ['-display', 'none', '-qmp', `unix:${dir.path}/${i}.qmp,server=on,wait=off`, '-daemonize'];
      expect((await on.exec([...argv, ...more])).code).toBe(0);
    }
    const all = await list();
    expect(all.map(({ label }) => label).sort()).toEqual([...names].sort());
    expect(all.map(({ state }) => state)).toEqual(names.map(() => 'running'));
    for (const machine of all) await run('poweroff', machine);
    expect(existsSync(mark)).toBe(false);
    expect(dir.processes()).toEqual([]);
  });

  test('a daemonizing QEMU is one guest while its first process still waits; one asked for its version is none', () => {
    const row = (pid: number, parent: number, start: number, option = '-daemonize'): string =>
      [
        `P ${pid} 0 root\nC`,
        Buffer.from(`qemu-system-x86_64\0${option}\0`).toString('base64'),
        'S',
        Buffer.from(`${pid} (q) R ${parent}${' 1'.repeat(17)} ${start}${' 1'.repeat(12)}`).toString('base64'),
        'D\nX',
      ].join('\n');
    const found = parseSnapshot(
      `H 5.5 1000 100 4096\n${[row(10, 9, 50), row(12, 1, 56), row(13, 1, 50, '--version')].join('\n')}\n`,
    );
    expect(found?.processes.map(({ pid }) => pid)).toEqual([12]);
    // Each of two that are there for long is one.
    const two = parseSnapshot(`H 5.5 1000 100 4096\n${row(10, 9, 50)}\n${row(12, 1, 50_000)}\n`);
    expect(two?.processes.map(({ pid }) => pid)).toEqual([10, 12]);
  });

  test('10,000 files are one pass, and only configurations count', async () => {
    for (let i = 0; i < 10_000; i++)
      dir.write(`many/${i % 100}/f${i}.${i % 2 ? 'sh' : 'txt'}`, 'echo nothing\n');
    dir.write('proc/x.ctys', '#@#MAGICID-QEMU\n#@#LABEL = "deep"\n');
    dir.write('many/7/two words $(id).ctys', '#@#MAGICID-QEMU\n##@#LABEL = "no"\n#@#LABEL = "yes"\n');
    dir.write('hidden.ctys', '#@#MAGICID-QEMU\n#@#MAGICID-NOENUM\n');
    dir.write('other.ctys', '#@#MAGICID-XEN\n#@#LABEL = "xen"\n');
    const found = await scan();
    expect(found.map(({ label }) => label).sort()).toEqual(['deep', 'yes']);
    expect(found.map(({ config }) => config)).toContain(`${dir.path}/many/7/two words $(id).ctys`);
  });

  test('readiness names the version and never trusts /dev/kvm', async () => {
    const ready = await qemu.probe(on);
    const text = readFileSync('/proc/cpuinfo', 'utf8');
    expect(ready).toMatchObject({ type: 'QEMU', usable: true });
    expect(ready.version).toMatch(/^\d+\.\d+\.\d+ \(.*x86_64/);
    expect(ready.missing.some(({ data }) => data?.tool === 'KVM')).toBe(
      !/\b(vmx|svm)\b/.test(text) || !existsSync('/dev/kvm'),
    );
  });
});
