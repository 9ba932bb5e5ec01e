/** One SFTP session over a stream: requests, many at a time, each with its answer. */
import type { Duplex } from 'node:stream';
import { type Failure, fail } from '../model/failure.ts';
import { type Field, Packet, Packets, packet, Reader } from './sftp-wire.ts';

const VERSION = 3;

export interface Answer {
  readonly type: number;
  readonly body: Reader;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (why: Error) => void;
}

export class SftpSession {
  readonly extensions = new Set<string>();
  readonly #stream: Duplex;
  readonly #host: string;
  readonly #packets = new Packets();
  readonly #waiting = new Map<number, Waiting>();
  readonly #gone = new AbortController();
  readonly #ready: Promise<void>;
  #begin: () => void = () => {};
  #last = 0;

  constructor(stream: Duplex, host: string, channel: AbortSignal) {
    this.#stream = stream;
    this.#host = host;
    this.#ready = new Promise((resolve, reject) => {
      this.#begin = resolve;
      this.gone.addEventListener('abort', () => reject(this.gone.reason), { once: true });
    });
    this.#ready.catch(() => {});
    const lost = (): void => this.end(channel.aborted ? (channel.reason as Failure) : this.#noSftp());
    stream.on('data', (chunk: Buffer) => this.#take(chunk));
    stream.on('error', lost).on('end', lost).on('close', lost);
    if (channel.aborted) lost();
    channel.addEventListener('abort', lost, { once: true });
    this.gone.addEventListener('abort', () => channel.removeEventListener('abort', lost));
    if (!channel.aborted) stream.write(packet(Packet.init, [{ u32: VERSION }]));
  }

  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** Resolves once the server has said that it speaks it. */
  ready(signal?: AbortSignal): Promise<void> {
    const stop = (): void => this.end(fail('aborted', 'Stopped on request.'));
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    return this.#ready.finally(() => signal?.removeEventListener('abort', stop));
  }

  ask(type: number, fields: readonly Field[]): Promise<Answer> {
    if (this.gone.aborted) return Promise.reject(this.gone.reason as Error);
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#stream.write(packet(type, [{ u32: id }, ...fields]));
    });
  }

  end(why: Error): void {
    if (this.gone.aborted) return;
    this.#gone.abort(why);
    for (const { reject } of this.#waiting.values()) reject(why);
    this.#waiting.clear();
    this.#stream.destroy();
  }

  #take(chunk: Buffer): void {
    if (this.gone.aborted) return;
    try {
      for (const one of this.#packets.add(chunk)) this.#hear(one[0] ?? 0, new Reader(one.subarray(1)));
    } catch (caught) {
      const reason = caught instanceof Error ? caught.message : String(caught);
      this.end(
        fail(
          'unexpected-output',
          `What ${this.#host} answers is no SFTP.`,
          'A shell there that prints at each login does this (.bashrc); silence it.',
          { reason },
        ),
      );
    }
  }

  #hear(type: number, body: Reader): void {
    const id = body.u32();
    if (type === Packet.version) {
      while (!body.done) {
        this.extensions.add(body.text().slice(0, 100));
        body.bytes();
      }
      this.#begin();
      return;
    }
    this.#waiting.get(id)?.resolve({ type, body });
    this.#waiting.delete(id);
  }

  #noSftp(): Failure {
    return fail(
      'not-capable',
      `${this.#host} ended its file transfer (SFTP).`,
      'Its sshd_config needs a line Subsystem sftp, and the server it names must be installed.',
    );
  }
}
