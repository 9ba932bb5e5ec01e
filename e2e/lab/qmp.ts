/** A small QMP client for tests that look behind the product's back. */
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

interface Message {
  readonly return?: unknown;
  readonly error?: { readonly desc: string };
  readonly event?: string;
  readonly data?: unknown;
}

/** One connection. QEMU serves one at a time: while this is open, no other gets an answer. */
export class Qmp {
  readonly #socket: Socket;
  readonly #messages: AsyncIterator<Message>;
  readonly #events: string[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#messages = messages(socket);
  }

  /** Greets and negotiates; rejects when the socket refuses or the monitor hangs up. */
  static async open(path: string): Promise<Qmp> {
    const socket = connect(path);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    const qmp = new Qmp(socket);
    await qmp.#next();
    await qmp.execute('qmp_capabilities');
    return qmp;
  }

  /** Names of the events seen so far. */
  get events(): readonly string[] {
    return this.#events;
  }

  async execute(command: string, args: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    this.#socket.write(`${JSON.stringify({ execute: command, arguments: args })}\n`);
    for (;;) {
      const message = await this.#next();
      if (message.error !== undefined) throw new Error(`QMP ${command}: ${message.error.desc}`);
      if (message.return !== undefined) return message.return;
    }
  }

  /** Reads until QEMU hangs up, collecting events. */
  async untilEnd(): Promise<readonly string[]> {
    for (;;) {
      const next = await this.#messages.next();
      if (next.done) return this.#events;
      if (next.value.event !== undefined) this.#events.push(next.value.event);
    }
  }

  close(): void {
    this.#socket.destroy();
  }

  async #next(): Promise<Message> {
    const next = await this.#messages.next();
    if (next.done) throw new Error('QMP hung up.');
    if (next.value.event !== undefined) this.#events.push(next.value.event);
    return next.value;
  }
}

async function* messages(socket: Socket): AsyncGenerator<Message> {
  try {
    for await (const line of createInterface({ input: socket })) yield JSON.parse(line) as Message;
  } catch (caught) {
    // QEMU that is killed may hang up with what it was sent unread.
    if (!(caught instanceof Error && 'code' in caught && caught.code === 'ECONNRESET')) throw caught;
  }
}
