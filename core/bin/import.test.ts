import { mkdirSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { record, testHome } from './tools/testing/home.ts';
import { transfer } from './import.ts';

const home = testHome();

async function call(...[verb, ...words]: readonly ['import' | 'export', ...string[]]) {
  const out: string[] = [];
  const error: string[] = [];
  const code = await transfer(verb, words, {
    out: (text) => void out.push(text),
    error: (text) => void error.push(text),
    columns: undefined,
    color: false,
    watched: false,
    canAsk: false,
    signal: new AbortController().signal,
  });
  return { code, out: out.join(''), error: error.join('') };
}

const OLD = 'host;XEN;tst100;/p;uuid;mac;ip;;;;CentOS;Linux;5;20080427002200;VM';
const NEW = record({
  ...{ 1: 'host', 2: 'XEN', 3: 'tst100', 4: '/p', 5: 'uuid', 6: 'mac', 7: 'ip' },
  ...{ 12: 'CentOS', 14: 'Linux', 16: '5', 17: '20080427002200', 18: 'VM' },
});

describe('ctys import', () => {
  test('groups, macros and databases are ours afterwards, in the forms of today', async () => {
    home.put('.ctys/groups/scan/lab', '# lab\nlab00 lab01\n');
    home.put('.ctys/groups/scan/lab~', 'a backup\n');
    home.put('.ctys/macros/default', 'ONE = 1\nTWO = 2\n');
    home.put('.ctys/db/default/enum.fdb', `# records\r\n${OLD}\r\n${record({ 1: 'lab00', 2: 'PM' })}`);
    home.put('.ctys/db/tmp/macmap.fdb', 'b;192.168.1.2;00:50:56:13:11:40;\na;00:50:56:13:11:41;192.168.1.1;');
    expect(await call('import')).toEqual({
      code: 0,
      out: `taken    groups/scan/lab: group
taken    macros/default: 2 macros
taken    db/default/enum.fdb: 2 records
taken    db/tmp/macmap.fdb: 2 records
`,
      error: '4 taken, 0 skipped, 0 kept, 0 damaged\n',
    });
    expect(home.read('ctys/groups/scan/lab')).toBe('# lab\nlab00 lab01\n');
    expect(home.read('ctys/macros/default')).toBe('ONE = 1\nTWO = 2\n');
    expect(home.read('ctys/db/default/enum.fdb')).toBe(`# records\n${NEW}${record({ 1: 'lab00', 2: 'PM' })}`);
    expect(home.read('ctys/db/tmp/macmap.fdb')).toBe(
      'b;00:50:56:13:11:40;192.168.1.2;\na;00:50:56:13:11:41;192.168.1.1;\n',
    );
    expect(await call('import')).toMatchObject({ code: 0, error: '0 taken, 4 skipped, 0 kept, 0 damaged\n' });
  });
  test('nothing of ours is written over', async () => {
    home.put('.ctys/groups/one', 'lab00\n');
    home.put('.ctys/groups/two', 'lab01\n');
    home.put('ctys/groups/one', 'mine\n');
    home.put('ctys/groups/two', 'lab01\n');
    const { code, out } = await call('import');
    expect({ code, out }).toEqual({
      code: 0,
      out: `kept     groups/one: ${home.path('ctys/groups/one')} is another one.
skipped  groups/two: It is there already.
`,
    });
    expect(home.read('ctys/groups/one')).toBe('mine\n');
  });
  test('damaged lines are told by file and line; the rest is taken', async () => {
    home.put('.ctys/groups/open', 'lab00\n# (\nlab01(-Z\nKSU\n');
    home.put('.ctys/groups/binary', 'a\0b');
    home.put('.ctys/macros/default', 'ONE = 1\nnonsense\nONE = 2\n');
    home.put('.ctys/db/default/enum.fdb', `broken\n\n${OLD}\n;;\n`);
    home.put('.ctys/db/default/macmap.fdb', 'alone\n');
    home.put('.ctys/db/default/stat.cdb', 'x');
    expect(await call('import')).toMatchObject({
      code: 2,
      out: `damaged  groups/binary, line 1: It is no text.
taken    groups/open: group
damaged  groups/open, line 3: A bracket is not closed.
taken    macros/default: 1 macro
damaged  macros/default, line 2: It is neither NAME = text nor a # comment.
damaged  macros/default, line 3: ONE is there already; the first counts.
taken    db/default/enum.fdb: 1 record
damaged  db/default/enum.fdb, line 1: It is no record of a machine.
damaged  db/default/enum.fdb, line 4: It is no record of a machine.
damaged  db/default/macmap.fdb, line 1: It is not name;MAC;IP.
skipped  db/default/stat.cdb: It is no database of ours.
`,
    });
    expect(home.read('ctys/db/default/enum.fdb')).toBe(`\n${NEW}`);
    expect(() => statSync(home.path('ctys/db/default/macmap.fdb'))).toThrow('ENOENT');
    expect(() => statSync(home.path('ctys/groups/binary'))).toThrow('ENOENT');
  });
  test('-n shows the same and writes nothing; another folder; none', async () => {
    home.put('old/groups/one', 'lab00\n');
    expect(await call('import', '-n', home.path('old'))).toMatchObject({
      out: 'taken    groups/one: group\n',
    });
    expect(() => statSync(home.path('ctys/groups'))).toThrow('ENOENT');
    await call('import', home.path('old'));
    expect(home.read('ctys/groups/one')).toBe('lab00\n');
    expect(await call('import')).toEqual({
      code: 2,
      out: '',
      error: `ctys: There is no folder ${home.path('.ctys')}.\n`,
    });
  });
  test('a folder that cannot be written is told', async () => {
    home.put('.ctys/groups/one', 'lab00\n');
    mkdirSync(home.path('ctys'));
    home.put('ctys/groups', 'a file\n');
    await expect(call('import')).rejects.toMatchObject({ code: 'file-damaged' });
  });
});

describe('ctys export', () => {
  test('ours go to a folder that the ancestor reads', async () => {
    home.put('ctys/groups/one', 'lab00\n');
    home.put('ctys/db/default/enum.fdb', NEW);
    home.put('ctys/hosts.yaml', 'version: 1\nhosts: {}\n');
    expect(await call('export', home.path('.ctys'))).toMatchObject({
      out: 'taken    groups/one: group\ntaken    db/default/enum.fdb: 1 record\n',
    });
    expect(home.read('.ctys/groups/one')).toBe('lab00\n');
    expect(await call('import')).toMatchObject({ error: '0 taken, 2 skipped, 0 kept, 0 damaged\n' });
  });
  test.each([
    ['export', [], 'One folder'],
    ['import', ['a', 'b'], 'One folder'],
    ['import', ['-x'], '-x'],
  ] as const)('%s %j is refused', async (verb, words, message) => {
    await expect(call(verb, ...words)).rejects.toThrow(message);
  });
  test('ours into ours is refused; -h tells how it is called', async () => {
    await expect(call('import', home.path('ctys'))).rejects.toThrow('our own folder');
    expect((await call('import', '-h')).out).toMatch(/^Usage: ctys import/);
  });
});
