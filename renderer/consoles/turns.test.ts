import { expect, test, vi } from 'vitest';
import { inTurns, type Written } from './turns.ts';

/** A terminal that is through with what it is given when it is told so. */
function slow(page: { hidden: boolean; activeElement: unknown }) {
  /** Text, or so many bytes. */
  const given: (string | number)[] = [];
  const through: (() => void)[] = [];
  const textarea = { ownerDocument: page } as unknown as HTMLTextAreaElement;
  const terminal: Written = {
    textarea,
    write: (data, done) => {
      given.push(typeof data === 'string' ? data : data.length);
      through.push(() => done?.());
    },
  };
  return { terminal, textarea, given, through };
}

const FLOOD = 'x'.repeat(40_000);

test('what floods a terminal without the keyboard comes in pieces, in order, one after the other', async () => {
  const page = { hidden: false, activeElement: null };
  const { terminal, given, through } = slow(page);
  const write = inTurns(terminal);
  const done = vi.fn();
  write(FLOOD, done);
  write('last', done);
  expect(given.join('').length).toBe(16_384);
  for (let turn = 1; turn <= 4; turn += 1) {
    await vi.waitFor(() => expect(through).toHaveLength(turn));
    expect(done).toHaveBeenCalledTimes(turn === 4 ? 1 : 0);
    through[turn - 1]?.();
  }
  expect(given.join('')).toBe(`${FLOOD}last`);
  expect(done).toHaveBeenCalledTimes(2);
});

test('with the keyboard, and in a page out of sight, what has come meanwhile is written as one', () => {
  for (const hidden of [false, true]) {
    const page: { hidden: boolean; activeElement: unknown } = { hidden, activeElement: null };
    const { terminal, textarea, given, through } = slow(page);
    if (!hidden) page.activeElement = textarea;
    const write = inTurns(terminal);
    const done = vi.fn();
    for (const size of [1, 300_000, 200_000, 100_000, 600_000]) write(new Uint8Array(size), done);
    for (let turn = 0; turn < 4; turn += 1) through[turn]?.();
    expect(given).toEqual([1, 500_000, 100_000, 600_000]);
    expect(done).toHaveBeenCalledTimes(5);
    write('ours');
    write(Uint8Array.of(1, 2));
    write(Uint8Array.of(3));
    through[4]?.();
    expect(given.slice(4)).toEqual(['ours', 3]);
  }
});

test('once it has the keyboard, all that waits is written', async () => {
  const page: { hidden: boolean; activeElement: unknown } = { hidden: false, activeElement: null };
  const { terminal, textarea, given, through } = slow(page);
  const write = inTurns(terminal);
  write(new Uint8Array(40_000));
  write(new Uint8Array(40_000));
  page.activeElement = textarea;
  through[0]?.();
  await vi.waitFor(() => expect(given).toEqual([16_384, 80_000 - 16_384]));
});
