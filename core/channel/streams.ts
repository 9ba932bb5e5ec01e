/** Node streams as byte iterables and pipes. Nothing is read ahead of the consumer but the stream's own buffer. */
import type { Duplex, Readable, Writable } from 'node:stream';
import { Failure, fail } from '../model/failure.ts';
import type { BytePipe } from '../model/pipe.ts';

const CHUNK = 64 * 1024;

const take = (stream: Readable): Buffer | null =>
  stream.readableLength > CHUNK ? stream.read(CHUNK) : stream.read();

/** Chunks of at most 64 KiB until the stream ends or `stop` aborts. @throws the stream's error */
export async function* pull(
  stream: Readable,
  stop?: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  let wake = (): void => {};
  let ended = stream.readableEnded || stream.destroyed || stop?.aborted === true;
  let broken: Error | undefined;
  const onReadable = (): void => wake();
  const onEnd = (): void => {
    ended = true;
    wake();
  };
  const onError = (error: Error): void => {
    broken = error;
    wake();
  };
  stream.on('readable', onReadable).on('end', onEnd).on('close', onEnd).on('error', onError);
  stop?.addEventListener('abort', onEnd);
  try {
    for (;;) {
      while (!stop?.aborted) {
        const chunk = take(stream);
        if (chunk === null) break;
        yield chunk;
      }
      if (broken !== undefined) throw broken;
      if (ended) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    stream.off('readable', onReadable).off('end', onEnd).off('close', onEnd).off('error', onError);
    stop?.removeEventListener('abort', onEnd);
  }
}

/**
 * Sends chunks: each resolves when the far side took it, and rejects with `why()` once the stream is closed. However many
 * are on their way, it listens once.
 */
export function sender(stream: Writable, why: () => Error): (chunk: Uint8Array) => Promise<void> {
  const waiting = new Set<(why: Error) => void>();
  stream.once('close', () => {
    for (const reject of waiting) reject(why());
    waiting.clear();
  });
  return (chunk) =>
    new Promise((resolve, reject) => {
      if (stream.destroyed || stream.writableEnded) return reject(why());
      waiting.add(reject);
      stream.write(chunk, (error) => {
        waiting.delete(reject);
        if (error) reject(why());
        else resolve();
      });
    });
}

/** Errors of a stream nobody listens to are no reason to end the process; its close tells the same. */
export const mute = (stream: Readable | Writable | null): void => {
  stream?.on('error', () => {});
};

export interface PipeParts {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Awaited before the first byte; the pipe fails with its rejection. */
  readonly ready?: Promise<unknown>;
  /** Why the stream ended, asked at its end; undefined: cleanly. */
  fault(): Promise<Error | undefined>;
  resize?(cols: number, rows: number): void;
  release(): void;
}

const CLOSED = (): Error => fail('aborted', 'The pipe is closed.');

/** A BytePipe over streams; ends with the signal. */
export function pipeOf(parts: PipeParts, signal?: AbortSignal): BytePipe {
  const stop = new AbortController();
  let reason: Error | undefined;
  const send = sender(parts.stdin, () => reason ?? fail('connection-lost', 'The other side has closed.'));
  const close = (why: Error): void => {
    if (reason !== undefined) return;
    reason = why;
    signal?.removeEventListener('abort', aborted);
    parts.release();
    stop.abort();
  };
  const aborted = (): void => close(fail('aborted', 'Stopped on request.'));
  if (signal?.aborted) aborted();
  else signal?.addEventListener('abort', aborted, { once: true });

  async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      await parts.ready;
      yield* pull(parts.stdout, stop.signal);
      const fault = signal?.aborted ? reason : reason === undefined ? await parts.fault() : undefined;
      if (fault !== undefined) throw fault;
    } catch (caught) {
      if (reason !== undefined && !signal?.aborted) return;
      throw (signal?.aborted ? reason : undefined) ?? (await parts.fault()) ?? caught;
    } finally {
      close(CLOSED());
    }
  }
  return {
    bytes: bytes(),
    async write(chunk) {
      if (reason !== undefined) throw reason;
      await send(chunk);
    },
    ...(parts.resize !== undefined && { resize: parts.resize.bind(parts) }),
    close: () => close(CLOSED()),
  };
}

/** A pipe over a connected socket or forwarded channel. */
export function socketPipe(socket: Duplex, gone: AbortSignal, signal?: AbortSignal): BytePipe {
  let broken: Error | undefined;
  socket.on('error', (error) => {
    broken = error;
  });
  return pipeOf(
    {
      stdin: socket,
      stdout: socket,
      fault: async () =>
        gone.aborted
          ? (gone.reason as Error)
          : broken instanceof Failure
            ? broken
            : broken && fail('connection-lost', `The connection broke: ${broken.message}.`),
      release: () => {
        socket.resume();
        socket.destroy();
      },
    },
    signal,
  );
}
