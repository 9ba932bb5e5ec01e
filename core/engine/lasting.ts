/**
 * A terminal that outlives its window for a while: a page that is loaded again, or has crashed, comes back to the same shell
 * with what it has said. One reader at a time; while there is none nothing is taken from the host, which then waits.
 */
import type { BytePipe } from '../model/pipe.ts';

/** Bytes kept of what was said last: some thousand lines. */
export const MOST_PAST = 256 * 1024;

/** One reader's. */
export interface View {
  readonly pipe: BytePipe;
  /** Bytes that come first and were told to a reader before. */
  readonly past: number;
  /** Reads no more; the terminal stays. */
  leave(): void;
  readonly isLeft: boolean;
}

interface Reader {
  left: boolean;
  /** Ends its wait. */
  wake: () => void;
}

export class Lasting {
  private readonly source: BytePipe;
  private readonly chunks: AsyncIterator<Uint8Array>;
  private readonly ring: Uint8Array;
  /** Bytes said in all. */
  private end = 0;
  /** Said last, whole: it may be larger than what is kept. */
  private last: Uint8Array = new Uint8Array();
  private coming: Promise<boolean> | null = null;
  /** It had a reader. */
  wasRead = false;

  constructor(source: BytePipe, most = MOST_PAST) {
    this.source = source;
    this.chunks = source.bytes[Symbol.asyncIterator]();
    this.ring = new Uint8Array(most);
  }

  view(): View {
    this.wasRead = true;
    const { source, end } = this;
    const start = this.start();
    const reader: Reader = { left: false, wake: () => undefined };
    return {
      past: end - start,
      leave: () => {
        reader.left = true;
        reader.wake();
      },
      get isLeft() {
        return reader.left;
      },
      pipe: { ...pipeOf(source), bytes: this.bytes(start, end, reader) },
    };
  }

  /** From `start`; what was said before `now` in one piece. */
  private async *bytes(
    start: number,
    now: number,
    reader: Reader,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    if (now > start) yield this.kept(start, now);
    for (let at = now; ; ) {
      if (at < this.end) {
        const from = at;
        at = this.end;
        yield from === this.end - this.last.length ? this.last : this.kept(from, this.end);
        continue;
      }
      const more = await new Promise<boolean>((resolve, reject) => {
        reader.wake = () => resolve(false);
        this.next().then(resolve, reject);
      });
      if (!more || reader.left) return;
    }
  }

  /** Whether more was said. Two readers that wait, of which one has left, wait for the same. @throws as its source */
  private next(): Promise<boolean> {
    this.coming ??= this.chunks
      .next()
      .then(({ done, value }) => {
        if (done === true) return false;
        this.keep(value);
        return true;
      })
      .finally(() => {
        this.coming = null;
      });
    return this.coming;
  }

  private keep(chunk: Uint8Array): void {
    const { ring } = this;
    this.last = chunk;
    const kept = chunk.subarray(Math.max(0, chunk.length - ring.length));
    const at = (this.end + chunk.length - kept.length) % ring.length;
    const first = kept.subarray(0, ring.length - at);
    ring.set(first, at);
    ring.set(kept.subarray(first.length), 0);
    this.end += chunk.length;
  }

  /** Of what is kept; where the beginning is lost, from the next line on. */
  private start(): number {
    const { end, ring } = this;
    if (end <= ring.length) return 0;
    const kept = this.kept(end - ring.length, end);
    return end - ring.length + kept.indexOf(NEW_LINE) + 1;
  }

  private kept(from: number, to: number): Uint8Array {
    const { ring } = this;
    const some = new Uint8Array(to - from);
    const at = from % ring.length;
    const first = ring.subarray(at, Math.min(ring.length, at + some.length));
    some.set(first, 0);
    some.set(ring.subarray(0, some.length - first.length), first.length);
    return some;
  }
}

const NEW_LINE = 0x0a;

const pipeOf = ({ write, resize, close }: BytePipe): Omit<BytePipe, 'bytes'> => ({
  write,
  close,
  ...(resize !== undefined && { resize }),
});
