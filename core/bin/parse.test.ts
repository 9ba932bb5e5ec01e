import { describe, expect, test } from 'vitest';
import { CASES } from '../ctys/testing/cases.ts';
import { parse } from './parse.ts';

function run(words: readonly string[]) {
  const out: string[] = [];
  const error: string[] = [];
  const code = parse(words, {
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

describe('ctys parse', () => {
  test.each(CASES)('case $number as one text: $call', ({ call, actions }) => {
    const { code, out } = run(['--', call]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(actions);
  });
  test('words as a shell gives them', () => {
    const { out } = run(['ctys', '-t', 'xen', '-a', 'create=l:tst100,REUSE', 'lab00(-Z KSU)']);
    expect(JSON.parse(out)).toEqual([
      {
        verb: 'start',
        target: { label: 'tst100' },
        ifRunning: 'connect',
        on: { host: 'lab00' },
        type: 'XEN',
        options: { elevation: { ksu: true } },
      },
    ]);
  });
  test('an error has its place, and the nearest word', () => {
    expect(() => run(['--', 'ctys -t xen -a craete=l:x lab00'])).toThrow(
      expect.objectContaining({ offset: 15, length: 6, nearest: 'CREATE' }),
    );
  });
  test('nothing to parse is said', () => {
    expect(run(['--'])).toMatchObject({ code: 1, error: expect.stringContaining('Usage') });
  });
});
