/**
 * QEMU's machine protocol: one JSON value a line. Source: QEMU 7.2, docs/interop/qmp-spec.txt.
 * A monitor serves one client at a time; a second one connects and waits for a greeting.
 */
import type { CallOptions, Channel, Endpoint } from '../../channel/channel.ts';
import { Failure, fail, toFailure } from '../../model/failure.ts';
import type { BytePipe } from '../../model/pipe.ts';

export interface QmpEvent {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** ms for the greeting; a monitor that is free gives it at once. */
const GREETING = 2000;
/** ms for an answer. */
const ANSWER = 5000;
/** Longest line taken: no answer asked for here comes near it. */
const MAX_LINE = 1024 * 1024;

export const HELD_MONITOR = fail(
  'busy',
  'The monitor does not answer: another program holds it, or QEMU stands still.',
  'Close the other program, or give QEMU a second -qmp socket.',
);

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (failure: Failure) => void;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function* lines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of bytes) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
    if (rest.length > MAX_LINE) throw fail('unexpected-output', 'The monitor sends a line without end.');
  }
}

export class Qmp {
  readonly #pipe: BytePipe;
  readonly #pending = new Map<number, Pending>();
  readonly #gone = new AbortController();
  readonly #greeting: Promise<unknown>;
  #greeted: ((value: unknown) => void) | null = null;
  #last = 0;
  /** Called with each event, in order. */
  onEvent: (event: QmpEvent) => void = () => {};

  private constructor(pipe: BytePipe) {
    this.#pipe = pipe;
    this.#greeting = new Promise((resolve) => {
      this.#greeted = resolve;
    });
    void this.#read();
  }

  /** Aborted when the connection has ended; `reason` is the Failure. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /**
   * Connect, wait for the greeting and leave negotiation.
   * @throws Failure busy when no greeting comes (another program holds it), socket-gone, refused, rights-missing
   */
  static async open(on: Channel, to: Endpoint, options: CallOptions = {}): Promise<Qmp> {
    const qmp = new Qmp(await on.connect(to, options));
    try {
      await qmp.#within(GREETING, qmp.#greeting, () => HELD_MONITOR);
      await qmp.execute('qmp_capabilities');
      return qmp;
    } catch (caught) {
      qmp.close();
      throw caught;
    }
  }

  /** @throws Failure command-failed (QEMU's own words), timeout, socket-gone */
  execute(command: string, args?: Readonly<Record<string, unknown>>, limit = ANSWER): Promise<unknown> {
    if (this.gone.aborted) return Promise.reject(this.gone.reason);
    const id = ++this.#last;
    const answer = new Promise<unknown>((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    const text = JSON.stringify({ execute: command, ...(args !== undefined && { arguments: args }), id });
    this.#pipe.write(new TextEncoder().encode(`${text}\n`)).catch((caught) => this.#end(caught));
    return this.#within(limit, answer, () => {
      this.#pending.delete(id);
      return fail('timeout', `QEMU did not answer ${command} within ${limit / 1000} s.`, 'Try again.');
    });
  }

  close(): void {
    this.#end(fail('aborted', 'The monitor connection was closed.'));
  }

  async #within<T>(limit: number, wait: Promise<T>, late: () => Failure): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    let leave = (): void => {};
    const over = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(late()), limit);
      leave = () => reject(this.gone.reason);
      if (this.gone.aborted) leave();
      else this.gone.addEventListener('abort', leave);
    });
    try {
      return await Promise.race([wait, over]);
    } finally {
      clearTimeout(timer);
      this.gone.removeEventListener('abort', leave);
    }
  }

  async #read(): Promise<void> {
    try {
      for await (const line of lines(this.#pipe.bytes)) this.#take(line);
      this.#end(fail('socket-gone', 'QEMU has closed its monitor.', 'Refresh the host.'));
    } catch (caught) {
      this.#end(caught);
    }
  }

  #take(line: string): void {
    if (line.trim() === '') return;
    let message: unknown;
    try {
      message = JSON.parse(line);
    } catch {
      throw fail(
        'unexpected-output',
        'The monitor does not speak QMP.',
        'Check the -qmp option of the guest.',
        {
          output: line.slice(0, 200),
        },
      );
    }
    if (!isObject(message)) return;
    if ('QMP' in message) this.#greeted?.(message.QMP);
    else if (typeof message.event === 'string')
      this.onEvent({ name: message.event, data: isObject(message.data) ? message.data : {} });
    else if (typeof message.id === 'number') this.#answer(message.id, message);
  }

  #answer(id: number, message: Readonly<Record<string, unknown>>): void {
    const waiting = this.#pending.get(id);
    this.#pending.delete(id);
    if (!('error' in message)) {
      waiting?.resolve(message.return);
      return;
    }
    const { class: kind, desc } = isObject(message.error) ? message.error : {};
    waiting?.reject(
      fail('command-failed', `QEMU refused: ${String(desc).slice(0, 500)}`, undefined, {
        class: String(kind),
      }),
    );
  }

  #end(caught: unknown): void {
    if (this.gone.aborted) return;
    const failure = caught instanceof Failure ? caught : new Failure(toFailure(caught));
    this.#gone.abort(failure);
    for (const { reject } of this.#pending.values()) reject(failure);
    this.#pending.clear();
    this.#pipe.close();
  }
}
