/** The ctys command as people type it, over the lab: real sshd, real guests. */
import { type ChildProcess, spawn } from 'node:child_process';
import { symlinkSync } from 'node:fs';
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

  test('a lost host keeps its rows and is told; the others are there', async () => {
    await ctys('-a', 'list', 'lab00', 'lab01');
    const cached = await ctys('list', '--json');
    expect(cached.out).toContain('"label":"lab01"');
    expect(cached.code).toBe(0);
  });

  test('SHOW and INFO tell of the host and its technologies', async () => {
    const info = await ctys('-a', 'info', 'lab00');
    expect(info.out).toMatch(/^lab00\n {2}System/);
    expect(info.out).toMatch(/\nQEMU\n {2}State +ENABLED\n/);
    const only = await ctys('-t', 'pm', '-a', 'info', 'lab00');
    expect(only.out).not.toContain('QEMU');
    expect((await ctys('-a', 'show', 'lab00')).out).toMatch(/Memory total +\d+ MiB/);
  });

  test('plugins tell what can be done; vdbgen writes what is configured', async () => {
    const { out } = await ctys('plugins', '--quick-tab', 'lab00');
    expect(
      out
        .split('\n')[1]
        ?.split('|')
        .map((cell) => cell.trim()),
    ).toEqual(['lab00', 'x', '-', '-', '-', '-', 'x', '-', '-', '-']);
    const records = await ctys('vdbgen', '--stdio', '-t', 'qemu', 'lab00');
    const lines = records.out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(';'));
    expect(lines.map((fields) => [fields.length, fields[0], fields[1], fields[2]])).toEqual(
      ['deaf103', 'tst100', 'tst101', 'tst102'].map((label) => [47, 'lab00', 'QEMU', label]),
    );
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
