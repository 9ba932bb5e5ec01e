/** The ctys command as people type it, over the lab: real sshd, real guests. */
import { type ChildProcess, spawn } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../core/bin/bootstrap.mjs';
import { zoneServer } from '../core/bin/tools/testing/zone-server.ts';
import { type Lab, labAvailable, labUp } from './lab/index.ts';
import { missingPackages, TOOL_PACKAGES } from './lab/packages.ts';
import { must } from './lab/run.ts';
import { startProduct } from './specs/product.ts';

const against = labAvailable();
if (against !== null) console.warn(against);

const TEST_UUID = '6f9f5d1e-7f0b-4c55-8f3b-0f5a2a7d1c01';

/** How scripts of the tests call it. */
const command = { NODE: process.execPath, CTYS: join(root, 'dist', 'ctys.mjs') };

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** Cells of a printed table, by line; titles and rule left out. */
const cells = (table: string): readonly (readonly string[])[] =>
  table
    .trimEnd()
    .split('\n')
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));

describe.skipIf(against !== null)('the ctys command', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await labUp({ guests: true });
  });
  afterAll(() => lab?.down());

  function start(words: readonly string[], more: Readonly<Record<string, string>> = {}): ChildProcess {
    return spawn(process.execPath, [join(root, 'dist', 'ctys.mjs'), ...words], {
      env: { ...process.env, ...lab.env, ...more },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  }

  async function ctys(...words: readonly string[]): Promise<Said> {
    const child = start(words);
    child.stdin?.end();
    return await ended(child);
  }

  async function ended(child: ChildProcess): Promise<Said> {
    const out: string[] = [];
    const error: string[] = [];
    child.stdout?.on('data', (chunk: Buffer) => void out.push(chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => void error.push(chunk.toString()));
    const code = await new Promise<number | null>((done) => child.once('close', done));
    return { code, out: out.join(''), error: error.join('') };
  }

  test('LIST of two hosts is one table; ENUMERATE shows what does not run', async () => {
    const listed = await ctys('-a', 'list', 'lab00', 'lab01');
    expect(listed).toMatchObject({ code: 0, error: '' });
    expect(listed.out.split('\n')[0]).toBe(
      'TCP-container    |TCP-guest        |label               |sesstype|c|user      |group',
    );
    expect(cells(listed.out).map(([host, , label, type, role]) => [host, label, type, role])).toEqual([
      ['lab00', 'lab00', 'PM', 'S'],
      ['lab01', 'lab01', 'PM', 'S'],
    ]);
    const { out } = await ctys('-t', 'qemu', '-a', 'enumerate=label,stype,mac,id,terse', 'lab00');
    expect(out.trimEnd().split('\n')).toContain(
      'tst100;QEMU;02:79:00:00:00:64;/home/acue/qemu/tst100/tst100.ctys',
    );
    expect(out.trimEnd().split('\n')).toHaveLength(4);
  });

  test('a guest is started, seen, asked for and stopped, by every kind of address', async () => {
    const plan = await ctys('-n', '-t', 'qemu', '-a', 'create=f:tst100/tst100.ctys,console:none', 'lab00');
    expect(plan).toMatchObject({ code: 0, out: expect.stringContaining('start /lab00/qemu/tst100') });
    expect(await lab.guest('lab00', 'tst100').running()).toBe(false);

    expect(await ctys('-t', 'qemu', '-a', 'create=l:tst100,console:none', 'lab00')).toMatchObject({
      code: 0,
    });
    expect(await lab.guest('lab00', 'tst100').running()).toBe(true);
    const { out } = await ctys('-t', 'qemu', '-a', 'list=label,stype,site,mac,terse', 'lab00');
    expect(out).toBe('tst100;QEMU;SERVER;02:79:00:00:00:64\n');
    const json = await ctys('--json', '-t', 'qemu', '-a', 'list', 'lab00');
    expect(JSON.parse(json.out)).toMatchObject({ pm: 'lab00', label: 'tst100', site: 'SERVER' });

    const again = await ctys('-t', 'qemu', '-a', 'create=l:tst100,console:none', 'lab00');
    expect(again).toMatchObject({ code: 7, error: expect.stringContaining('running') });
    expect(await ctys('-t', 'qemu', '-a', 'create=l:tst100,reuse,console:none', 'lab00')).toMatchObject({
      code: 0,
    });
    expect(await ctys('-a', 'isactive=m:02:79:00:00:00:64', 'lab00')).toMatchObject({
      code: 0,
      out: 'ISACTIVE(ALL,mac:02:79:00:00:00:64)=0\n',
    });
    expect(await ctys('-t', 'qemu', '-a', 'cancel=l:tst100,pause', 'lab00')).toMatchObject({ code: 0 });
    expect((await ctys('-t', 'qemu', '-a', 'list=json', 'lab00')).out).toContain('tst100');
    const held = await ctys('-t', 'qemu', '-a', 'cancel=l:tst100,pause', 'lab00');
    expect(held).toMatchObject({ code: 7, error: expect.stringContaining('paused') });
    expect(await ctys('-t', 'qemu', '-a', 'create=l:tst100,resume,console:none', 'lab00')).toMatchObject({
      code: 0,
    });
    const off = await ctys(
      '-t',
      'qemu',
      '-a',
      'cancel=p:/home/acue/qemu/tst100/tst100.ctys,force,poweroff:0',
      'lab00',
    );
    expect(off).toMatchObject({ code: 0 });
    expect(await lab.guest('lab00', 'tst100').running()).toBe(false);
  });

  test('GETCLIENTPORT tells the port of a screen', async () => {
    expect(await ctys('-t', 'qemu', '-a', 'create=l:tst102,console:none', 'lab00')).toMatchObject({
      code: 0,
    });
    expect(await ctys('-a', 'getclientport=tst102', 'lab00')).toMatchObject({
      code: 0,
      out: 'CLIENTPORT(QEMU,lab00,tst102)=5902\n',
    });
    expect(await ctys('-t', 'qemu', '-a', 'cancel=all,force', 'lab00')).toMatchObject({ code: 0 });
    expect(await lab.guest('lab00', 'tst102').running()).toBe(false);
  });

  test('a console through pipes: what is typed runs in the shell of the host', async () => {
    const child = start(['-t', 'cli', '-a', 'create=l:test', 'lab01']);
    child.stdin?.write('echo the-$((40+2))-answer; hostname; exit\n');
    const { code, out } = await ended(child);
    expect(out).toContain('the-42-answer');
    expect(out).toContain('lab01');
    expect(code).toBe(0);
  });

  test('each console where its word says: this terminal, the window, Emacs', async () => {
    const none = { DISPLAY: '', WAYLAND_DISPLAY: '' };
    const shell = start(['-t', 'pm', '-a', 'create=connect,console:xterm', 'lab01'], none);
    shell.stdin?.write('hostname; exit\n');
    expect((await ended(shell)).out).toContain('lab01');
    const words = (console: string) => ['-t', 'pm', '-a', `create=connect,console:${console}`, 'lab01'];
    expect(await ended(start(words('emacs'), none))).toMatchObject({
      code: 7,
      error: expect.stringMatching(/EMACS needs a display/),
    });
    const folder = await mkdtemp(join(tmpdir(), 'ctys-emacs-'));
    const said = join(folder, 'said');
    await writeFile(
      join(folder, 'emacs'),
      `#!/bin/sh\nprintf '%s\\n' "$@" >${said}.part && mv ${said}.part ${said}\n`,
      { mode: 0o755 },
    );
    const emacs = start(words('emacsam'), { DISPLAY: ':0', PATH: `${folder}:${process.env.PATH}` });
    expect(await ended(emacs)).toMatchObject({ code: 0 });
    await expect
      .poll(() => readFile(said, 'utf8').catch(() => ''))
      .toMatch(/^--eval\n\(progn \(require 'term\)/);
    expect(await readFile(said, 'utf8')).toMatch(
      /"-t" "cli" "-a" "create=l:shell[^"]*" "lab01"[\s\S]*split-window-below/,
    );
    await rm(folder, { recursive: true });
  });

  test('errors name the thing and the remedy, each with its exit code', async () => {
    expect(await ctys('-t', 'qemu', '-a', 'create=l:tst999', 'lab00')).toMatchObject({
      code: 3,
      error: expect.stringContaining('No machine matches label:tst999 on lab00.'),
    });
    expect(await ctys('-t', 'qemu', '-a', 'create=f:qemu/tst10,console:none', 'lab00')).toMatchObject({
      code: 4,
      error: expect.stringMatching(/3 machines match[\s\S]*tst100\.ctys[\s\S]*Add a part/),
    });
    expect(await ctys('-t', 'qmeu', '-a', 'list')).toMatchObject({
      code: 1,
      error: expect.stringContaining("Did you mean 'QEMU'?"),
    });
    expect(await ctys('-a', 'list', 'no-such-host.invalid')).toMatchObject({ code: 5 });
    expect(await ctys('-t', 'xen', '-a', 'cancel=l:tst100,POWEROFF,wol', 'lab01')).toMatchObject({
      code: 1,
      error: expect.stringContaining('WOL is supported by PM only'),
    });
  });

  test('configurations outside the usual folders: below a base named, or at their path', async () => {
    const host = lab.host('lab00');
    const keys = '#@#MAGICID-QEMU\\n#@#LABEL = "far"\\n#@#DIST = "none"\\n';
    await host.must(['sh', '-c', `mkdir -p /srv/vm && printf '${keys}' >/srv/vm/far.ctys`]);
    expect((await ctys('-a', 'enumerate=label,terse', 'lab00')).out).not.toContain('far');
    const below = await ctys('-a', 'enumerate=label,dist,id,b:/srv/vm,terse', 'lab00');
    expect(below).toMatchObject({ code: 0, out: 'far;none;/srv/vm/far.ctys\n' });
    const plan = ['-n', '-t', 'qemu', '-a', 'create=p:/srv/vm/far.ctys,console:none', 'lab00'] as const;
    expect((await ctys(...plan)).out).toContain('start /lab00/qemu/far');
    expect(
      (await ctys('-n', '-t', 'qemu', '-a', 'create=p:$HOME/qemu/tst100/tst100.ctys', 'lab00')).out,
    ).toContain('start /lab00/qemu/tst100');
  });

  test('the databases of known machines: by record, by IP address, on the target, and as -c allows', async () => {
    const db = join(lab.env.XDG_CONFIG_HOME ?? '', 'ctys', 'db', 'default');
    await ctys('vdbgen', '--replace', '-t', 'qemu', 'lab00');
    await writeFile(join(db, 'macmap.fdb'), 'guest100;02:79:00:00:00:64;192.0.2.100;\n');
    const index = (await ctys('vhost', '-o', 'index', 'tst102')).out.trim();
    expect(index).toMatch(/^\d+$/);
    const plan = (address: string, ...more: readonly string[]) =>
      ctys('-n', ...more, '-t', 'qemu', '-a', `create=${address},console:none`);
    // No target: the record says where.
    expect((await plan(`dbrec:${index}`)).out).toContain('start /lab00/qemu/tst102');
    expect((await plan('t:192.0.2.100')).out).toContain('start /lab00/qemu/tst100');
    expect((await plan('t:guest100', '-c', 'on,local,only')).out).toContain('start /lab00/qemu/tst100');
    expect(await plan('dbrec:99999')).toMatchObject({
      code: 3,
      error: expect.stringContaining('no record 99999'),
    });
    expect(await plan('t:192.0.2.100', '-c', 'off')).toMatchObject({ code: 3 });
    expect(await plan('l:none', '-c', 'on,only')).toMatchObject({
      code: 3,
      error: expect.stringContaining("'-c only'"),
    });
    // Two records of one label: never guessed.
    await appendFile(join(db, 'enum.fdb'), `lab00;QEMU;tst101;/elsewhere/tst101.ctys${';'.repeat(43)}\n`);
    expect(await plan('l:tst101')).toMatchObject({
      code: 4,
      error: expect.stringContaining('/elsewhere/tst101.ctys'),
    });
    expect((await ctys('-n', '-c', 'off', '-t', 'qemu', '-a', 'create=l:tst101', 'lab00')).out).toContain(
      'start',
    );
    await rm(db, { recursive: true });
    // The target's own.
    const theirs = '/home/acue/.ctys/db/default';
    await lab.host('lab00').must([
      'sh',
      '-c',
      `mkdir -p ${theirs} && echo 'guest100;02:79:00:00:00:64;192.0.2.101;' >${theirs}/macmap.fdb &&
       echo 'here;QEMU;tst100;/home/acue/qemu/tst100/tst100.ctys;;02:79:00:00:00:64${';'.repeat(41)}' >${theirs}/enum.fdb`,
    ]);
    expect((await ctys('-n', '-t', 'qemu', '-a', 'create=t:192.0.2.101', 'lab00')).out).toContain(
      'start /lab00/qemu/tst100',
    );
    expect(
      await ctys('-n', '-c', 'on,local', '-t', 'qemu', '-a', 'create=t:192.0.2.101', 'lab00'),
    ).toMatchObject({ code: 3 });
  });

  test('a lost host keeps its rows and is told; the others are there', async () => {
    await ctys('-a', 'list', 'lab00', 'lab01');
    const cached = await ctys('list', '--json');
    expect(cached.out).toContain('"label":"lab01"');
    expect(cached.code).toBe(0);
  });

  test('answers are kept in a file and used again, and are as old as they may be', async () => {
    const file = join(lab.env.XDG_STATE_HOME ?? '', 'answers');
    const list = (cache: string, ...more: readonly string[]) =>
      ctys('-C', cache, '-a', 'list=label,stype,terse', ...more);
    const first = await list(`on,fout:${file}`, 'lab00', 'lab01');
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('lab01;PM') });
    // From the file: no host is asked, whatever it is called.
    expect(await list(`on,fin:${file}`, 'no-such-host.invalid')).toEqual(first);
    expect(await list(`on,fin:${file}.none`)).toMatchObject({
      code: 2,
      error: expect.stringContaining('There is no'),
    });
    await writeFile(file, 'lab00;PM\n');
    expect(await list(`on,fin:${file}`)).toMatchObject({
      code: 2,
      error: expect.stringContaining('line 1: a record of LIST has 22 fields'),
    });
    await lab.host('lab01').freeze();
    try {
      expect((await list('on,only,lifetime:3600', 'lab01')).out).toContain('lab01;PM');
      expect(await list('on,only,lifetime:0', 'lab01')).toMatchObject({
        code: 5,
        error: expect.stringContaining('older than 0 s'),
      });
    } finally {
      await lab.host('lab01').thaw();
    }
    expect((await list('on,only,lifetime:0,auto', 'lab01')).out).toContain('lab01;PM');
  });

  test('a saved view is a table of a call, with its filter', async () => {
    const folder = join(lab.env.XDG_CONFIG_HOME ?? '', 'ctys', 'macros');
    await mkdir(folder, { recursive: true });
    await writeFile(
      join(folder, 'default'),
      '#@ filter = type:qemu label:tst*,=deaf103 -label:*2\nmine = tab_gen:3_Label_10\n',
    );
    const { out, error } = await ctys('-a', 'enumerate=macro:mine', 'lab00');
    expect(error).toBe('');
    expect(cells(out).flat()).toEqual(['deaf103', 'tst100', 'tst101']);
    const typed = await ctys('-a', 'enumerate=label,terse,filter:type::qemu%label::*101', 'lab00');
    expect(typed.out).toBe('tst101\n');
  });

  test('SHOW and INFO tell of the host and its technologies', async () => {
    const info = await ctys('-a', 'info', 'lab00');
    expect(info).toMatchObject({ code: 0, error: '' });
    expect(info.out).toMatch(/^lab00\n {2}ctys +\d+\.\d+/);
    expect(info.out).toMatch(/\n {2}Node +lab00\n {2}System +\S/);
    expect(info.out).toMatch(/\nCPU\n[\s\S]*\n {2}Count +\d+\n/);
    expect(info.out).toMatch(/\nVirtualisation\n/);
    expect(info.out).toMatch(/\n {2}sshd +\/\S+\/sshd/);
    expect(info.out).toMatch(/\n {2}qemu-system-x86_64 \/\S+ \d+\.\d+/);
    expect(info.out).toMatch(/\nQEMU\n {2}State +ENABLED\n/);
    const only = await ctys('-t', 'pm', '-a', 'info', 'lab00');
    expect(only.out).toMatch(/\nPM\n {2}State/);
    expect(only.out).not.toMatch(/\nQEMU\n/);
    const show = await ctys('-t', 'xen', '-a', 'show', 'lab00');
    expect(show.out).toMatch(/\n {2}Memory total +\d+ MiB/);
    expect(show.out).toMatch(/\nFile systems\n {2}\/ +\d+ % of /);
    expect(show.out).toMatch(/\nProcesses\n( {2}\d+ +.* % CPU, \d+ MiB\n)+Health\n/);
    expect(show.out).toMatch(/\nGuests\n/);
  });

  test.each(['fisher', 'tess', 'noisy'])('whatever the login shell of %s is, it reports', async (user) => {
    const { code, out, error } = await ctys('--json', '-a', 'show', `${user}@lab00`);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(JSON.parse(out)).toMatchObject({
      [`${user}@lab00`]: { Node: 'lab00' },
      Processes: expect.any(Object),
    });
  });

  test('reports are one JSON object a host', async () => {
    const [near, far] = (await ctys('--json', '-a', 'info', 'lab00', 'lab02')).out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(near).toMatchObject({ lab00: { Node: 'lab00' }, CPU: { Vendor: expect.any(String) } });
    expect(far).toMatchObject({ lab02: { Node: 'lab02', Account: 'acue' } });
    expect(near).toMatchObject({ QEMU: { State: 'ENABLED' } });
  });

  test('plugins tell what can be done; vdbgen writes what is configured', async () => {
    const { out } = await ctys('plugins', '--quick-tab', 'lab00');
    expect(
      out
        .split('\n')[1]
        ?.split('|')
        .map((cell) => cell.trim()),
    ).toEqual(['lab00', 'x', 'x', 'x', 'x', 'x', 'x', '-', '-', '-']);
    const records = await ctys('vdbgen', '--stdio', '-t', 'qemu', 'lab00');
    const lines = records.out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(';'));
    expect(lines.map((fields) => [fields.length, fields[0], fields[1], fields[2]])).toEqual(
      ['deaf103', 'tst100', 'tst101', 'tst102'].map((label) => [47, 'lab00', 'QEMU', label]),
    );
  });

  test('genmconf describes a host, and writes it there with the rights of root only', async () => {
    const file = '/etc/ctys.d/pm.conf';
    const told = await ctys('genmconf', '-x', 'PM', 'lab02');
    expect(told).toMatchObject({ code: 0, error: '' });
    expect(told.out).toMatch(/^# Created by ctys genmconf\n#@#CTYSREL = "\d/);
    expect(told.out).toMatch(/#@#HOST = "lab02"\n#@#LABEL = "lab02"\n/);
    expect(told.out).toMatch(/#@#STACKCAP = "QEMU"\n/);
    expect(told.out).toContain(`#@#IP0 = "${lab.host('lab02').address}%255.255.255.0%%`);

    expect(await ctys('genmconf', '-P', '-x', 'PM', 'lab02')).toMatchObject({
      code: 6,
      out: '',
      error: expect.stringContaining(`${file} on lab02 is root's`),
    });
    expect((await lab.host('lab02').exec(['test', '-e', file])).code).toBe(1);

    const written = { code: 0, error: '', out: `root@lab02: ${file} is written.\n` };
    expect(await ctys('genmconf', '-P', '-x', 'PM', '-l', 'root', 'lab02')).toEqual(written);
    expect(await ctys('genmconf', '-P', '-x', 'PM', '-k', 'USTRG=rack 7', 'root@lab02')).toEqual(written);
    const read = async (path: string) => (await lab.host('lab02').exec(['cat', path])).stdout;
    expect(await read(file)).toContain('#@#USTRG = "rack 7"\n');
    expect(await read(`${file}.bak`)).toContain('#@#USTRG = ""\n');

    const elevated = await ctys('genmconf', '-P', '-x', 'PM', '-U', TEST_UUID, 'lab00');
    expect(elevated).toEqual({ code: 0, error: '', out: `lab00: ${file} is written.\n` });
    const owner = await lab.host('lab00').exec(['stat', '-c', '%U %a', file]);
    expect(owner.stdout).toBe('root 644\n');
    const left = await lab.host('lab00').exec(['ls', '-A', '/etc/ctys.d']);
    expect(left.stdout).toBe('pm.conf\n');
  });

  test('ENUMERATE and LIST have what the configuration of a host says', async () => {
    const words = ['-P', '-x', 'PM', '-U', TEST_UUID, '-k', 'DIST=Lab', '-k', 'VRAM=4711', 'lab01'];
    expect(await ctys('genmconf', '-l', 'root', ...words)).toMatchObject({ code: 0, error: '' });
    const { out } = await ctys('-a', 'enumerate=machine', '-t', 'pm', 'lab01');
    const [fields = [], ...more] = out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(';'));
    expect(more).toEqual([]);
    expect(fields.slice(0, 5)).toEqual([
      'lab01',
      'PM',
      'lab01',
      '/etc/ctys.d/pm.conf',
      TEST_UUID.replaceAll('-', ''),
    ]);
    // TCP, Distro, OS, Category, VMstate, netmask, VRAM
    const at = (...numbers: readonly number[]) => numbers.map((number) => fields[number - 1]);
    expect(at(7, 12, 14, 18, 19, 35, 40)).toEqual([
      lab.host('lab01').address,
      'Lab',
      'Linux',
      'PM',
      'ACTIVE',
      '255.255.255.0',
      '4711',
    ]);
    const listed = await ctys('-t', 'pm', '-a', 'list=label,id,terse', 'lab01');
    expect(listed.out).toBe('lab01;/etc/ctys.d/pm.conf\n');
  });

  test('vping tells who answers and who lets us in, and asks nobody for a password', async () => {
    const hosts = ['lab00', 'lab01', 'lab02'];
    const logins = await ctys('vping', '-s', '-n', ...hosts);
    expect(logins).toMatchObject({ code: 0, error: '' });
    expect(logins.out).toBe('Name |Ping|SSH\nlab00|ok  |ok\nlab01|ok  |ok\nlab02|-   |ok\n');
    // Behind the gate, nobody answers a ping.
    expect(await ctys('vping', '-X', '-i', ...hosts)).toMatchObject({
      code: 5,
      out: `${lab.host('lab00').address} ${lab.host('lab01').address}\n`,
    });
    expect(await ctys('vping', '-s', '-X', '-l', 'stranger', 'lab01')).toMatchObject({
      code: 5,
      out: '',
      error: expect.stringMatching(/^ctys: stranger@lab01: .*(?:password|log in|denied|let)/i),
    });
  });

  test('extractARPlst knows the MACs of this segment, and vping shows them', async () => {
    const last = lab.instance.toString(16).padStart(2, '0').toUpperCase();
    const mac = `02:77:00:00:${last}:0A`;
    const found = await ctys('extractARPlst', '-P', 'lab00', 'lab02', 'nix.invalid');
    expect(found).toMatchObject({ code: 5, out: '' });
    expect(found.error).toMatch(
      /lab02: .* is no neighbour[\s\S]*nix.invalid: No host is known[\s\S]*1 records in/,
    );
    expect((await ctys('macmap', 'lab00')).out).toBe(`lab00;${mac};${lab.host('lab00').address}\n`);
    expect((await ctys('vping', '-nm', 'lab00')).out).toBe(`Name |MAC              |Ping\nlab00|${mac}|ok\n`);
    expect((await ctys('extractARPlst', '-E', 'lab00')).out).toBe(`${mac} lab00\n`);
  });

  test.skipIf(missingPackages(TOOL_PACKAGES).length > 0)(
    'dnsutil asks hosts of a zone whether they let us in, and what they are',
    async () => {
      await lab.host('lab00').must(['mkdir', '-p', '/etc/ctys.d']);
      await lab.host('lab00').must(['touch', '/etc/ctys.d/pm.conf']);
      await lab.host('lab01').must(['rm', '-rf', '/etc/ctys.d']);
      const near = ['gate', 'lab00', 'lab01'];
      const zone = await zoneServer('lab.test', [
        ...near.map((name) => ({
          name: `${name}.lab.test`,
          type: 'A' as const,
          data: lab.host(name).address,
        })),
        { name: 'nobody.lab.test', type: 'A', data: '255.255.255.255' },
      ]);
      const dnsutil = (...words: readonly string[]) =>
        ctys('dnsutil', '-d', 'lab.test', '-n', ...words, zone.place);
      try {
        expect(await dnsutil('-r', 'SSH')).toMatchObject({
          code: 0,
          out: near.map((name) => `${name}.lab.test\n`).join(''),
        });
        expect((await dnsutil('-r', 'PM')).out).toBe('lab00.lab.test\n');
        expect((await dnsutil('-r', 'PING,VM')).out).toBe('');
        expect((await dnsutil('-r', 'R,SSH:1%5', '-l', 'stranger')).out.split('\n')).toHaveLength(5);
      } finally {
        await zone.close();
      }
    },
  );

  test('bash and fish complete from the cache; a tool answers to its old name', async () => {
    await ctys('-a', 'list', 'lab00');
    const bash = await must(
      [
        'bash',
        '-c',
        `ctys() { "$NODE" "$CTYS" "$@"; }; source <(ctys completion bash)
         COMP_LINE='ctys -t qemu -a create=l:tst10' COMP_POINT=30; _ctys; echo "\${COMPREPLY[@]}"`,
      ],
      { env: { ...process.env, ...lab.env, ...command } },
    );
    expect(bash.trim()).toBe('tst100 tst101 tst102');
    const fish = await must(
      [
        'fish',
        '-c',
        `function ctys; $NODE $CTYS $argv; end; ctys completion fish | source; complete -C 'ctys -a list lab0'`,
      ],
      { env: { ...process.env, ...lab.env, ...command } },
    );
    expect(fish).toMatch(/^lab00\nlab01\nlab02\n/);
    const link = join(lab.env.XDG_STATE_HOME ?? '', 'ctys-macros');
    symlinkSync(command.CTYS, link);
    const shown = await must([process.execPath, link, 'TAB_HWCAP'], { env: { ...process.env, ...lab.env } });
    expect(shown).toBe('TAB_HWCAP = tab_gen:macro:F_LABEL%%macro:F_STYPE%%macro:F_HWCAP\n');
  });

  test('with a host running its connection is used, and nothing is left behind', async () => {
    const sessions = async (): Promise<number> =>
      (await lab.host('lab00').processes()).filter(({ argv }) => /^sshd: acue/.test(argv[0] ?? '')).length;
    const product = await startProduct(lab.env);
    try {
      await ctys('-a', 'list', 'lab00');
      const before = await sessions();
      const { out } = await ctys('-a', 'list', 'lab00');
      expect(out).toContain('lab00');
      expect(await sessions()).toBe(before);
    } finally {
      await product.stop();
    }
  });
});
