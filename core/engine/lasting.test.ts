import { expect, test } from 'vitest';
import type { BytePipe } from '../model/pipe.ts';
import { Lasting } from './lasting.ts';

const text = (chunk: Uint8Array): string => Buffer.from(chunk).toString();

function saying(...chunks: readonly string[]): BytePipe {
  return {
    bytes: (async function* () {
      for (const chunk of chunks) yield Buffer.from(chunk);
    })(),
    write: async () => {},
    close: () => {},
  };
}

async function read(pipe: BytePipe): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const chunk of pipe.bytes) all.push(text(chunk));
  return all;
}

test('what does not fit is kept from the next whole line on; live it comes whole', async () => {
  const lasting = new Lasting(saying('one\n', 'two and three\nfour\n', 'fi', 've\n'), 16);
  expect(await read(lasting.view().pipe)).toEqual(['one\n', 'two and three\nfour\n', 'fi', 've\n']);
  const view = lasting.view();
  expect(view.past).toBe('four\nfive\n'.length);
  expect(await read(view.pipe)).toEqual(['four\nfive\n']);
});

test('a line longer than all that is kept is cut', async () => {
  const lasting = new Lasting(saying('0123456789'.repeat(3)), 16);
  await read(lasting.view().pipe);
  expect(await read(lasting.view().pipe)).toEqual(['4567890123456789']);
});

test('what comes for a reader who has left is there for the next, once', async () => {
  let say = (_chunk: string): void => undefined;
  const lasting = new Lasting({
    ...saying(),
    bytes: (async function* () {
      for (;;)
        yield await new Promise<Buffer>((resolve) => {
          say = (chunk) => resolve(Buffer.from(chunk));
        });
    })(),
  });
  const first = lasting.view();
  const left = read(first.pipe);
  first.leave();
  expect(await left).toEqual([]);
  say('late');
  const chunks = lasting.view().pipe.bytes[Symbol.asyncIterator]();
  expect(text((await chunks.next()).value)).toBe('late');
  const more = chunks.next();
  await new Promise((next) => setImmediate(next));
  say('more');
  expect(text((await more).value)).toBe('more');
});
