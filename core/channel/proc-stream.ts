/** A process as one two-way stream; its exit decides whether the stream ended well. */
import { Duplex } from 'node:stream';
import type { Proc } from './transport.ts';

export class ProcStream extends Duplex {
  readonly #proc: Proc;

  /** `fault`: why it failed, when the exit code is not 0; undefined: that is no failure. */
  constructor(proc: Proc, fault: (code: number | null) => Error | undefined) {
    super({ highWaterMark: 256 * 1024 });
    this.#proc = proc;
    proc.stdout.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) proc.stdout.pause();
    });
    proc.stderr?.resume();
    proc.stdout.once('close', () => {
      void proc.exit.then((code) => {
        const why = code === 0 || this.destroyed ? undefined : fault(code);
        if (why === undefined) this.push(null);
        else this.destroy(why);
      });
    });
  }
  override _read(): void {
    this.#proc.stdout.resume();
  }
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#proc.stdin.write(chunk, done);
  }
  override _final(done: () => void): void {
    this.#proc.stdin.end(done);
  }
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#proc.kill();
    done(error);
  }
}
