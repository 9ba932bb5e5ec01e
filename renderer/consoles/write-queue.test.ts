import { expect, test } from 'vitest';
import { createWriteQueue } from './write-queue.ts';

test('one write at a time, in order, joined, every chunk taken exactly once', () => {
  const writes: number[][] = [];
  const done: (() => void)[] = [];
  const taken: number[] = [];
  const queue = createWriteQueue((bytes, finished) => {
    writes.push([...bytes]);
    done.push(finished);
  });
  for (const byte of [1, 2, 3]) queue.push(Uint8Array.of(byte), () => taken.push(byte));
  expect(writes).toEqual([[1]]);
  expect(taken).toEqual([]);
  done[0]?.();
  expect(taken).toEqual([1]);
  expect(writes).toEqual([[1], [2, 3]]);
  queue.push(Uint8Array.of(4), () => taken.push(4));
  done[1]?.();
  done[2]?.();
  expect(writes).toEqual([[1], [2, 3], [4]]);
  expect(taken).toEqual([1, 2, 3, 4]);
});

test('a writer that is done at once, and one that pushes while it is told so', () => {
  const seen: number[] = [];
  const queue = createWriteQueue((bytes, finished) => {
    seen.push(...bytes);
    finished();
  });
  queue.push(Uint8Array.of(1), () => queue.push(Uint8Array.of(2), () => undefined));
  queue.push(Uint8Array.of(3), () => undefined);
  expect(seen).toEqual([1, 2, 3]);
});
