/** The way to a VNC server while its login goes on: what it says is read exactly, what comes beyond is kept. */
import { fail } from '../../model/failure.ts';
import type { BytePipe } from '../../model/pipe.ts';

/** ms for what is due next: some servers ask the person in front of them first, for two minutes at most. */
const PATIENCE = 180_000;

export class Line {
  #rest: Uint8Array = new Uint8Array(0);
  readonly #bytes: AsyncIterator<Uint8Array>;
  readonly #pipe: BytePipe;
  readonly #patience: number;

  constructor(pipe: BytePipe, patience: number = PATIENCE) {
    this.#pipe = pipe;
    this.#patience = patience;
    this.#bytes = pipe.bytes[Symbol.asyncIterator]();
  }

  /** @throws Failure connection-lost when it ends before, timeout */
  async take(count: number): Promise<Buffer> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, failed) => {
      timer = setTimeout(() => failed(silent()), this.#patience);
    });
    return Promise.race([this.#take(count), late]).finally(() => clearTimeout(timer));
  }

  async #take(count: number): Promise<Buffer> {
    while (this.#rest.length < count) {
      const next = await this.#bytes.next();
      if (next.done) throw fail('connection-lost', 'The VNC server closed the connection.');
      this.#rest = Buffer.concat([this.#rest, next.value]);
    }
    const taken = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(count);
    return Buffer.from(taken);
  }

  async byte(): Promise<number> {
    return (await this.take(1)).readUInt8(0);
  }

  async long(): Promise<number> {
    return (await this.take(4)).readUInt32BE(0);
  }

  /** All that has not been taken, from now on. */
  async *others(): AsyncGenerator<Uint8Array, void, undefined> {
    if (this.#rest.length > 0) yield this.#rest;
    this.#rest = new Uint8Array(0);
    for (;;) {
      const next = await this.#bytes.next();
      if (next.done) return;
      yield next.value;
    }
  }

  write(chunk: Uint8Array): Promise<void> {
    return this.#pipe.write(chunk);
  }

  close(): void {
    this.#pipe.close();
  }
}

const silent = () =>
  fail('timeout', 'The VNC server says nothing.', 'Check what listens there and whether it hangs.');
