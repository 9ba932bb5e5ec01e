import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Channel } from './channel.ts';
import type { Pool } from './pool.ts';
import { createPool } from './pool.ts';
import type { LeakCheck } from './testing/leaks.ts';
import { leakCheck } from './testing/leaks.ts';
import { processesWith } from './testing/processes.ts';
import { noRoot } from './testing/users.ts';
import { until } from './testing/wait.ts';

const noSudo = existsSync('/usr/bin/sudo') ? undefined : 'sudo is not installed';

let pool: Pool;
let here: Channel;
let leaks: LeakCheck;
beforeEach(async () => {
  leaks = leakCheck();
  pool = createPool({ ask: async () => null });
  here = await pool.channel({ name: 'localhost' });
});
afterEach(async () => {
  pool.close();
  await leaks.done();
});

const unique = (): string => {
  const word = String(randomInt(1e8, 1e9));
  leaks.words.push(word);
  return word;
};

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of bytes) text += Buffer.from(chunk).toString();
  return text;
}

test('runs argv without a shell', async () => {
  expect(here.transport).toBe('local');
  expect(await here.exec(['printf', '%s.', '$(id)', "a'b\n!"])).toEqual({
    code: 0,
    stdout: "$(id).a'b\n!.",
    stderr: '',
  });
  expect(await here.exec(['cat'], { stdin: 'in' })).toMatchObject({ stdout: 'in' });
  expect(await here.exec(['no-such-tool'])).toMatchObject({
    code: 127,
    stderr: expect.stringContaining('no-such-tool'),
  });
  expect((await here.exec(['sh', '-c', 'exit 7'])).code).toBe(7);
  await expect(here.exec([])).rejects.toMatchObject({ code: 'bad-input' });
});

test('bounds, timeout and abort end the whole group', async () => {
  const [a, b, c] = [unique(), unique(), unique()];
  const group = (word: string) => ['sh', '-c', 'sleep "$1" & yes', 'sh', word];
  await expect(here.exec(group(a), { maxBytes: 1000 })).rejects.toMatchObject({ code: 'output-too-large' });
  await expect(
    here.exec(['sh', '-c', 'trap "" TERM; sleep "$1"', 'sh', b], { timeout: 200 }),
  ).rejects.toMatchObject({
    code: 'timeout',
  });
  const stop = new AbortController();
  const run = here
    .exec(['sh', '-c', 'sleep "$1" & wait', 'sh', c], { signal: stop.signal })
    .catch((e: unknown) => e);
  await until('runs', () => processesWith(`sleep ${c}`).length > 0);
  stop.abort();
  expect(await run).toMatchObject({ code: 'aborted' });
  await until('gone', () => [a, b, c].flatMap(processesWith).length === 0);
});

test.skipIf(noRoot ?? noSudo)('elevated, and ended so', async () => {
  const root = await pool.channel({ name: 'localhost', elevation: 'sudo' });
  expect((await root.exec(['id', '-un'], { elevate: true })).stdout).toBe('root\n');
  const word = unique();
  const pipe = await root.spawn(['sleep', word], { elevate: true });
  await until('runs', () => processesWith(word).some(({ argv }) => argv === `sleep ${word}`));
  pipe.close();
  await until('gone', () => processesWith(word).length === 0);
});

test('a terminal with size and resize', async () => {
  const pipe = await here.spawn(['sh', '-c', 'stty size; read x; stty size'], {
    pty: { cols: 91, rows: 33 },
  });
  let text = '';
  const reading = (async () => {
    for await (const chunk of pipe.bytes) text += Buffer.from(chunk).toString();
  })();
  await until('size', () => text.includes('33 91'));
  pipe.resize?.(120, 40);
  await pipe.write(Buffer.from('\n'));
  await reading;
  expect(text).toContain('40 120');
});

test('all a terminal prints arrives', async () => {
  const pipe = await here.spawn(['sh', '-c', 'seq 1 100000; echo end'], { pty: { cols: 80, rows: 24 } });
  const text = await textOf(pipe.bytes);
  expect(text.split('\r\n').slice(-3)).toEqual(['100000', 'end', '']);
  expect(text.split('\r\n').length).toBe(100_002);
});

/** A little more than is read ahead, so that the rest waits in the kernel when the process ends. */
test.each([66_000, 67_000, 68_000, 69_000])(
  '%i bytes reach a reader that comes long after the end',
  async (bytes) => {
    const script = 'head -c "$1" /dev/zero | tr "\\0" x';
    const pipe = await here.spawn(['sh', '-c', script, 'sh', String(bytes)], { pty: { cols: 80, rows: 24 } });
    // Longer than node-pty keeps what is unread of an ended process.
    await new Promise((done) => setTimeout(done, 600));
    expect((await textOf(pipe.bytes)).length).toBe(bytes);
  },
);

test('closing a terminal ends what runs in it', async () => {
  const word = unique();
  const pipe = await here.spawn(['sh', '-c', 'sleep "$1"', 'sh', word], { pty: { cols: 80, rows: 24 } });
  await until('runs', () => processesWith(`sleep ${word}`).length > 0);
  pipe.close();
  await until('gone', () => processesWith(word).length === 0);
});

test('sockets: unix and tcp, and what cannot be connected', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'ctys-local-'));
  const server = createServer((socket) => socket.pipe(socket));
  const path = join(dir, 'sock');
  await new Promise<void>((done) => server.listen(path, done));
  const pipe = await here.connect({ unix: path });
  await pipe.write(Buffer.from('echo'));
  const first = await pipe.bytes[Symbol.asyncIterator]().next();
  expect(Buffer.from(first.value ?? []).toString()).toBe('echo');
  pipe.close();
  await new Promise((done) => server.close(done));
  await expect(here.connect({ unix: path })).rejects.toMatchObject({ code: 'socket-gone' });
  await expect(here.connect({ host: '127.0.0.1', port: 1 })).rejects.toMatchObject({ code: 'refused' });
  rmSync(dir, { recursive: true });
});
