import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { complete } from './complete.ts';

const known = {
  hosts: ['lab00', 'lab01', 'ws2'],
  labels: ['tst100', 'tst101', 'inner'],
  macros: ['MY_TAB'],
  groups: ['scan/all'],
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
