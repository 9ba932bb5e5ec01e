/** One transcript being written. What is written is bounded; a full disk ends the transcript, not the console. */
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FailureData } from '../../model/failure.ts';
import { fail, toFailure } from '../../model/failure.ts';
import type { TranscriptFormat } from '../../model/transcript.ts';
import { PlainText } from './plain-text.ts';

export const MOST_BYTES = 2 ** 30;

export interface Head {
  readonly title: string;
  readonly cols: number;
  readonly rows: number;
}

export class TranscriptWriter {
  readonly path: string;
  readonly #format: TranscriptFormat;
  readonly #failed: (failure: FailureData) => void;
  readonly #decoder = new TextDecoder();
  readonly #plain = new PlainText();
  #file: FileHandle | null = null;
  #started = 0;
  #size = 0;
  #turn: Promise<void>;

  /** `started`: epoch ms of the one to go on with; 0: a new one. */
  constructor(
    path: string,
    format: TranscriptFormat,
    head: Head,
    started: number,
    failed: (failure: FailureData) => void,
  ) {
    this.path = path;
    this.#format = format;
    this.#failed = failed;
    this.#started = started === 0 ? Date.now() : started;
    this.#turn = this.#open(head, started === 0);
  }

  /** Resolves when it is in the file. Never rejects. */
  output(chunk: Uint8Array): Promise<void> {
    const text = this.#decoder.decode(chunk, { stream: true });
    if (this.#format === 'plain') return this.#write(this.#plain.add(text));
    return text === '' ? this.#turn : this.#event('o', text);
  }

  resize(cols: number, rows: number): void {
    if (this.#format === 'asciicast') void this.#event('r', `${cols}x${rows}`);
  }

  async close(): Promise<void> {
    await this.#turn;
    await this.#file?.close();
    this.#file = null;
  }

  /** Resolves when the file is there. @throws what went wrong */
  async ready(): Promise<void> {
    await this.#turn;
    if (this.#file === null) throw fail('file-unwritable', `${this.path} cannot be written.`);
  }

  #event(kind: 'o' | 'r' | 'm', data: string): Promise<void> {
    const seconds = Math.max(0, Date.now() - this.#started) / 1000;
    return this.#write(`${JSON.stringify([seconds, kind, data])}\n`);
  }

  async #open({ title, cols, rows }: Head, fresh: boolean): Promise<void> {
    try {
      await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
      this.#file = await open(this.path, fresh ? 'ax' : 'a', 0o600);
      this.#size = (await this.#file.stat()).size;
      const timestamp = Math.floor(this.#started / 1000);
      const head = { version: 2, width: cols, height: rows, timestamp, title };
      const seconds = Math.max(0, Date.now() - this.#started) / 1000;
      const again = JSON.stringify([seconds, 'm', 'connected again']);
      if (this.#format === 'asciicast') await this.#append(`${fresh ? JSON.stringify(head) : again}\n`);
      else if (!fresh) await this.#append(`\n-- connected again ${new Date().toISOString()} --\n`);
    } catch (caught) {
      await this.#fail(caught);
    }
  }

  #write(text: string): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      if (this.#file === null || text === '') return;
      try {
        await this.#append(text);
      } catch (caught) {
        await this.#fail(caught);
      }
    });
    return this.#turn;
  }

  /** All of it or nothing: where the disk is full in the middle, no half line stays. */
  async #append(text: string): Promise<void> {
    const size = this.#size + Buffer.byteLength(text);
    if (size > MOST_BYTES) throw fail('output-too-large', `${this.path} has reached 1 GiB.`);
    try {
      await this.#file?.writeFile(text);
    } catch (caught) {
      await this.#file?.truncate(this.#size).catch(() => {});
      throw caught;
    }
    this.#size = size;
  }

  async #fail(caught: unknown): Promise<void> {
    await this.#file?.close().catch(() => {});
    this.#file = null;
    const { message } = toFailure(caught);
    const why = caught instanceof Error && 'code' in caught ? String(caught.code) : message;
    this.#failed({
      code: 'file-unwritable',
      message: `What the console says is written no further to ${this.path}: ${why}`,
      remedy: 'Free some space there, or check its permissions; then start another.',
    });
  }
}
