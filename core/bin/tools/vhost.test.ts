/** vhost by every option and term, over a database of a small lab: guests, a guest in a guest, and one on two hosts. */
import { beforeEach, describe, expect, test } from 'vitest';
import { callTool } from './testing/call-tool.ts';
import { record, testHome } from './testing/home.ts';

const home = testHome();
const XEN = '/homen/acue/xen/tst-ctys';
const RECORDS = [
  record({ 1: 'lab00', 2: 'PM', 3: 'lab00', 4: '/etc/ctys.d/pm.conf', 6: '00:0E:0C:35:F8:48', 18: 'PM' }),
  record({ 1: 'lab01', 2: 'PM', 3: 'lab01', 4: '/etc/ctys.d/pm.conf', 7: 'lab01.soho.', 18: 'PM' }),
  record({
    1: 'lab00',
    2: 'XEN',
    3: 'tst100',
    4: `${XEN}/tst100.conf`,
    6: '00:50:56:13:11:40',
    9: '5900',
    18: 'VM',
  }),
  record({
    1: 'lab01',
    2: 'XEN',
    3: 'tst100',
    4: `${XEN}/tst100.conf`,
    7: '192.168.1.220',
    9: '5901',
    18: 'VM',
  }),
  record({ 1: 'lab01', 2: 'XEN', 3: 'tst100', 4: `${XEN}/copy.conf`, 8: '7', 18: 'VM', 19: 'BACKUP' }),
  record({
    1: 'tst104',
    2: 'QEMU-arm',
    3: 'inner',
    4: '/q/inner.ctys',
    5: 'a'.repeat(32),
    10: '4444',
    18: 'VM',
  }),
  record({ 1: 'lab00.soho', 2: 'QEMU', 3: 'tst104', 4: '/q/tst104.ctys', 28: 'tst104.soho', 18: 'VM' }),
];
beforeEach(() => {
  home.put('ctys/db/default/enum.fdb', `# a comment\n${RECORDS.join('')}`);
  home.put(
    'ctys/db/default/macmap.fdb',
    'lab00;00:0E:0C:35:F8:48;192.168.1.71;\ntst100;192.168.1.220;00:50:56:13:11:40;\n',
  );
});

const vhost = async (...words: readonly string[]): Promise<string> => (await callTool('vhost', ...words)).out;
/** Numbers of the records found, as a query has them. */
const found = async (...words: readonly string[]): Promise<string> =>
  (await vhost('-M', 'all', '-o', 'index', ...words)).trim().replaceAll('\n', ' ');

describe('terms', () => {
  test.each([
    ['.', '0 1 2 3 4 5 6'],
    ['', '0 1 2 3 4 5 6'],
    ['XEN lab01', '3 4'],
    ['XEN AND lab01', '3 4'],
    // XEN AND (lab00 OR tst104): OR binds tighter.
    ['XEN AND lab00 OR QEMU', '2'],
    ['QEMU OR PM lab01', '1'],
    ['XEN NOT lab01', '2'],
    ['NOT XEN QEMU', '5 6'],
    ['E:1:3', '0 1'],
    ['e:1:3 NOT F:2:PM', ''],
    ['F:2:QEMU', '5 6'],
    ['R:3', '3'],
    ['R:2:4 F:19:BACKUP', '4'],
    ['^tst', '5'],
    ['59[0-9][0-9]', '2 3'],
    ['xen|QEMU-', '2 3 4 5'],
  ])('%s', async (terms, numbers) => {
    expect(await found(...terms.split(' ').filter(Boolean))).toBe(numbers);
  });
  test('case 90: the call as it stands in the manual', async () => {
    const terms = 'tst00 and not f:2:PM and tst103 or tst00 or tst00'.split(' ');
    expect(await vhost('-o', 'sort:1', ...terms)).toMatch(/^label +\|stype +\|accel\|[^\n]*\n[-+]+\n$/);
  });
});

