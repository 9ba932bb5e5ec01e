/** The two ends of a console pipe over a Link: the core's, in front of a BytePipe, and the client's. */
import type { FailureData } from '../model/failure.ts';
import { toFailure } from '../model/failure.ts';
import type { BytePipe } from '../model/pipe.ts';
import type { Control, Link } from './pipe.ts';
import { CREDIT_STEP, parseControl, WINDOW } from './pipe.ts';

const say = (link: Link, control: Control): void => link.send(JSON.stringify(control));

/** Tells the other side what has been taken, many chunks at once. */
function creditor(link: Link): (bytes: number) => void {
  let untold = 0;
  return (bytes) => {
    untold += bytes;
    if (untold < CREDIT_STEP) return;
    say(link, { credit: untold });
    untold = 0;
  };
}

/** A counter that can be waited for. */
class Credit {
  private left: number;
  private wake: (() => void) | null = null;
  private ended = false;

  constructor(left: number) {
    this.left = left;
  }
  add(bytes: number): void {
    this.left = Math.min(this.left + bytes, WINDOW);
    this.wake?.();
  }
  end(): void {
    this.ended = true;
    this.wake?.();
  }
  /** Up to `wanted` bytes, at least one; 0 once ended. */
  async take(wanted: number): Promise<number> {
    while (this.left === 0 && !this.ended)
      await new Promise<void>((wake) => {
        this.wake = wake;
      });
    if (this.ended) return 0;
    const taken = Math.min(wanted, this.left);
    this.left -= taken;
    return taken;
  }
}

/** A pipe that outlives the links it is carried over. */
export interface Outliving {
  /** Bytes that come first and were told before. */
  readonly past: number;
  /** Called instead of closing the pipe when the link is lost. */
  leave(): void;
}

/** Core side: carry `pipe` over `link` until either ends. Never rejects; closes both. */
export async function servePipe(
  link: Link,
  pipe: BytePipe,
  outliving?: Outliving,
): Promise<FailureData | undefined> {
  const credit = new Credit(WINDOW);
  const taken = creditor(link);
  let writes: Promise<void> = Promise.resolve();
  let closed = false;
  const close = (): void => {
    if (closed && outliving !== undefined) outliving.leave();
    else pipe.close();
  };
  if (outliving !== undefined) say(link, { past: outliving.past });
  link.onFrame = (frame) => {
    if (typeof frame !== 'string') {
      writes = writes
        .then(() => pipe.write(frame))
        .then(() => {
          if (!closed) taken(frame.length);
        })
        .catch(close);
      return;
    }
    const control = parseControl(frame);
    if (control === null) return;
    if ('credit' in control) credit.add(control.credit);
    else if ('resize' in control) pipe.resize?.(...control.resize);
    else pipe.close();
  };
  link.onClose = () => {
    closed = true;
    credit.end();
    close();
  };
  let failure: FailureData | undefined;
  try {
    for await (const chunk of pipe.bytes) {
      for (let sent = 0; sent < chunk.length; ) {
        const length = await credit.take(chunk.length - sent);
        if (length === 0) return undefined;
        link.send(chunk.subarray(sent, sent + length));
        sent += length;
      }
    }
  } catch (caught) {
    failure = toFailure(caught);
  } finally {
    close();
    if (!closed) {
      say(link, { end: true, ...(failure !== undefined && { failure }) });
      link.close();
    }
  }
  return failure;
}

/** Client side of a console pipe. */
export interface ClientPipe {
  /** Bytes from the host; call `taken` once they are consumed, or the host stops sending after WINDOW bytes. */
  onBytes: ((chunk: Uint8Array, taken: () => void, isPast: boolean) => void) | null;
  /** Ended; with the reason if it did not end by itself. */
  onEnd: ((failure?: FailureData) => void) | null;
  /** Resolves once it is known whether the console is there still, of one that outlives its windows. */
  readonly resumed: Promise<boolean>;
  /** Queued until the host grants credit. The chunk may be reused by the caller at once. */
  write(chunk: Uint8Array): void;
  /** Resolves when all that was written is under way: for who could write more than memory holds. */
  drained(): Promise<void>;
  resize(cols: number, rows: number): void;
  close(): void;
}

const LOST: FailureData = {
  code: 'connection-lost',
  message: 'The connection to the ctys core was lost.',
  remedy: 'Reconnect the console.',
};

export function clientPipe(link: Link): ClientPipe {
  const credit = new Credit(WINDOW);
  const taken = creditor(link);
  let sending: Promise<void> = Promise.resolve();
  let ended = false;
  const early: Uint8Array[] = [];
  let handler: ClientPipe['onBytes'] = null;
  let past = 0;
  let tell = (_resumed: boolean): void => undefined;
  const resumed = new Promise<boolean>((resolve) => {
    tell = resolve;
  });

  const give = (chunk: Uint8Array): void => {
    const isPast = past > 0;
    past -= Math.min(past, chunk.length);
    handler?.(
      chunk,
      () => {
        if (!ended) taken(chunk.length);
      },
      isPast,
    );
  };
  const end = (failure?: FailureData): void => {
    if (ended) return;
    ended = true;
    tell(false);
    credit.end();
    client.onEnd?.(failure);
  };
  const send = async (chunk: Uint8Array): Promise<void> => {
    for (let sent = 0; sent < chunk.length; ) {
      const length = await credit.take(chunk.length - sent);
      if (length === 0) return;
      link.send(chunk.subarray(sent, sent + length));
      sent += length;
    }
  };
  const client: ClientPipe = {
    get onBytes() {
      return handler;
    },
    set onBytes(next) {
      handler = next;
      if (next !== null) for (const chunk of early.splice(0)) give(chunk);
    },
    onEnd: null,
    resumed,
    write(chunk) {
      const copy = chunk.slice();
      sending = sending.then(() => send(copy));
    },
    drained: () => sending,
    resize(cols, rows) {
      if (!ended && cols > 0 && rows > 0) say(link, { resize: [cols, rows] });
    },
    close() {
      end();
      link.close();
    },
  };
  link.onFrame = (frame) => {
    if (typeof frame !== 'string') {
      if (handler === null) early.push(frame);
      else give(frame);
      return;
    }
    const control = parseControl(frame);
    if (control === null) return;
    if ('credit' in control) credit.add(control.credit);
    else if ('past' in control) {
      ({ past } = control);
      tell(true);
    } else if ('end' in control) end(control.failure);
  };
  link.onClose = () => end(LOST);
  return client;
}
