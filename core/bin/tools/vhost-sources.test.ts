/** vhost by what it searches and lists, by its further options, and how it ends where it cannot. */
import { describe, expect, test } from 'vitest';
import { callTool } from './testing/call-tool.ts';
import { record, testHome } from './testing/home.ts';
import { found, putLab, vhost, XEN } from './testing/vhost-lab.ts';

const home = testHome();
putLab(home);

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

test('text from hosts cannot steer a terminal', async () => {
  const evil = record({ 1: 'lab\u001b[2J', 2: 'QEMU', 3: 'x\u001b]0y' });
  home.put('evil/enum.fdb', evil);
  home.put('evil/macmap.fdb', 'a\u001b[2J;00:50:56:13:11:40;1.1.1.1;\n');
  const at = ['-p', home.path('evil')];
  for (const words of [
    ['-S', 'MEMBERSDB'],
    ['-C', 'LISTTARGETS'],
    ['-c', 'CNT', '.'],
    ['-o', 'ctys', '.'],
    ['.'],
  ]) {
    const text = await vhost(...at, ...words);
    expect(text).toContain('lab�');
    expect(text).not.toContain('\u001b');
  }
  expect((await callTool('macmap', ...at, 'a')).out).toMatch(/^a�/);
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