describe('-M', () => {
  const labels = (mode: string, ...terms: readonly string[]) =>
    vhost('-M', mode, '-o', 'pm,label,index', ...terms);
  test.each([
    ['FIRST', 'lab00;tst100;2\n'],
    ['last', 'lab01;tst100;4\n'],
    ['ALL', 'lab00;tst100;2\nlab01;tst100;3\nlab01;tst100;4\n'],
    ['COMPLEMENT', 'lab00;lab00;0\nlab01;lab01;1\ntst104;inner;5\nlab00.soho;tst104;6\n'],
    ['SORT', 'lab00;tst100;2\nlab01;tst100;4\nlab01;tst100;3\n'],
    ['USORT', 'lab00;tst100;2\nlab01;tst100;4\nlab01;tst100;3\n'],
  ])('%s', async (mode, lines) => {
    expect(await labels(mode, 'XEN')).toBe(lines);
  });
  test('the same record twice in a database is one for USORT and UNIQUE, two for SORT', async () => {
    home.put('two/enum.fdb', RECORDS.join('') + RECORDS[2]);
    const folders = ['-p', home.path('two')];
    expect(await labels('SORT', ...folders, 'lab00', 'XEN')).toBe('lab00;tst100;2\nlab00;tst100;7\n');
    expect(await labels('USORT', ...folders, 'lab00', 'XEN')).toMatch(/^lab00;tst100;\d\n$/);
    expect((await callTool('vhost', '-M', 'UNIQUE', ...folders, 'lab00', 'XEN')).code).toBe(0);
  });
  test('what a database has already another one does not add', async () => {
    const old = 'lab00;XEN;tst9;/x/tst9.conf;;;;;;;CentOS;Linux;5;1;VM\n';
    home.put(
      'a/enum.fdb',
      record({
        1: 'lab00',
        2: 'XEN',
        3: 'tst9',
        4: '/x/tst9.conf',
        12: 'CentOS',
        14: 'Linux',
        16: '5',
        17: '1',
        18: 'VM',
      }),
    );
    home.put('b/enum.fdb', old + (RECORDS[2] ?? ''));
    const folders = ['-p', `${home.path('a')}%${home.path('b')}`];
    expect(await labels('ALL', ...folders, '.')).toBe('lab00;tst9;0\nlab00;tst100;1\n');
  });
  test('UNIQUE tells nothing but its exit code where several are', async () => {
    const told = await callTool('vhost', '-M', 'unique', 'XEN');
    expect(told).toMatchObject({ code: 11, out: '', error: expect.stringContaining('3 records match') });
    expect(await labels('unique', 'inner')).toBe('tst104;inner;5\n');
  });
  test('lines that are no records are passed over, and keep their number', async () => {
    home.put('ctys/db/default/enum.fdb', `broken\n\n# none\n${RECORDS.join('')}`);
    expect(await labels('FIRST', '.')).toBe('lab00;lab00;1\n');
    expect(await vhost('-T', 'XEN', '-o', 'index', '.')).toBe('3\n');
  });
});

