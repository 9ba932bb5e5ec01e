/** What is said on stderr, and when. */
import { expect, test } from 'vitest';
import { isColored, redPrefix } from './colors.ts';
import type { Io } from './io.ts';
import { patiently } from './patience.ts';

const ioThat = (watched: boolean, said: string[]): Io => ({
  out: () => {},
  error: (text) => void said.push(text),
  columns: undefined,
  color: false,
  watched,
  canAsk: false,
  signal: new AbortController().signal,
});

test('what takes more than a second is told once, to somebody who watches', async () => {
  const said: string[] = [];
  let end: (value: number) => void = () => {};
  const call = new Promise<number>((done) => (end = done));
  const result = patiently(call, 'waiting for lab07', ioThat(true, said));
  await expect.poll(() => said, { timeout: 10_000 }).toEqual(['waiting for lab07 ...\n']);
  end(7);
  expect(await result).toBe(7);
  const none: string[] = [];
  expect(await patiently(Promise.resolve(1), 'waiting', ioThat(true, none))).toBe(1);
  await expect(patiently(Promise.reject(new Error('no')), 'waiting', ioThat(false, none))).rejects.toThrow(
    'no',
  );
  expect(none).toEqual([]);
});

test('colours on terminals only, and not where somebody forbids them', () => {
  expect(isColored({ isTTY: true }, {})).toBe(true);
  for (const [stream, env] of [
    [{}, {}],
    [{ isTTY: true }, { NO_COLOR: '1' }],
    [{ isTTY: true }, { TERM: 'dumb' }],
  ] as const)
    expect(isColored(stream, env)).toBe(false);
  expect(redPrefix('ctys: a\nctys: b ctys: c\n')).toBe(
    '\x1b[31mctys:\x1b[0m a\n\x1b[31mctys:\x1b[0m b ctys: c\n',
  );
});
