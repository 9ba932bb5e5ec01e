import { PassThrough } from 'node:stream';
import type { Client } from 'ssh2';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepAlive } from './ssh2-alive.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Manner {
  readonly attended?: boolean;
  /** Its host answers at once. */
  readonly answers?: boolean;
}

/** A connection that counts what it is asked; `says` is what comes from its host. */
function connection({ attended = false, answers = false }: Manner = {}) {
  const socket = new PassThrough();
  const seen = { asked: 0, lost: 0 };
  const says = (): void => void socket.emit('data');
  const ping = (): void => {
    seen.asked += 1;
    if (answers) says();
  };
  const kept = keepAlive({
    client: { _callbacks: [], _protocol: { ping } } as unknown as Client,
    socket,
    attended: () => attended,
    lost: () => {
      seen.lost += 1;
      kept.end();
    },
  });
  return { seen, says, end: kept.end };
}

test('a silent host is asked twice, and then is lost', () => {
  const { seen } = connection();
  vi.advanceTimersByTime(3_900);
  expect(seen.asked).toBe(0);
  vi.advanceTimersByTime(4_200);
  expect(seen).toEqual({ asked: 2, lost: 0 });
  vi.advanceTimersByTime(4_500);
  expect(seen).toEqual({ asked: 2, lost: 1 });
  expect(vi.getTimerCount()).toBe(0);
});

test('what says something is not asked, whatever it says', () => {
  const { seen, says, end } = connection();
  for (let second = 0; second < 30; second += 1) {
    vi.advanceTimersByTime(1_000);
    says();
  }
  expect(seen).toEqual({ asked: 0, lost: 0 });
  end();
});

test('of very many each is asked less often, but where a person is connected', () => {
  const many = Array.from({ length: 64 }, (_, at) => connection({ attended: at === 0, answers: true }));
  vi.advanceTimersByTime(30_000);
  const [attended, ...others] = many.map(({ seen }) => seen.asked);
  expect(new Set(others).size).toBe(1);
  expect(attended).toBeGreaterThan(others[0] ?? 0);
  expect(many.some(({ seen }) => seen.lost > 0)).toBe(false);
  for (const { end } of many) end();
});
