import { expect, test, vi } from 'vitest';
import { inTurns, type Written } from './turns.ts';

/** A terminal that is through with what it is given when it is told so. */
function slow(page: { hidden: boolean; activeElement: unknown }) {
  const given: string[] = [];
  const through: (() => void)[] = [];
  const textarea = { ownerDocument: page } as unknown as HTMLTextAreaElement;
  const terminal: Written = {
    textarea,
    write: (data, done) => {
      given.push(String(data));
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

test('with the keyboard, in a page out of sight, and in small it is written at once', () => {
  const page: { hidden: boolean; activeElement: unknown } = { hidden: false, activeElement: null };
  const { terminal, textarea, given } = slow(page);
  const write = inTurns(terminal);
  write('small');
  page.activeElement = textarea;
  write(FLOOD);
  page.activeElement = null;
  page.hidden = true;
  write(FLOOD);
  expect(given).toEqual(['small', FLOOD, FLOOD]);
});

test('once it has the keyboard, all that waits is written', async () => {
  const page: { hidden: boolean; activeElement: unknown } = { hidden: false, activeElement: null };
  const { terminal, textarea, given, through } = slow(page);
  const write = inTurns(terminal);
  write(FLOOD);
  write(FLOOD);
  page.activeElement = textarea;
  through[0]?.();
  await vi.waitFor(() => expect(given.join('')).toBe(FLOOD + FLOOD));
  write('next');
  expect(given.at(-1)).toBe('next');
});
