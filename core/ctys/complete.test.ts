import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Machine } from '../model/machine.ts';
import { complete } from './complete.ts';
import { completeFilter } from './filter/complete.ts';
import { parseText } from './parse.ts';

const machine = (label: string, host: string, tags: readonly string[] = []): Machine => ({
  id: label,
  host,
  path: `/${host}/qemu/${label}`,
  seen: 0,
  type: 'QEMU',
  label,
  state: 'running',
  configured: true,
  consoles: [],
  marks: { tags },
});

const known = {
  hosts: ['lab00', 'lab01', 'ws2'],
  labels: ['tst100', 'tst101', 'inner'],
  macros: ['MY_TAB'],
  groups: ['scan/all'],
  machines: [machine('tst100', 'lab00', ['prod']), machine("Bob's web", 'lab01', ['a,b'])],
};

/** The call with each candidate put in; `|` is the cursor. */
function at(marked: string): readonly string[] {
  const cursor = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { from, to, items } = complete(text, cursor, known);
  return items.map((item) => text.slice(0, from) + item.text + text.slice(to));
}

describe('completion', () => {
  test.each([
    ['ctys -t xe|', ['ctys -t XEN']],
    ['ctys -a cre|', ['ctys -a create']],
    ['ctys -a create=l:tst|', ['ctys -a create=l:tst100', 'ctys -a create=l:tst101']],
    ['ctys -a create=l:tst100,CONS|', ['ctys -a create=l:tst100,CONSOLE:']],
    ['ctys -a create=l:x,CONSOLE:xt|', ['ctys -a create=l:x,CONSOLE:XTERM']],
    ['ctys -a create=stackcheck:hwcap%sta|', ['ctys -a create=stackcheck:hwcap%STACKCAP']],
    ['ctys -a list=macro:TAB_CP|', ['ctys -a list=macro:TAB_CPORT']],
    ['ctys -a list=macro:MY|', ['ctys -a list=macro:MY_TAB']],
    ['ctys -a list lab0|', ['ctys -a list lab00', 'ctys -a list lab01']],
    ['ctys -a list sc|', ['ctys -a list scan/all']],
    ['ctys -c on,lo|', ['ctys -c on,LOCAL']],
    ["ctys lab00'(-a canc|", ["ctys lab00'(-a cancel"]],
    ['ctys -a list la| -X', ['ctys -a list lab00 -X', 'ctys -a list lab01 -X']],
    ['ct|', ['ctys']],
    ['ctys --js|', ['ctys --json']],
  ])('%s', (marked, calls) => {
    expect(at(marked)).toEqual(calls);
  });

  test.each([
    ['ctys -a list=filter:sta|', ['ctys -a list=filter:state:']],
    ['ctys -a enumerate=terse,filter:state:ru|', ['ctys -a enumerate=terse,filter:state:running']],
    ['ctys -a list=filter:host:|', ['ctys -a list=filter:host:lab00', 'ctys -a list=filter:host:lab01']],
    ['ctys -a list=filter:tag:pr| lab00', ['ctys -a list=filter:tag:prod lab00']],
    ['ctys -a list=filter:tag:|', ['ctys -a list=filter:tag:\\"a,,b\\"', 'ctys -a list=filter:tag:prod']],
    ['ctys -a list=filter:name:bo|', [`ctys -a list=filter:name:\\"Bob\\'s%web\\"`]],
    ["ctys -a 'list=filter:name:bo|", [`ctys -a 'list=filter:name:"Bob'\\''s%web"`]],
    ['ctys -a list=filter:host:lab00%-ta|', ['ctys -a list=filter:host:lab00%-tag:']],
    ['ctys -a list=filter:(state:ru|', ['ctys -a list=filter:(state:running']],
    ["ctys -a 'list=filter:(ty|", ["ctys -a 'list=filter:(type:"]],
    ['ctys -a list=filter:state:off,,ru|', ['ctys -a list=filter:state:off,,running']],
    ['ctys -a list=filter:cpu:|', ['ctys -a list=filter:cpu:\\>0.5', 'ctys -a list=filter:cpu:\\>80%%']],
    ["ctys -a 'list=filter:mem:>|", ["ctys -a 'list=filter:mem:>2G"]],
    ['ctys -a "list=filter:host:lab00 sta|', ['ctys -a "list=filter:host:lab00 state:']],
    ["ctys lab00'(-a list=filter:state:ru|", ["ctys lab00'(-a list=filter:state:running"]],
    ['ctys lab00(-a list=filter:(state:ru|', ['ctys lab00(-a list=filter:(state:running']],
    [
      'ctys -a list=filter:state:running lab0|',
      ['ctys -a list=filter:state:running lab00', 'ctys -a list=filter:state:running lab01'],
    ],
    ['ctys -a list=filter:x,SOR|', ['ctys -a list=filter:x,SORT']],
    ['ctys -a create=filter:sta|', []],
  ])('of a filter: %s', (marked, calls) => {
    expect(at(marked)).toEqual(calls);
  });

  test('a filter is completed to what the parser reads', () => {
    const filterOf = (call: string) => parseText(call).map((action) => 'filter' in action && action.filter);
    for (const quote of ['', "'", '"'])
      for (const key of ['name:', 'tag:', 'cpu:', 'not', 'state:']) {
        const begun = `ctys -a ${quote}list=filter:${key}`;
        const { from, items, word } = complete(begun, begun.length, known);
        expect(begun.slice(word).startsWith(`${quote}list=`)).toBe(true);
        for (const { text } of items) {
          const wanted = completeFilter(key, key.length, known.machines);
          const filters = wanted.items.map((one) => key.slice(0, wanted.from) + one.text);
          expect(filters).toContain(filterOf(`${begun.slice(0, from)}${text}${quote}`)[0]);
        }
      }
  });

  test('a tool is known as soon as its name is begun', () => {
    const texts = (line: string) => complete(line, line.length, known).items.map(({ text }) => text);
    expect(texts('ctys bea')).toEqual(['beamer']);
    expect(texts('ctys set')).toEqual(['setupVDE']);
    expect(texts('ctys -t vnc bea')).toEqual([]);
  });

  test('whatever is typed, what is put in place begins as it did', () => {
    const piece = fc.constantFrom(
      'ctys',
      ' ',
      '-a',
      '-t',
      'create=',
      'l:',
      ',',
      '%',
      '(',
      ')',
      '{',
      'lab',
      'macro:',
      '=',
      ':',
      'list=filter:',
      'tag',
      "'",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.nat(), (pieces, place) => {
        const text = pieces.join('');
        const cursor = place % (text.length + 1);
        const { from, to, items } = complete(text, cursor, known);
        expect(from).toBeLessThanOrEqual(to);
        const typed = text.slice(from, to).toLowerCase();
        for (const item of items) expect(item.text.toLowerCase().startsWith(typed)).toBe(true);
      }),
    );
  });
});
