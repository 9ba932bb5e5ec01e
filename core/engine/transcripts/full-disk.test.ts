/** A disk that is full, and a log larger than anything in memory: a real tmpfs, a real shell of this machine. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noRoot } from '../../channel/testing/users.ts';
import { machineId } from '../../model/machine.ts';
import { createEngine, type Engine } from '../engine.ts';
import { attachTo, type ConsoleClient } from '../testing/console-client.ts';

const LONG = { timeout: 110_000, interval: 20 };
const SIZE = { cols: 80, rows: 24 };

let folder: string;
let engine: Engine;
const client = () => createRouterClient(engine.router, { context: {} });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ctys-disk-'));
  await mkdir(join(folder, 'state'));
});
afterEach(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

async function openShell(): Promise<{ readonly id: string; readonly console: ConsoleClient }> {
  const dirs = { configDir: folder, cacheDir: folder, stateDir: join(folder, 'state'), ancestorDir: folder };
  engine = await createEngine({ version: '0', ...dirs, onDemand: true });
  await engine.refresh('localhost', undefined, { types: ['PM'] });
  const { id } = await client().console.open({
    machine: machineId('localhost', { type: 'PM' }),
    console: 'shell',
    ...SIZE,
  });
  const console = attachTo(engine, id);
  // A plain one: a line editor would write line ends of its own.
  console.write('exec env PS1= sh\n');
  console.write("stty -echo -opost; printf '%s-%s' it starts\n");
  await says(console, 'it-starts');
  return { id, console };
}

/** Only the end is looked at: comparing megabytes again and again would be what is waited for. */
const says = (console: ConsoleClient, word: string): Promise<void> =>
  vi.waitFor(() => expect(console.text().slice(-200)).toContain(word), LONG);

const numbered = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, at) => `${from + at}`).join('\n');

test.skipIf(noRoot !== undefined)(
  'the console goes on, the person is told, the file stays whole',
  async () => {
    const disk = join(folder, 'state', 'transcripts');
    await mkdir(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'ctys-full', disk]);
    try {
      const { id, console } = await openShell();
      const { name } = await client().transcripts.begin({ session: id, format: 'asciicast', ...SIZE });
      expect(engine.tables.sessions.get(id)?.transcript).toBe(name);
      console.write('seq 400000; printf "%s-%s" all said\n');
      await says(console, 'all-said');
      // Every byte came to the person.
      expect(console.text().includes(numbered(1, 400_000))).toBe(true);
      const told = [...engine.tables.notices.values()].map(({ failure }) => failure);
      expect(told).toMatchObject([{ code: 'file-unwritable', message: expect.stringContaining('ENOSPC') }]);
      expect(engine.tables.sessions.get(id)).toMatchObject({ state: 'attached' });
      expect(engine.tables.sessions.get(id)?.transcript).toBeUndefined();
      // What is there is whole: every line is an event, and the last one is not cut.
      const text = await readFile(join(disk, name), 'utf8');
      expect(text.endsWith('\n')).toBe(true);
      const lines = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown[]);
      const said = lines
        .slice(1)
        .map((event) => String(event[2]))
        .join('');
      expect(said.length).toBeGreaterThan(500_000);
      expect(console.text().includes(said)).toBe(true);
      // With room again, another is kept.
      await client().transcripts.remove({ name });
      const again = await client().transcripts.begin({ session: id, format: 'plain', ...SIZE });
      console.write('echo room-$((40+2))\n');
      await says(console, 'room-42');
      await client().transcripts.end({ session: id });
      expect(await readFile(join(disk, again.name), 'utf8')).toBe('room-42\n');
      console.close();
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  },
);

test('200 MB through a log: nothing is lost', async () => {
  const { id, console } = await openShell();
  const source = join(folder, 'source.txt');
  const line = (at: number): string =>
    `${String(at).padStart(9, '0')} the quick brown fox jumps over the lazy dog ${at % 97}\n`;
  const block = Array.from({ length: 20_000 }, (_, at) => line(at)).join('');
  const times = Math.ceil(200_000_000 / block.length);
  await writeFile(source, '');
  for (let at = 0; at < times; at += 1) await writeFile(source, block, { flag: 'a' });
  const { name } = await client().transcripts.begin({ session: id, format: 'plain', ...SIZE });
  console.forget();
  console.write(`cat ${source}; printf '%s-%s' all said\n`);
  await says(console, 'all-said');
  await client().transcripts.end({ session: id });
  const log = join(folder, 'state', 'transcripts', name);
  expect((await stat(log)).size).toBe(block.length * times + 'all-said'.length);
  expect(await hashOf(log, block.length * times)).toBe(await hashOf(source, block.length * times));
  console.close();
});

async function hashOf(path: string, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path, { end: bytes - 1 })) hash.update(part as Buffer);
  return hash.digest('hex');
}
