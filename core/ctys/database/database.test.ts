import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CallError } from '../call-error.ts';
import { literalsOf, toRegExp } from './ere.ts';
import { formatFdb, parseFdb } from './fdb.ts';
import { formatMacmap, parseMacmap, searchMacmap } from './macmap.ts';
import { meets, parseQuery } from './query.ts';
import { holdRecords } from './records.ts';

describe('enum.fdb', () => {
  test('records of 01.07 are told by their length, and their fields put where they belong', () => {
    const { rows, problems } = parseFdb(
      'host;XEN;tst100;/p;uuid;mac;ip;;;;CentOS;Linux;5;20080427002200;VM\nbroken\n\nlab00;PM;lab00\n',
    );
    expect(problems).toEqual([{ line: 2, message: expect.any(String) }]);
    expect(rows[0]).toHaveLength(47);
    expect([11, 12, 14, 16, 17, 18].map((field) => rows[0]?.[field - 1])).toEqual([
      '',
      'CentOS',
      'Linux',
      '5',
      '20080427002200',
      'VM',
    ]);
    expect(rows[1]?.slice(0, 3)).toEqual(['lab00', 'PM', 'lab00']);
  });
  test('what is written is read again, whatever the values hold', () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[;\r\n]/g, ''));
    const row = fc
      .array(cell, { minLength: 47, maxLength: 47 })
      .map((cells) => ['lab00', 'QEMU', ...cells.slice(2)]);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        expect(parseFdb(formatFdb(rows)).rows).toEqual(rows);
      }),
    );
  });
});

describe('macmap.fdb', () => {
  const text =
    'tst009;00:50:56:13:11:39;192.168.1.9;\ntst108;192.168.1.108;00:50:56:13:11:49;\nx;AA:BB:CC:DD:EE:FF;;\n';
  test('either order is read, one is written', () => {
    expect(formatMacmap(parseMacmap(text))).toBe(
      'tst009;00:50:56:13:11:39;192.168.1.9;\ntst108;00:50:56:13:11:49;192.168.1.108;\nx;AA:BB:CC:DD:EE:FF;;\n',
    );
  });
  test('a pattern that looks like a MAC is one in any case; fields in their order, sorted', () => {
    expect(searchMacmap(parseMacmap(text), '00:50:56:.3:..:.9', ['name', 'mac'])).toEqual([
      'tst009;00:50:56:13:11:39',
      'tst108;00:50:56:13:11:49',
    ]);
    expect(searchMacmap(parseMacmap(text), 'aa:bb', ['name'])).toEqual(['x']);
    expect(searchMacmap(parseMacmap(text), 'tst', [])).toHaveLength(2);
  });
});

describe('patterns as awk has them', () => {
  test.each([
    ['59[0-9][0-9]', 'x;5901;', true],
    ['[[:digit:]]+x', '12x', true],
    ['[^]a]b', ']b', false],
    ['[]a]b', ']b', true],
    ['\\<lab', 'the lab', true],
    ['^a.c$', 'abc', true],
    ['*inst', 'my*inst', true],
    ['*inst', 'myinst', false],
    ['^+a|?b', 'x?b', true],
    ['(*a)', '*a', true],
    ['\\^*a', '^^a', true],
    ['\\(*a', '((a', true],
  ])('%s in %s: %s', (pattern, text, found) => {
    expect(toRegExp(pattern).test(text)).toBe(found);
  });
  test('what is none is said', () => {
    expect(() => toRegExp('a(')).toThrow(CallError);
    expect(() => toRegExp('x'.repeat(2_000))).toThrow(CallError);
  });
  test('every match has the literals in it', () => {
    const piece = fc.constantFrom(
      'a',
      'bc',
      'lab',
      '0',
      '.',
      '[ab]',
      '[]bc]',
      '[^]bc]',
      'x*',
      'y+',
      'z?',
      '*',
      '?',
      '^',
      '$',
      '\\.',
      '{2}',
      '|',
      '(a)',
    );
    const pattern = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'l', '0', 'x', 'y', 'z', '.', '*', '?'), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(pattern, text, (wanted, chars) => {
        let test: RegExp;
        try {
          test = toRegExp(wanted);
        } catch {
          return;
        }
        const line = chars.join('');
        if (test.test(line)) for (const literal of literalsOf(wanted)) expect(line).toContain(literal);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('queries', () => {
  const text = [
    'lab00;XEN;tst100;5900',
    'lab00;PM;lab00;;lab00.',
    'lab01;XEN;tst103;5902',
    'ws2;PM;tst009;',
    'a;QEMU;a;1',
  ]
    .map((line) => `${line}\n`)
    .join('');
  const numbers = (...words: readonly string[]) => holdRecords(text).find(parseQuery(words));
  test.each([
    ['.', [0, 1, 2, 3, 4]],
    ['', [0, 1, 2, 3, 4]],
    ['lab00 XEN', [0]],
    ['lab00 AND XEN', [0]],
    ['lab00 or lab01 XEN', [0, 2]],
    // OR binds tighter: lab0 AND (XEN OR PM)
    ['lab0 AND XEN OR PM', [0, 1, 2]],
    ['tst and not f:2:PM', [0, 2]],
    ['tst00 and not f:2:PM and tst103 or tst00 or tst00', []],
    ['E:1:3', [1, 4]],
    ['R:2', [2]],
    ['R:1:3 XEN', [2]],
    ['59[0-9][0-9]', [0, 2]],
    ['NOT XEN', [1, 3, 4]],
    ['NOT NOT XEN', [0, 2]],
    ['E:1:5', [1]],
  ])('%s', (words, found) => {
    expect(numbers(...words.split(' ').filter(Boolean))).toEqual(found);
  });
  test.each([
    'AND',
    'a OR',
    'NOT',
    'F:2',
    'E:1',
    'F:0:x',
    'a AND AND b'.split(' ').slice(0, 2).join(' '),
    'R:1:x',
  ])('%s is refused with a reason', (words) => {
    expect(() => parseQuery(words.split(' '))).toThrow(CallError);
  });
  test('quick and plain answers are the same', () => {
    const line = fc.array(fc.constantFrom('lab', 'xen', '0', '1', ';', 'pm', '\r'), {
      minLength: 1,
      maxLength: 8,
    });
    const lines = fc.array(
      line.map((parts) => parts.join('')),
      { maxLength: 30 },
    );
    const word = fc.constantFrom(
      'lab',
      'xen',
      'la.',
      'xen[01]',
      'labxen0',
      'lab;xen',
      'AND',
      'OR',
      'NOT',
      'pm',
      'E:1:2',
      'F:1:lab',
      'R:1:4',
      '.',
    );
    fc.assert(
      fc.property(lines, fc.array(word, { maxLength: 6 }), (all, words) => {
        let query: ReturnType<typeof parseQuery>;
        try {
          query = parseQuery(words);
        } catch {
          return;
        }
        const held = holdRecords(all.join('\n'));
        const plain = Array.from({ length: held.size }, (_, index) => index).filter((index) =>
          meets(query, held.line(index), index, () => held.line(index).split(';')),
        );
        expect(held.find(query)).toEqual(plain);
      }),
      { numRuns: 3_000 },
    );
  });
});
