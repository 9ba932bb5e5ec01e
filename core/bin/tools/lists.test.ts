/** groups, macros, macmap, vdbgen and wakeup by all of their options. */
import { symlinkSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import type { ToolName } from '../../model/action.ts';
import { VERSION } from '../version.ts';
import { toolNames } from './registry.ts';
import { callTool } from './testing/call-tool.ts';
import { record, testHome } from './testing/home.ts';

const home = testHome();
const out = async (...[tool, ...words]: readonly [ToolName, ...string[]]): Promise<string> =>
  (await callTool(tool, ...words)).out;

describe('every tool', () => {
  test.each(toolNames)('%s tells its usage and the version', async (tool) => {
    const name = tool as ToolName;
    for (const word of ['-h', '--help', '-H'])
      expect(await out(name, word, 'man')).toMatch(new RegExp(`^Usage: ctys ${tool} `));
    expect(await out(name, '-V')).toBe(`ctys ${VERSION}\n`);
    expect(await out(name, '-X', '-V')).toBe(VERSION.concat('\n'));
  });
  test('takes -d and -X, whatever they could mean to it', async () => {
    home.put('ctys/groups/one', 'lab00\n');
    expect(await out('groups', '-d', '3', '-l')).toContain('6 1/0 1 ');
    expect(await out('macros', '-X', '-d', '2', 'F_PM')).toBe('F_PM = 1_PM_15\n');
  });
});

describe('groups', () => {
  const put = (): void => {
    home.put('ctys/groups/scan/all', '#include scan/lab\nws2\n');
    home.put('.ctys/groups/scan/lab', 'lab00 lab01\n');
    home.put('ctys/groups/desktops/one', 'ws2\n');
  };
  test.each([
    [['-F'], 'desktops/\n  one\nscan/\n  all\n  lab\n'],
    [['-S'], 'desktops/\nscan/\n'],
    [['-F', '-D', '1'], 'desktops/\nscan/\n'],
    [['-D', '1', 'scan/all'], 'scan/all\n  scan/lab\n'],
    [['-D', '0', 'scan/all'], 'scan/all\n'],
    [['-X'], 'desktops/one scan/all scan/lab\n'],
    [['-l', '-X', 'scan/all%desktops/one'], '22 1/1 3 scan/all\n4 1/0 1 desktops/one\n'],
    [['-c', '-X', 'scan/'], '22 3 scan/all\n12 2 scan/lab\n'],
    [['-m', '3', 'scan/lab'], 'scan/lab\n  lab00\n  lab01\n'],
    [['-X', '-m', '8', 'scan/all'], 'lab00 lab01 ws2\n'],
    // Case 96.
    [['scan/', 'desktops/'], 'scan/all\nscan/lab\ndesktops/one\n'],
  ])('%j', async (words, expected) => {
    put();
    expect(await out('groups', ...words)).toBe(expected);
  });
  test('links are followed to files; hidden files and backups are no groups', async () => {
    put();
    for (const name of ['.hidden', 'one~']) home.put(`ctys/groups/desktops/${name}`, 'x\n');
    symlinkSync(home.path('ctys/groups/desktops/one'), home.path('ctys/groups/desktops/two'));
    symlinkSync(home.path('ctys/groups'), home.path('ctys/groups/desktops/round'));
    expect(await out('groups', 'desktops/')).toBe('desktops/one\ndesktops/two\n');
  });
  test('CTYS_GROUPS_PATH goes before, and its groups hide others', async () => {
    put();
    home.put('mine/scan/lab', 'lab09\n');
    vi.stubEnv('CTYS_GROUPS_PATH', home.path('mine'));
    expect(await out('groups', '-X', '-m', '8', 'scan/all')).toBe('lab09 ws2\n');
  });
  test('by the path of a folder or file', async () => {
    put();
    expect(await out('groups', `${home.path('ctys', 'groups', 'scan')}/`)).toBe('scan/all\n');
    expect(await out('groups', home.path('.ctys', 'groups', 'scan', 'lab'))).toBe('scan/lab\n');
  });
  test.each([
    [['-l', '-e'], '-l and -e exclude'],
    [['-m', '9'], "'9' is none"],
    [['-D', '21'], '--depth takes'],
  ])('%j is refused', async (words, message) => {
    await expect(callTool('groups', ...words)).rejects.toThrow(message);
  });
});

describe('macros', () => {
  const put = (): void => {
    home.put('ctys/macros/default', 'ATOM = 1_PM_9\nBOTH = tab_gen:macro:ATOM\n');
    home.put('.ctys/macros/other', 'ATOM = 2_T_3\nBOTH = tab_gen:macro:ATOM%%macro:F_PM\n');
  };
  test.each([
    [['ATOM', 'BOTH'], 'ATOM = 1_PM_9\nBOTH = tab_gen:macro:ATOM\n'],
    [['-N', 'BOTH'], 'BOTH = tab_gen:macro:ATOM\n'],
    [['-E', 'BOTH'], 'BOTH = tab_gen:1_PM_9\n'],
    [['-a', 'ATOM', 'BOTH'], 'ATOM = 1_PM_9\n'],
    [['-c', 'ATOM', 'BOTH'], 'BOTH = tab_gen:macro:ATOM\n'],
    [['-a', '-c', '-l', 'ATOM', 'BOTH'], 'ATOM\nBOTH\n'],
    [['-f', 'other', '-l'], 'ATOM\nBOTH\n'],
    // Macros in a file are those of that file, else those of every call.
    [['-f', 'other', '-E', 'BOTH'], 'BOTH = tab_gen:2_T_3%%1_PM_15\n'],
  ])('%j', async (words, expected) => {
    put();
    expect(await out('macros', ...words)).toBe(expected);
  });
  test('the files, and one by its path', async () => {
    put();
    expect(await out('macros', '-e')).toBe(`${home.path('ctys/macros/default')}\n`);
    expect(await out('macros', '-f', home.path('.ctys/macros/other'), '-l')).toBe('ATOM\nBOTH\n');
    await expect(callTool('macros', '-f', 'nix')).rejects.toMatchObject({ code: 'not-found' });
    await expect(callTool('macros', '-E', '-N')).rejects.toMatchObject({ code: 'bad-input' });
  });
});

test('macmap: upper case; folders with : or % between them; without a database', async () => {
  home.put('a/macmap.fdb', 'tst009;00:50:56:13:11:39;192.168.1.9;\n');
  home.put('b/macmap.fdb', 'tst108;192.168.1.108;00:50:56:13:11:49;\n');
  // Case 91.
  const both = 'tst009;00:50:56:13:11:39\ntst108;00:50:56:13:11:49\n';
  for (const sign of [':', '%']) {
    const folders = `${home.path('a')}${sign}${home.path('b')}`;
    expect(await out('macmap', '-n', '-m', '-p', folders, '00:50:56:.3:..:.9')).toBe(both);
  }
  expect(await out('macmap', '-u', '-p', home.path('b'), 'tst')).toBe(
    'TST108;00:50:56:13:11:49;192.168.1.108\n',
  );
  expect(await callTool('macmap', 'x')).toMatchObject({
    code: 2,
    error: expect.stringContaining('macmap.fdb'),
  });
});

test('wakeup: the call that sends a raw frame is shown, none is sent', async () => {
  expect(await out('wakeup', '-n', '-i', 'eth0', '00:0e:0c:35:f8:48')).toBe(
    'ether-wake -i eth0 00:0e:0c:35:f8:48\n',
  );
  await expect(callTool('wakeup', '-i', 'eth0', '-t', '192.168.1.255', '00:0e:0c:35:f8:48')).rejects.toThrow(
    '-t and -i exclude',
  );
});

describe('vdbgen', () => {
  const put = (): void => {
    for (const name of ['tst100', 'tst101'])
      home.put(`vm/${name}/${name}.ctys`, `#@#MAGICID-QEMU\n#@#LABEL="${name}"\n#@#VMSTATE="ACTIVE"\n`);
  };
  const call = (...words: readonly string[]) =>
    callTool('vdbgen', `--base=${home.path('vm')}`, '-t', 'QEMU', ...words, 'localhost');
  const labels = (text: string): readonly (string | undefined)[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(';')[2]);

  test('records are printed, or put into a database that is made, added to or replaced', async () => {
    put();
    expect(labels((await call('--stdio')).out)).toEqual(['tst100', 'tst101']);
    const file = 'ctys/db/default/enum.fdb';
    expect((await call()).error).toBe(`2 records in ${home.path(file)}\n`);
    await expect(call()).rejects.toThrow('is there already');
    // A last line without its end stays a record of its own.
    home.put(file, record({ 1: 'lab00', 2: 'PM', 3: 'mine' }).trimEnd());
    await call('--append');
    expect(labels(home.read(file))).toEqual(['mine', 'tst100', 'tst101']);
    await call('--replace');
    expect(labels(home.read(file))).toEqual(['tst100', 'tst101']);
  });
  test('progress is told apart from the records; files of each host are kept where that is wanted', async () => {
    put();
    expect(await call('--stdio', '--progressall', '--threads=1', '--scan-all-states')).toMatchObject({
      code: 0,
      error: 'localhost: QEMU tst100\nlocalhost: QEMU tst101\nlocalhost: 2 records\n',
    });
    await call(`--cacheDB=${home.path('db')}`, '--progress', '--splitted-keep-files');
    expect(home.read('db/enum.fdb.localhost')).toBe(home.read('db/enum.fdb'));
  });
  test('type and folders of a context in a group', async () => {
    put();
    home.put('ctys/groups/mine', `localhost(-t QEMU -a enumerate=machine,b:${home.path('vm/tst101')})\n`);
    const { out: records } = await callTool('vdbgen', '--stdio', '--filecontext', 'mine');
    expect(labels(records)).toEqual(['tst101']);
  });
  test.each([
    [['--append', '--stdio'], 'exclude'],
    [['--splitted', '--no-splitted'], 'exclude'],
    [['--stdio', '--threads=0'], '--threads takes'],
  ])('%j is refused', async (words, message) => {
    await expect(callTool('vdbgen', ...words)).rejects.toThrow(message);
  });
});
