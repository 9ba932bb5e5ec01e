/** vhost by what is now: load as last seen, ports as last seen, and which hosts answer. */
import { beforeEach, describe, expect, test } from 'vitest';
import { callTool } from './testing/call-tool.ts';
import { record, testHome } from './testing/home.ts';

const home = testHome();
const vhost = async (...words: readonly string[]): Promise<string> => (await callTool('vhost', ...words)).out;

const guest = (host: string, label: string, state = 'running', type = 'QEMU') => ({
  ...{ id: `${type}:${host}:${label}`, host, path: `/${host}/${type}/${label}`, type, label, state },
  ...{ config: `/q/${label}.ctys`, configured: true, consoles: [], seen: 1 },
});

describe('load as last seen', () => {
  beforeEach(() => {
    home.put('ctys/hosts.yaml', 'version: 1\nhosts:\n  lab00: {}\n  lab01: {}\n  lab02: {}\n');
    home.put(
      'ctys/seen.json',
      JSON.stringify({
        version: 1,
        hosts: ['lab00', 'lab01', 'lab02'].map((name) => ({ config: { name }, origin: 'file', seen: 1 })),
        machines: [
          guest('lab00', 'a'),
          { ...guest('lab00', 'b'), vncPort: 5907 },
          guest('lab00', 'c', 'off'),
          guest('lab00', 'lab00', 'running', 'PM'),
          guest('lab01', 'd', 'running', 'XEN'),
        ],
      }),
    );
    const at = (host: string, label: string): string =>
      record({ 1: host, 2: 'QEMU', 3: label, 4: `/q/${label}.ctys`, 9: '1' });
    home.put(
      'ctys/db/default/enum.fdb',
      at('lab00.soho', 'b') + at('lab01', 'd') + at('lab02', 'e') + at('lab02', 'f'),
    );
  });
  test.each([
    ['MINCNT', 'ALL', 'lab02;e\nlab02;f\nlab01;d\nlab00.soho;b\n'],
    ['maxcnt', 'ALL', 'lab00.soho;b\nlab01;d\nlab02;e\nlab02;f\n'],
    ['MINCNT', 'FIRST', 'lab02;e\n'],
    // Of those that are equally loaded the last.
    ['MINCNT', 'LAST', 'lab02;f\n'],
    ['MAXCNT', 'UNIQUE', 'lab00.soho;b\n'],
  ])('%s, %s', async (cost, mode, lines) => {
    expect(await vhost('-c', cost, '-M', mode, '-o', 'pm,l', '.')).toBe(lines);
  });
  test('CNT lists hosts with the number of their sessions, of a type where one is named', async () => {
    expect(await vhost('-c', 'CNT', '-M', 'all', '.')).toBe('lab00.soho;2\nlab01;1\nlab02;0\n');
    expect(await vhost('-c', 'CNT', '-T', 'QEMU', '-M', 'all', '.')).toBe('lab00.soho;2\nlab01;0\nlab02;0\n');
  });
  test('-r tells the ports that were last seen', async () => {
    const ports = ['-M', 'all', '-o', 'l,cport,disp', '.'];
    expect(await vhost(...ports)).toBe('b;1;\nd;1;\ne;1;\nf;1;\n');
    expect(await vhost('-r', ...ports)).toBe('b;5907;7\nd;1;\ne;1;\nf;1;\n');
  });
});

describe('-R', () => {
  beforeEach(() => {
    home.put('ctys/hosts.yaml', 'version: 1\nhosts:\n  nobody: { address: 255.255.255.255 }\n');
    home.put(
      'ctys/db/default/enum.fdb',
      record({ 1: 'nobody', 2: 'QEMU', 3: 'a', 7: '127.0.0.1' }) +
        record({ 1: 'localhost', 2: 'QEMU', 3: 'b', 7: '255.255.255.255' }) +
        record({ 1: 'nix.invalid', 2: 'QEMU', 3: 'c' }),
    );
  });
  const reach = (states: string, ...words: readonly string[]) =>
    vhost('-M', 'all', '-R', states, ...words, '.');
  test.each([
    ['PING', 'b\n'],
    ['ping:1%1,pm', 'b\n'],
    ['PING,VM', 'a\n'],
    ['REVERSE,PING', 'a\nc\n'],
    ['-,PING', 'a\nc\n'],
    ['MARK,PING', '-;a\nR;b\n-;c\n'],
    ['MARK,R,PING,VM', '-;a\nR;b\nR;c\n'],
    ['SSH:1%5', 'b\n'],
  ])('%s', async (states, lines) => {
    expect(await reach(states, '-o', 'l')).toBe(lines);
  });
  test('marked tables and records; columns are sorted by as without marks; -x is -R', async () => {
    expect(await reach('MARK,PING', '-o', 'tab:3_l_3,sort:reverse%1')).toBe('R|l\n-+---\n-|c\nR|b\n-|a\n');
    expect((await reach('MARK,PING', '-o', 'spec:3')).split('\n').slice(0, 2)).toEqual([
      '  1: 49: Reachable: -',
      '  1: 3: Label: a',
    ]);
    expect(await reach('MARK,PING', '-o', 'machine')).toMatch(/^-;nobody;QEMU;a;/);
    expect(await vhost('-M', 'all', '-x', 'PING', '-o', 'l', '.')).toBe('b\n');
  });
  test('the first of those that can be reached', async () => {
    expect(await vhost('-R', 'PING', '-o', 'l', '.')).toBe('b\n');
    expect((await callTool('vhost', '-M', 'unique', '-R', 'PING', '.')).code).toBe(0);
  });
});
