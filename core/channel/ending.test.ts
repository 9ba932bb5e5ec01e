import { expect, test } from 'vitest';
import { Ender, endLine } from './ending.ts';

const PIDS = [[4242]];

function ender(
  run: (line: string) => Promise<boolean>,
  more: { patience?: number; isLost?: () => boolean } = {},
) {
  const left: (readonly number[])[] = [];
  const made = new Ender({ run, isLost: () => false, left: (pids) => void left.push(pids), ...more });
  return { made, left };
}

test('a host that gives no session is asked again, and is told of when the patience is over', async () => {
  const { made, left } = ender(async () => false, { patience: 0 });
  await made.end(4242);
  expect(left).toEqual(PIDS);
});

test('what comes while a session is used goes together in the next', async () => {
  const lines: string[] = [];
  const { made, left } = ender(async (line) => {
    lines.push(line);
    return lines.length > 1;
  });
  const first = made.end(1);
  await Promise.resolve();
  await Promise.all([first, made.end(2), made.end(3)]);
  expect(lines).toEqual([endLine([1]), endLine([1]), endLine([2, 3])]);
  expect(left).toEqual([]);
});

test('a lost connection is not tried, and is told of by others', async () => {
  let tries = 0;
  const { made, left } = ender(
    async () => {
      tries++;
      return false;
    },
    { isLost: () => tries > 0 },
  );
  await made.end(7);
  expect(tries).toBe(1);
  expect(left).toEqual([]);
});