describe('-o', () => {
  test.each([
    [
      'ctysaddress',
      '.',
      'lab00\nlab01\nlab00[l:tst100]\nlab01[p:/homen/acue/xen/tst-ctys/tst100.conf]\nlab01[p:/homen/acue/xen/tst-ctys/copy.conf]\nlab00.soho[l:tst104][l:inner]\nlab00.soho[l:tst104]\n',
    ],
    ['label,CTYS', 'inner', 'inner;lab00.soho[l:tst104][l:inner]\n'],
    ['h,s,l', 'inner', 'tst104;4444;inner\n'],
    ['maxkey', 'inner', `tst104;QEMU-arm;inner;/q/inner.ctys;${'a'.repeat(32)};\n`],
    ['label,title', 'inner', 'Label\ninner\n'],
    ['ctys,titleidx', 'lab01 PM', 'CTYSaddress(48)\nlab01\n'],
    ['pm,titleidxasc', 'lab01 PM', 'ContainingMachine(A-1)\nlab01\n'],
    // The form of an address says that it is wanted; macmap.fdb tells the other one.
    ['ip', 'lab00 XEN', '192.168.1.220\n'],
    ['l,d', 'lab00 XEN', 'tst100;tst100\n'],
    ['tcp', 'lab01 PM', 'lab01.soho.\n'],
    ['dns,l', 'F:3:tst104', 'tst104.soho;tst104\n'],
    ['pm,sort:u', 'XEN', 'lab00\nlab01\n'],
    ['pm,sort:r%u%1', 'XEN', 'lab01\nlab00\n'],
    ['pm,index,sort:each%reverse%2', 'XEN', 'lab00;2\nlab01;4\nlab01;3\n'],
    [
      'tab:1%%48_addr_20',
      'inner',
      '1         |addr\n----------+--------------------\ntst104    |lab00.soho[l:tst104]\n',
    ],
    ['rec:3%%48', 'lab01 PM', 'record(1):={\n{Label,3,lab01}\n{CTYSaddress,48,lab01}\n}\n'],
    ['spec:3', 'lab01 PM', '  1: 3: Label: lab01\n'],
    [
      'xml:3',
      'lab01 PM',
      '<?xml version="1.0" encoding="UTF-8"?>\n<records>\n<record index="1">\n  <Label index="3">lab01</Label>\n</record>\n</records>\n',
    ],
  ])('%s of %s', async (output, terms, text) => {
    expect(await vhost('-M', 'all', '-o', output, ...terms.split(' '))).toBe(text);
  });
  test('MACHINE is the whole record, whatever is named beside it, and no more', async () => {
    for (const output of ['machine', 'machine,label', 'label,machine', 'machine,ip', 'all'])
      expect((await vhost('-o', output, 'inner')).trim().split(';')).toHaveLength(47);
    expect(await vhost('-X', 'inner')).toBe(await vhost('-o', 'machine', 'inner'));
  });
  test('without it the table is the macro TAB_CTYS_VHOST_DEFAULT, which may be the user’s', async () => {
    expect((await vhost('inner')).split('\n')[0]).toMatch(/^label +\|stype +\|accel\|distro +\|/);
    home.put('ctys/macros/default', 'TAB_CTYS_VHOST_DEFAULT = tab_gen:3_mine_6\n');
    expect(await vhost('inner')).toBe('mine\n------\ninner\n');
    expect(await vhost('-o', 'sort:1', '-M', 'all', 'PM')).toBe('mine\n------\nlab00\nlab01\n');
  });
});

