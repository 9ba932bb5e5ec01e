import { describe, expect, test } from 'vitest';
import { CallError } from './call-error.ts';
import { folderTree, includeTree, memberLines, readMemberFormat } from './group-lists.ts';

const GROUPS: Readonly<Record<string, string>> = {
  'scan/all': "#include scan/lab\nacue@ws2, root@ws3'(-Z SUDO)'\n",
  'scan/lab': 'lab00 lab01:2222\nlab00\n',
  a: '#include b\nx\n',
  b: '#include a\ny\n',
};
const find = (name: string): string | undefined => GROUPS[name];

describe('members in the formats of -m', () => {
  test.each([
    ['1', ['scan/all', '  lab00', '  lab01:2222', '  lab00', '  acue@ws2', '  root@ws3']],
    ['1u', ['scan/all', '  lab00', '  lab01:2222', '  acue@ws2', '  root@ws3']],
    ['2u', ['scan/all', '  lab00', '  lab01:2222', '  acue@ws2', '  root@ws3(-Z SUDO)']],
    ['3u', ['scan/all', '  lab00', '  lab01', '  ws2', '  ws3']],
    ['4', ["lab00 lab01:2222 lab00 acue@ws2 root@ws3'(-Z SUDO)'"]],
    ['5u', ['lab00', 'lab01:2222', 'acue@ws2', "root@ws3'(-Z SUDO)'"]],
    ['5xu', ['lab00 \\', 'lab01:2222 \\', 'acue@ws2 \\', "root@ws3'(-Z SUDO)'"]],
    ['6', ['lab00', 'lab01:2222', 'lab00', 'acue@ws2', 'root@ws3']],
    ['7u', ['lab00', 'lab01:2222', 'acue@ws2', 'root@ws3(-Z SUDO)']],
    ['8u', ['lab00', 'lab01', 'ws2', 'ws3']],
  ])('%s', (mode, lines) => {
    expect(memberLines(['scan/all'], readMemberFormat(mode), find)).toEqual(lines);
  });
  test('terse: a line a group, or all on one', () => {
    const groups = ['scan/lab', 'scan/all'];
    expect(memberLines(groups, readMemberFormat('3u'), find, true)).toEqual([
      'scan/lab lab00 lab01',
      'scan/all lab00 lab01 ws2 ws3',
    ]);
    expect(memberLines(groups, readMemberFormat('8u'), find, true)).toEqual(['lab00 lab01 ws2 ws3']);
    expect(memberLines([], readMemberFormat('8'), find, true)).toEqual([]);
  });
  test('what a shell would take apart is quoted whole', () => {
    expect(memberLines(['VMSTACK{a b}'], readMemberFormat('5'), find)).toEqual(["'VMSTACK{a b}'"]);
  });
  test.each(['0', '9', '5y', '66', ''])("'%s' is no format", (text) => {
    expect(() => readMemberFormat(text)).toThrow(CallError);
  });
});

test('includes as a tree, so deep as it is wanted; a circle ends', () => {
  expect(includeTree('scan/all', find, 20)).toEqual(['scan/all', '  scan/lab']);
  expect(includeTree('scan/all', find, 0)).toEqual(['scan/all']);
  expect(includeTree('a', find, 20)).toEqual(['a', '  b', '    a']);
});

test('folders, with files or without, so deep as it is wanted', () => {
  const names = ['top', 'scan/lab/one', 'scan/all'];
  expect(folderTree(names, true, 20)).toEqual(['scan/', '  all', '  lab/', '    one', 'top']);
  expect(folderTree(names, false, 20)).toEqual(['scan/', '  lab/']);
  expect(folderTree(names, true, 1)).toEqual(['scan/', 'top']);
});
