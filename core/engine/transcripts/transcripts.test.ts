import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FailureData } from '../../model/failure.ts';
import { attachTo } from '../testing/console-client.ts';
import { echo, fakeHosts, fakePlugin, guest, hostOf } from '../testing/fakes.ts';
import { openWorld } from '../testing/world.ts';
import { PlainText } from './plain-text.ts';
import { createTranscripts, fileName, type Transcripts } from './transcripts.ts';

let folder: string;
let raised: FailureData[];
let transcripts: Transcripts;
const HEAD = { title: 'tst100: Serial console', cols: 80, rows: 24 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ctys-transcripts-'));
  raised = [];
  transcripts = createTranscripts(join(folder, 'transcripts'), {
    raise: (_id, _level, failure) => void raised.push(failure),
    clear: () => {},
    clearOthers: () => {},
  });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function textOf(name: string): Promise<string> {
  let text = '';
  for await (const part of await transcripts.read(name)) text += part;
  return text;
}

test('plain text: sequences go, wherever they are cut; line ends are LF', () => {
  const said =
    '\x1b]0;title\x07\x1b[1;32mok\x1b[0m\r\n\x1b(Btab\there\x1bP+q\x1b\\\x1b[200~é\x08\x1b]8;;x\x1b\\!';
  const plain = 'ok\ntab\thereé!';
  expect(new PlainText().add(said)).toBe(plain);
  for (let cut = 0; cut <= said.length; cut += 1) {
    const text = new PlainText();
    expect(text.add(said.slice(0, cut)) + text.add(said.slice(cut))).toBe(plain);
  }
  // One that never ends swallows what follows it until it is cancelled.
  expect(new PlainText().add('a\x1b]0;for ever\x18b')).toBe('ab');
});

test('file names hold nothing of a path', () => {
  const at = new Date('2026-11-26T07:22:43.123Z');
  expect(fileName('../../etc/pass wd\x1b: Shell', 'plain', at)).toBe(
    '2026-11-26T07-22-43-123-etc-pass-wd-Shell.txt',
  );
  expect(fileName('…', 'asciicast', at)).toBe('2026-11-26T07-22-43-123-console.cast');
});

test('a video comes in parts, is listed, and is read in parts that stand for themselves', async () => {
  const name = await transcripts.beginVideo('tst100: Screen');
  expect(name).toMatch(/-tst100-Screen\.webm$/);
  const video = Buffer.alloc(700_001, 'frames');
  for (const part of [video.subarray(0, 300_000), video.subarray(300_000)])
    await transcripts.addToVideo(name, part);
  expect(await transcripts.list()).toMatchObject([{ name, format: 'video', size: video.length }]);
  const read: Buffer[] = [];
  for await (const part of await transcripts.read(name)) read.push(Buffer.from(part, 'base64'));
  expect(Buffer.concat(read).equals(video)).toBe(true);
  await transcripts.remove(name);
  await expect(transcripts.addToVideo(name, video)).rejects.toMatchObject({ code: 'not-found' });
  const { name: text } = await transcripts.begin({ ...HEAD, format: 'plain' });
  for (const other of [text, '../x.webm', '.webm'])
    await expect(transcripts.addToVideo(other, video)).rejects.toMatchObject({ code: 'bad-input' });
  const onto = { ...HEAD, format: 'plain', name: `${'x'.repeat(9)}.webm` } as const;
  await expect(transcripts.begin(onto)).rejects.toMatchObject({ code: 'bad-input' });
});

test('an asciicast: head, output with characters whole, sizes; gone on with after a new connection', async () => {
  const writer = await transcripts.begin({ ...HEAD, format: 'asciicast' });
  const [first, second] = [bytes('gr\xfc').subarray(0, 3), bytes('gr\xfc').subarray(3)];
  await writer.output(first);
  writer.resize(100, 30);
  await writer.output(second);
  await writer.close();
  const again = await transcripts.begin({ ...HEAD, format: 'asciicast', name: writer.name });
  await again.output(bytes('\x1b[1mback'));
  await again.close();
  const lines = (await textOf(writer.name)).trimEnd().split('\n');
  const [head, ...events] = lines.map((line) => JSON.parse(line) as unknown);
  expect(head).toMatchObject({ version: 2, width: 80, height: 24, title: HEAD.title });
  expect(events.map((event) => (event as unknown[]).slice(1))).toEqual([
    ['o', 'gr'],
    ['r', '100x30'],
    ['o', 'ü'],
    ['m', 'connected again'],
    ['o', '\x1b[1mback'],
  ]);
  expect((await stat(writer.path)).mode & 0o777).toBe(0o600);
  expect(await transcripts.list()).toMatchObject([{ name: writer.name, format: 'asciicast' }]);
  await transcripts.remove(writer.name);
  expect(await transcripts.list()).toEqual([]);
});

test('names that lead elsewhere are none', async () => {
  for (const name of ['../x.cast', '/etc/passwd', 'a/b.txt', '.hidden.txt', 'x', 'x.cast\0'])
    await expect(transcripts.read(name)).rejects.toMatchObject({ code: 'bad-input' });
  await expect(transcripts.remove('none.txt')).rejects.toMatchObject({ code: 'not-found' });
});

test('a folder that cannot be is told, and nothing is begun', async () => {
  await writeFile(join(folder, 'transcripts'), 'a file');
  await expect(transcripts.begin({ ...HEAD, format: 'plain' })).rejects.toMatchObject({
    code: 'file-unwritable',
  });
  expect(raised).toMatchObject([{ code: 'file-unwritable' }]);
});

test('what a session says goes to its transcript from the moment it is begun until it ends', async () => {
  const hosts = fakeHosts('lab00');
  hostOf(hosts, 'lab00').running = [guest('a')];
  const plugins = () => [fakePlugin(hosts, 'QEMU', { open: async () => echo() })];
  await using world = await openWorld({ fakes: hosts, plugins });
  await world.engine.refresh('lab00');
  const wanted = { machine: 'qemu:lab00:a', console: 'serial0', cols: 80, rows: 24 };
  const { id } = await world.client.console.open(wanted);
  const client = attachTo(world.engine, id);
  client.write('before ');
  await vi.waitFor(() => expect(client.text()).toBe('before '));
  const request = { session: id, format: 'plain', cols: 80, rows: 24 } as const;
  const { name } = await world.client.transcripts.begin(request);
  expect(world.engine.tables.sessions.get(id)?.transcript).toBe(name);
  client.write('\x1b[1minside');
  await vi.waitFor(() => expect(client.text()).toContain('inside'));
  await world.client.transcripts.end({ session: id });
  expect(world.engine.tables.sessions.get(id)?.transcript).toBeUndefined();
  client.write(' after');
  await vi.waitFor(() => expect(client.text()).toContain('after'));
  const [one] = await world.client.transcripts.list();
  expect(await readFile(one?.path ?? '', 'utf8')).toBe('inside');
  let read = '';
  for await (const part of await world.client.transcripts.read({ name })) read += part;
  expect(read).toBe('inside');
  client.close();
  await vi.waitFor(() => expect(world.engine.tables.sessions.get(id)?.state).toBe('closed'));
  await expect(world.client.transcripts.begin(request)).rejects.toMatchObject({
    data: { code: 'not-found' },
  });
});