describe('-C', () => {
  test('addresses of macmap.fdb are told, and with MACMAP searched', async () => {
    expect(await vhost('-o', 'tcp', 'lab00', 'PM')).toBe('192.168.1.71\n');
    expect(await vhost('-o', 'mac', 'F:7:220')).toBe('00:50:56:13:11:40\n');
    expect(await vhost('-C', 'off', '-o', 'tcp', 'lab00', 'PM')).toBe('\n');
    expect(await found('192.168.1.71')).toBe('');
    expect(await found('-C', 'MACMAP', '192.168.1.71')).toBe('0');
    expect(await found('-C', 'macmap', 'F:6:13:11:40')).toBe('2 3');
  });
  test('MACMAPONLY: names, MACs and addresses, and nothing else', async () => {
    const only = ['-C', 'macmaponly', '-M', 'all'];
    expect(await vhost(...only, '.')).toBe(
      'lab00;00:0E:0C:35:F8:48;192.168.1.71\ntst100;00:50:56:13:11:40;192.168.1.220\n',
    );
    expect(await vhost(...only, '-o', 'dns,mac', 'tst')).toBe('tst100;00:50:56:13:11:40\n');
    expect(await vhost(...only, '-o', 'ip', 'tst')).toBe('192.168.1.220\n');
    await expect(vhost(...only, '-o', 'label', 'tst')).rejects.toThrow('macmap.fdb knows');
  });
  test('GROUPS: members that no record names can be found, by their group too', async () => {
    home.put('ctys/groups/scan/all', 'lab00 acue@ws2:2222 VMSTACK{a b}\n#include more\n');
    home.put('ctys/groups/more', 'ws3\n');
    expect(await vhost('-C', 'groups', '-M', 'all', '-o', 'pm,userid,sshport', 'scan/all')).toBe(
      'ws3;;\nws2;acue;2222\n',
    );
    expect(await found('-C', 'groups', 'F:43:more')).toBe('7');
    expect(await found('ws2')).toBe('');
  });
  test.each([
    ['LIST', (path: string) => `${path}/enum.fdb\n${path}/macmap.fdb\n`],
    ['LISTCACHE', (path: string) => `${path}/enum.fdb\n${path}/macmap.fdb\n`],
    ['LISTTARGETS', () => 'lab00\nlab00.soho\nlab01\ntst104\n'],
    ['LISTGROUPS', () => 'scan/lab\n'],
    ['CLEARALL,LISTGROUPS', () => 'scan/lab\n'],
  ])('%s', async (word, lines) => {
    home.put('ctys/groups/scan/lab', 'lab00\n');
    expect(await vhost('-C', word, '.')).toBe(lines(home.path('ctys/db/default')));
  });
  test('MEMBERSDB lists each machine once, in its stack', async () => {
    const cards = record({ 1: 'lab00', 2: 'XEN', 3: 'two', 4: '/x/two.conf', 7: '1.1.1.1' });
    home.put('db/enum.fdb', cards + cards.replace('1.1.1.1', '1.1.1.2'));
    expect(await vhost('-p', home.path('db'), '-C', 'membersdb')).toBe('lab00[l:two]\n');
    expect(await vhost('-p', home.path('db'), '-S', 'membersdb')).toBe('lab00[l:two]\n');
  });
  test.each(['CLEARTMP', 'CLEARALL', 'KEEPALL', 'REBUILDCACHE', 'ADJUST'])(
    '%s does nothing, which -d tells',
    async (word) => {
      expect(await callTool('vhost', '-C', word, '-o', 'label', 'inner')).toEqual({
        code: 0,
        out: 'inner\n',
        error: '',
      });
      const told = await callTool('vhost', '-d', '1', '-s', '-C', word, '-o', 'label', 'inner');
      expect(told.out).toBe('inner\n');
      expect(told.error).toContain(`-C ${word}: nothing is cached`);
      expect(told.error).toContain('-s: nothing is cached');
    },
  );
});

describe('-S', () => {
  const put = (): void => {
    home.put('ctys/groups/scan/lab', 'lab00 acue@lab01(-Z SUDO)\n');
    home.put('ctys/groups/one', '#include scan/lab\nlab00\n');
  };
  test.each([
    ['LISTGROUP:one', ['-X'], '24 1/1 3 one\n'],
    ['listgroup:one%scan/lab', ['-X'], '24 1/1 3 one\n26 2/0 2 scan/lab\n'],
    ['MEMBERSGROUP:scan/lab', [], 'scan/lab\n  lab00\n  acue@lab01\n'],
    ['MEMBERSGROUP4:scan/lab', [], "lab00 acue@lab01'(-Z SUDO)'\n"],
    ['MEMBERSGROUP8u:one', [], 'lab00\nlab01\n'],
    ['MEMBERSGROUP6:one', ['-X'], 'lab00 acue@lab01 lab00\n'],
    ['CONTENTGROUP:one', [], '#include scan/lab\nlab00\n'],
  ])('%s', async (word, options, lines) => {
    put();
    expect(await vhost(...options, '-S', word)).toBe(lines);
  });
  test('LISTDB, LIST and LISTALL tell more and more', async () => {
    put();
    const folder = home.path('ctys/db/default');
    const databases = `${folder}/enum.fdb\n${folder}/macmap.fdb\n`;
    expect(await vhost('-S', 'LISTDB')).toBe(databases);
    const groups = `24 1/1 3 ${home.path('ctys/groups/one')}\n26 2/0 2 ${home.path('ctys/groups/scan/lab')}\n`;
    expect(await vhost('-S', 'LIST')).toBe(databases + groups);
    expect(await vhost('-S', 'listall')).toBe(`${databases}${groups}${home.path('ctys/seen.json')}\n`);
  });
});

