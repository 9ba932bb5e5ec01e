import { expect, test } from 'vitest';
import type { BytePipe } from '../model/pipe.ts';
import { fail } from '../model/failure.ts';
import type { Link } from './pipe.ts';
import { parseControl, WINDOW } from './pipe.ts';
import { clientPipe, servePipe } from './pipe-ends.ts';

/** Two links joined; frames cross in a later turn, as on a real wire. */
function wire(): [Link, Link] {
  const make = (): Link => ({ send: () => {}, onFrame: null, onClose: null, close: () => {} });
  const [a, b] = [make(), make()];
  const join = (from: Link, to: Link): void => {
    from.send = (frame) => void Promise.resolve().then(() => to.onFrame?.(frame));
    from.close = () => void Promise.resolve().then(() => to.onClose?.());
  };
  join(a, b);
  join(b, a);
  return [a, b];
}

/** A pipe that yields `chunks`, counts what was pulled, and keeps what was written. */
function source(chunks: Iterable<Uint8Array>, end?: Error) {
  const written: Uint8Array[] = [];
  const state = { pulled: 0, closed: false, sizes: [] as [number, number][], written };
  const pipe: BytePipe = {
    bytes: (async function* () {
      for (const chunk of chunks) {
        state.pulled += chunk.length;
        yield chunk;
      }
      if (end !== undefined) throw end;
    })(),
    write: async (chunk) => void written.push(chunk.slice()),
    resize: (cols, rows) => void state.sizes.push([cols, rows]),
    close: () => {
      state.closed = true;
    },
  };
  return { pipe, state };
}

const chunk = (size: number, fill: number): Uint8Array => new Uint8Array(size).fill(fill);
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
};

test('bytes arrive whole and in order, then the end', async () => {
  const [core, window] = wire();
  const chunks = Array.from({ length: 100 }, (_, i) => chunk(40_000, i));
  const { pipe } = source(chunks);
  const client = clientPipe(window);
  let total = 0;
  let sum = 0;
  const ended = new Promise<unknown>((done) => {
    client.onEnd = (failure) => done(failure ?? 'clean');
  });
  client.onBytes = (bytes, taken) => {
    total += bytes.length;
    sum += bytes.reduce((a, b) => a + b, 0);
    taken();
  };
  await servePipe(core, pipe);
  expect(await ended).toBe('clean');
  expect(total).toBe(4_000_000);
  expect(sum).toBe(chunks.reduce((all, bytes) => all + bytes.length * (bytes[0] ?? 0), 0));
});

test('a reader that stalls stops the producer within one window and one chunk', async () => {
  const [core, window] = wire();
  const endless = (function* () {
    for (;;) yield chunk(64 * 1024, 1);
  })();
  const { pipe, state } = source(endless);
  const client = clientPipe(window);
  const waiting: (() => void)[] = [];
  client.onBytes = (_bytes, taken) => waiting.push(taken);
  void servePipe(core, pipe);
  await settled();
  expect(state.pulled).toBeLessThanOrEqual(WINDOW + 64 * 1024);
  const before = state.pulled;
  for (const taken of waiting.splice(0)) taken();
  await settled();
  expect(state.pulled).toBeGreaterThan(before);
  expect(state.pulled).toBeLessThanOrEqual(2 * WINDOW + 64 * 1024);
  client.close();
  await settled();
  expect(state.closed).toBe(true);
});

test('writes reach the pipe in order and wait for credit when the host does not take them', async () => {
  const [core, window] = wire();
  const { pipe, state } = source([]);
  let release: (() => void) | null = null;
  const held: BytePipe = {
    ...pipe,
    bytes: (async function* () {
      await new Promise<void>(() => {});
      yield new Uint8Array();
    })(),
    write: (bytes) => {
      state.written.push(bytes.slice());
      return new Promise((done) => {
        release = done;
      });
    },
  };
  void servePipe(core, held);
  const client = clientPipe(window);
  client.write(chunk(WINDOW, 1));
  const reused = chunk(10, 2);
  client.write(reused);
  reused.fill(9);
  await settled();
  expect(state.written.map((bytes) => bytes.length)).toEqual([WINDOW]);
  (release as (() => void) | null)?.();
  await settled();
  expect(state.written.map((bytes) => [bytes.length, bytes[0]])).toEqual([
    [WINDOW, 1],
    [10, 2],
  ]);
});

test('a fault crosses as data; a lost link says so; resize passes', async () => {
  const [core, window] = wire();
  const { pipe, state } = source([], fail('connection-lost', 'lab00 is gone.'));
  const client = clientPipe(window);
  const ended = new Promise<unknown>((done) => {
    client.onEnd = done;
  });
  client.resize(80, 24);
  await settled();
  const outcome = servePipe(core, pipe);
  client.resize(100, 30);
  expect(await ended).toMatchObject({ code: 'connection-lost', message: 'lab00 is gone.' });
  expect(await outcome).toMatchObject({ code: 'connection-lost' });
  expect(state.sizes).toEqual([[100, 30]]);

  const [, other] = wire();
  const lost = clientPipe(other);
  const why = new Promise<unknown>((done) => {
    lost.onEnd = done;
  });
  other.onClose?.();
  expect(await why).toMatchObject({ code: 'connection-lost' });
});

test.each([
  ['{'],
  ['[]'],
  ['null'],
  ['{"credit":-1}'],
  ['{"credit":1.5}'],
  ['{"credit":"1"}'],
  ['{"resize":[1]}'],
  ['{"resize":[0,2]}'],
  ['{"x":1}'],
])('a broken control frame %s is nothing', (text) => {
  expect(parseControl(text)).toBeNull();
});
