/** Transcripts of terminals and videos of screens, in a folder of their own: begun, gone on with, listed, read, removed. */
import { createReadStream } from 'node:fs';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../model/failure.ts';
import { ENDINGS, type KeptFormat, type Transcript, type TranscriptFormat } from '../../model/transcript.ts';
import type { Notices } from '../notices.ts';
import { addToVideo, beginVideo } from './videos.ts';
import { type Head, TranscriptWriter } from './writer.ts';

export interface Transcripts {
  /** @throws Failure file-unwritable, bad-input, not-found */
  begin(options: BeginOptions): Promise<TranscriptWriter & { readonly name: string }>;
  /** Returns its name. @throws Failure file-unwritable */
  beginVideo(title: string): Promise<string>;
  /** One part after the other. @throws Failure file-unwritable, output-too-large, not-found, bad-input */
  addToVideo(name: string, part: Uint8Array): Promise<void>;
  /** The newest first. */
  list(): Promise<readonly Transcript[]>;
  /** Its text in parts; of a video, parts in base64. @throws Failure not-found, bad-input */
  read(name: string, signal?: AbortSignal): Promise<AsyncGenerator<string, void, void>>;
  /** @throws Failure not-found, bad-input */
  remove(name: string): Promise<void>;
}

export interface BeginOptions extends Head {
  readonly format: TranscriptFormat;
  /** Goes on with this one. */
  readonly name?: string;
  /** It could not be gone on with; the notice that says so has been raised. */
  readonly broken?: () => void;
}

const NAME = /^[\w.@-]{1,200}\.(cast|txt|webm)$/;
const MOST_LISTED = 1_000;
const FIRST_LINE = 4_096;

const formatOf = (name: string): KeptFormat =>
  name.endsWith('.cast') ? 'asciicast' : name.endsWith('.webm') ? 'video' : 'plain';

/** A title from a host is made a file's name. */
export function fileName(title: string, format: KeptFormat, at: Date): string {
  const time = at.toISOString().slice(0, 23).replace(/[:.]/g, '-');
  const what = title.replace(/[^\w@-]+/g, '-').replace(/^-+|-+$/g, '') || 'console';
  return `${time}-${what.slice(0, 100)}.${ENDINGS[format]}`;
}

export function createTranscripts(folder: string, notices: Notices): Transcripts {
  const pathOf = (name: string): string => {
    if (!NAME.test(name) || name.startsWith('.'))
      throw fail('bad-input', `${name.slice(0, 80)} is no name of a transcript.`);
    return join(folder, name);
  };
  const there = async (name: string): Promise<string> => {
    const path = pathOf(name);
    const found = await stat(path).catch(() => null);
    if (found?.isFile() !== true)
      throw fail('not-found', `There is no transcript ${name}.`, 'It may have been removed.');
    return path;
  };
  return {
    async begin({ name: known, format, broken, ...head }) {
      const name = known ?? fileName(head.title, format, new Date());
      if (formatOf(name) !== format) throw fail('bad-input', `${name.slice(0, 80)} is of another kind.`);
      const path = known === undefined ? pathOf(name) : await there(name);
      const started = known === undefined ? 0 : await startOf(path);
      const writer = new TranscriptWriter(path, format, head, started, (failure) => {
        notices.raise(`transcript:${name}`, 'error', failure);
        broken?.();
      });
      await writer.ready();
      return Object.assign(writer, { name });
    },
    async beginVideo(title) {
      const name = fileName(title, 'video', new Date());
      await beginVideo(pathOf(name));
      return name;
    },
    async addToVideo(name, part) {
      if (formatOf(name) !== 'video') throw fail('bad-input', `${name.slice(0, 80)} is no name of a video.`);
      await addToVideo(await there(name), part);
    },
    async list() {
      const names = (await readdir(folder).catch((): string[] => [])).filter((name) => NAME.test(name));
      const newest = names.sort().reverse().slice(0, MOST_LISTED);
      const found = await Promise.all(newest.map((name) => describe(join(folder, name), name)));
      return found.flatMap((one) => one ?? []);
    },
    read: async (name, signal) =>
      parts(await there(name), name.endsWith('.webm') ? 'base64' : 'utf8', signal),
    async remove(name) {
      await rm(await there(name));
    },
  };
}

async function* parts(
  path: string,
  encoding: 'utf8' | 'base64',
  signal?: AbortSignal,
): AsyncGenerator<string, void, void> {
  // Whole characters and whole groups of base64: each part is one for itself.
  const stream = createReadStream(path, { encoding, highWaterMark: 256 * 1024 });
  try {
    for await (const part of stream) {
      if (signal?.aborted === true) return;
      yield part as string;
    }
  } finally {
    stream.destroy();
  }
}

async function describe(path: string, name: string): Promise<Transcript | null> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() !== true) return null;
  return { name, path, format: formatOf(name), size: found.size, changed: found.mtimeMs };
}

/** epoch ms the times of an asciicast count from; now for all else. */
async function startOf(path: string): Promise<number> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_LINE), 0, FIRST_LINE, 0);
    const [line = ''] = buffer.subarray(0, bytesRead).toString().split('\n', 1);
    const head: unknown = JSON.parse(line);
    const known = typeof head === 'object' && head !== null && 'timestamp' in head ? head.timestamp : null;
    return typeof known === 'number' && known > 0 ? known * 1000 : Date.now();
  } catch {
    return Date.now();
  } finally {
    await file.close();
  }
}
