/** vhost by its terms, selections and outputs. */
import { describe, expect, test } from 'vitest';
import { callTool } from './testing/call-tool.ts';
import { record, testHome } from './testing/home.ts';
import { found, putLab, RECORDS, vhost } from './testing/vhost-lab.ts';

const home = testHome();
putLab(home);

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

test.each(['vdefault', 'vhyper', 'vstack1', 'vhwcap', 'vconn', 'vif', 'vconf', 'vid'])(
  'macro:%s stands for an option and its table',
  async (name) => {
    const lines = (await vhost(`macro:${name}`, '-M', 'all', 'XEN')).trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^label +\|stype/);
  },
);