describe('-T, -i, -I and -p', () => {
  test('types, commas between; the processor in a type of 01.07 does not count', async () => {
    expect(await found('-T', 'pm', '.')).toBe('0 1');
    expect(await found('-T', 'PM,QEMU', '.')).toBe('0 1 5 6');
    expect(await found('-T', 'kvm', '.')).toBe('5 6');
    await expect(found('-T', 'nix', '.')).rejects.toThrow("'nix' is not one of");
  });
  test.each([
    ['lab00', '0'],
    ['lab00[tst100]', '2'],
    ['lab00[l:tst100](-d 2)', '2'],
    [`lab01[p:${XEN}/copy.conf]`, '4'],
    ['root@lab01[l:tst100]', '3 4'],
    ['lab00[tst104][inner]', '5'],
    ['lab00[inner]', ''],
  ])('-i CTYSADDRESS %s', async (address, numbers) => {
    expect(await found('-i', 'ctysaddress', address)).toBe(numbers);
  });
  test('what is printed as an address is read as one', async () => {
    const addresses = (await vhost('-M', 'all', '-o', 'ctys', '.')).trim().split('\n');
    for (const [at, address] of addresses.entries())
      expect(await found('-i', 'CTYS', address)).toBe(String(at));
  });
  test('-I 2 tells what each term leaves', async () => {
    const { error } = await callTool('vhost', '-I', '2', 'XEN', 'NOT', 'lab01', 'OR', '5901');
    expect(error).toMatch(
      /^XEN: match=3 of total=7\nNOT lab01 OR 5901: match=2 of total=7\n2 of 7 records in [\d.]+ ms\n$/,
    );
    expect((await callTool('vhost', '-I', '0', 'XEN')).error).toBe('');
  });
});

describe('exit codes', () => {
  test.each([
    ['no folder of databases', ['-p', '/nonexistent'], 7],
    ['a folder without enum.fdb', ['-p', 'EMPTY'], 8],
    ['no groups', ['-C', 'GROUPS'], 9],
    ['no macmap.fdb', ['-C', 'MACMAPONLY', '-p', 'EMPTY'], 10],
    ['several where one is wanted', ['-M', 'UNIQUE'], 11],
  ])('%s', async (_what, words, code) => {
    home.put('empty/other', '');
    const told = words.map((word) => (word === 'EMPTY' ? home.path('empty') : word));
    const said = await callTool('vhost', ...told, '.');
    expect(said).toMatchObject({ code, out: '' });
    expect(said.error).not.toBe('');
  });
  test.each([
    [['-C', 'nix', '.'], '-C NIX is no source'],
    [['-S', 'nix'], '-S nix is none of'],
    [['-S', 'LISTDB:one'], 'is none of'],
    [['-c', 'nix', '.'], "'nix' is not one of MINCNT"],
    [['-i', 'nix', '.'], "'nix' is not one of CTYSADDRESS"],
    [['-i', 'CTYS', 'lab00[x'], 'is not HOST[MACHINE]'],
    [['-i', 'CTYS', 'lab00[q:x]'], "'q' is no part"],
    [['-I', '10', '.'], '--interactive takes'],
    [['-R', 'PM', '.'], 'neither PING nor SSH'],
    [['-R', 'PONG', '.'], "'PONG' is not"],
  ])('%j is refused', async (words, message) => {
    await expect(vhost(...words)).rejects.toThrow(message);
  });
});

test.each(['vdefault', 'vhyper', 'vstack1', 'vhwcap', 'vconn', 'vif', 'vconf', 'vid'])(
  'macro:%s stands for an option and its table',
  async (name) => {
    const lines = (await vhost(`macro:${name}`, '-M', 'all', 'XEN')).trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^label +\|stype/);
  },
);
