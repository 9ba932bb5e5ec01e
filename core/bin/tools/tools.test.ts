import { createSocket } from 'node:dgram';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { magicPacket } from '../../model/magic.ts';
import packaged from '../../../package.json' with { type: 'json' };
import { run as groups } from './groups.ts';
import { run as macros } from './macros.ts';
import { runTool, toolNames } from './registry.ts';
import { run as wakeup } from './wakeup.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ctys-tools-'));
  vi.stubEnv('XDG_CONFIG_HOME', folder);
  vi.stubEnv('CTYS_GROUPS_PATH', '');
  vi.stubEnv('CTYS_MACRO_PATH', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function put(path: string, text: string): void {
  const file = join(folder, 'ctys', path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
}

async function said(
  tool: (words: readonly string[], io: Parameters<typeof groups>[1]) => Promise<number>,
  ...words: readonly string[]
): Promise<string> {
  const out: string[] = [];
  const io = {
    out: (text: string) => void out.push(text),
    error: () => {},
    columns: undefined,
    color: false,
    watched: false,
    canAsk: false,
    signal: new AbortController().signal,
  };
  expect(await tool(words, io)).toBe(0);
  return out.join('');
}

describe('ctys groups', () => {
  beforeEach(() => {
    put('groups/scan/all', "# all\n#include scan/lab\nacue@ws2, root@ws3'(-Z SUDO)'\n");
    put('groups/scan/lab', 'lab00 lab01:2222\nlab00\n');
    put('groups/desktops/one', 'ws2\n');
  });
  test('names, those below folders, sizes and numbers', async () => {
    expect(await said(groups)).toBe('desktops/one\nscan/all\nscan/lab\n');
    expect(await said(groups, 'scan/')).toBe('scan/all\nscan/lab\n');
    expect(await said(groups, '-l', 'scan/all')).toBe(
      `54 2/1 5 ${join(folder, 'ctys', 'groups', 'scan', 'all')}\n`,
    );
  });
  test('members with those of includes; hosts, each once, on one line', async () => {
    expect(await said(groups, '-e', 'scan/all')).toBe('lab00\nlab01:2222\nlab00\nacue@ws2\nroot@ws3\n');
    expect(await said(groups, '-X', '-m', '8u', 'scan/all')).toBe('lab00 lab01 ws2 ws3\n');
    expect(await said(groups, '-m', '7', 'scan/all')).toContain('root@ws3(-Z SUDO)');
  });
  test('a group that is not there is named', async () => {
    await expect(said(groups, 'nix')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('nix'),
    });
  });
});

describe('ctys macros', () => {
  test('ours before those of the product; raw and expanded', async () => {
    put('macros/default', 'MINE = tab_gen:macro:F_PM\nTAB_CPORT = mine\n');
    expect(await said(macros, 'MINE', 'TAB_CPORT')).toBe('MINE = tab_gen:macro:F_PM\nTAB_CPORT = mine\n');
    expect(await said(macros, '-E', 'MINE')).toBe('MINE = tab_gen:1_PM_15\n');
    expect(await said(macros, '-l')).toContain('\nlistconnpid\n');
    await expect(said(macros, 'NIX')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('ctys wakeup', () => {
  test('the packet is six FF and sixteen times the MAC', async () => {
    expect(magicPacket('00:0e:0c:35:f8:48')).toHaveLength(102);
    expect(await said(wakeup, '-n', '-t', '192.168.3.255', '00:0E:0C:35:F8:48')).toBe(
      `udp 192.168.3.255:9 ${'ff'.repeat(6)}${'000e0c35f848'.repeat(16)}\n`,
    );
  });
  test('it arrives', async () => {
    const socket = createSocket('udp4');
    await new Promise<void>((bound) => socket.bind(0, '127.0.0.1', bound));
    const arrived = new Promise<Buffer>((done) => socket.once('message', done));
    await said(wakeup, '-t', '127.0.0.1', '-p', String(socket.address().port), '00:0e:0c:35:f8:48');
    expect(new Uint8Array(await arrived)).toEqual(magicPacket('00:0e:0c:35:f8:48'));
    socket.close();
  });
  test.each([
    [['00:11:22'], 'is no MAC'],
    [[], 'MAC is missing'],
    [['-t', 'x', '00:0e:0c:35:f8:48'], 'no IPv4 address'],
    [['-p', '0', '00:0e:0c:35:f8:48'], 'no port'],
    [['-i', 'nocard0', '00:0e:0c:35:f8:48'], 'the interface nocard0'],
    [['-s', '/nowhere/secret', '00:0e:0c:35:f8:48'], 'password file'],
    [['--nonsense'], 'nonsense'],
  ])('%j is refused with a reason', async (words, message) => {
    await expect(said(wakeup, ...words)).rejects.toMatchObject({ message: expect.stringContaining(message) });
  });
});

test('the package installs every tool under its old name, and no other', () => {
  const links = Object.entries(packaged.bin).filter(([name]) => name !== 'ctys');
  expect(links.map(([name]) => name).sort()).toEqual(toolNames.map((name) => `ctys-${name}`));
  expect(new Set(Object.values(packaged.bin))).toEqual(new Set(['dist/ctys.mjs']));
});

describe('ctys vhost and macmap over databases', () => {
  const record = (values: Readonly<Record<number, string>>): string =>
    `${Array.from({ length: 47 }, (_, at) => values[at + 1] ?? '').join(';')}\n`;
  beforeEach(() => {
    vi.stubEnv('HOME', folder);
    put(
      'db/default/enum.fdb',
      record({ 1: 'app2', 2: 'VMW', 3: 'tst117', 4: '/homen/acue/vmware/tst-ctys/tst117/tst117.vmx' }) +
        record({
          1: 'lab00',
          2: 'XEN',
          3: 'tst100',
          4: '/homen/acue/xen/tst-ctys/tst100/tst100.conf',
          9: '5900',
        }) +
        record({
          1: 'lab01',
          2: 'XEN',
          3: 'tst100',
          4: '/homen/acue/xen/tst-ctys/tst100/tst100-inst.conf',
          9: '5901',
        }) +
        record({ 1: 'lab00', 2: 'PM', 3: 'lab00', 6: '00:0E:0C:35:F8:48' }),
    );
    put('db/default/macmap.fdb', 'lab00;00:0E:0C:35:F8:48;192.168.1.71;\n');
  });
  const vhost = (...words: readonly string[]) => said((given, io) => runTool('vhost', given, io), ...words);

  test('case 28: all records that match, whole', async () => {
    const out = await vhost('-o', 'machine', '-s', '-M', 'all', 'XEN', 'tst100');
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => line.split(';').slice(0, 3)),
    ).toEqual([
      ['lab00', 'XEN', 'tst100'],
      ['lab01', 'XEN', 'tst100'],
    ]);
  });
  test('case 88: fields, titles with numbers, a table', async () => {
    const terms = ['app2', 'VMW', 'acue', 'tst-ctys'];
    expect(await vhost('-o', 'pm,label,ids', ...terms)).toBe(
      'app2;tst117;/homen/acue/vmware/tst-ctys/tst117/tst117.vmx\n',
    );
    expect((await vhost('-o', 'pm,label,ids,titleidx', ...terms)).split('\n')[0]).toBe(
      'ContainingMachine(1);Label(3);ID(4)',
    );
    expect(await vhost('-o', 'pm,label,ids,tab_gen:1_PM_11%%3_label_9%%4_ID_50_L', ...terms)).toBe(
      `PM         |label    |ID
-----------+---------+--------------------------------------------------
app2       |tst117   |/homen/acue/vmware/tst-ctys/tst117/tst117.vmx
`,
    );
  });
  test('case 89: all ports; the first alone if not said otherwise; sorted; the rest', async () => {
    expect(await vhost('-o', 'cport,l', '-M', 'all', '59[0-9][0-9]')).toBe('5900;tst100\n5901;tst100\n');
    expect(await vhost('-o', 'cport', '59[0-9][0-9]')).toBe('5900\n');
    expect(await vhost('-o', 'cport', '-M', 'last', '59[0-9][0-9]')).toBe('5901\n');
    expect(await vhost('-o', 'label,index', '-M', 'complement', 'tst')).toBe('lab00;3\n');
    expect(await vhost('-o', 'label', '-T', 'pm', '-M', 'all', '.')).toBe('lab00\n');
    expect(await vhost('-o', 'tcp', '-C', 'macmap', 'PM')).toBe('192.168.1.71\n');
  });
  test('case 91: MACs by pattern', async () => {
    const out = await said((given, io) => runTool('macmap', given, io), '-n', '-m', '00:0e:.c:..:f8:48');
    expect(out).toBe('lab00;00:0E:0C:35:F8:48\n');
  });
  test('ambiguous, missing and wrong are told by exit code or reason', async () => {
    const io = {
      out: () => {},
      error: () => {},
      columns: undefined,
      color: false,
      watched: false,
      canAsk: false,
      signal: new AbortController().signal,
    };
    expect(await runTool('vhost', ['-M', 'unique', 'tst100'], io)).toBe(11);
    expect(await runTool('vhost', ['-p', '/nonexistent', 'x'], io)).toBe(7);
    await expect(runTool('vhost', ['-M', 'some', 'x'], io)).rejects.toThrow("'some' is not one of FIRST");
    await expect(runTool('vhost', ['-o', 'nonsense', 'x'], io)).rejects.toThrow(
      "'nonsense' is no sub-option",
    );
  });
});
