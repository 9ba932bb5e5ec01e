/** A client's end of a console, over a message port. */
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createRouterClient } from '@orpc/server';
import type { Link } from '../../contract/pipe.ts';
import { clientPipe } from '../../contract/pipe-ends.ts';
import type { FailureData } from '../../model/failure.ts';
import type { Engine } from '../engine.ts';
import type { OpenRequest } from '../sessions.ts';

export interface ConsoleClient {
  write(text: string): void;
  /** All that came so far. */
  text(): string;
  /** From now on only the end of what comes is kept. */
  forget(): void;
  readonly ended: Promise<FailureData | undefined>;
  close(): void;
}

export function portLink(port: MessagePort): Link {
  const link: Link = {
    onFrame: null,
    onClose: null,
    send: (frame) => port.postMessage(frame),
    close: () => port.close(),
  };
  port.on('message', (data: Uint8Array | string) => link.onFrame?.(data));
  port.on('close', () => link.onClose?.());
  return link;
}

/** Attaches to an opened session. */
export function attachTo(engine: Engine, session: string): ConsoleClient {
  const { port1, port2 } = new MessageChannel();
  const pipe = clientPipe(portLink(port2));
  let text = '';
  let most = Number.POSITIVE_INFINITY;
  pipe.onBytes = (chunk, taken) => {
    text += Buffer.from(chunk).toString();
    if (text.length > most) text = text.slice(-most);
    taken();
  };
  const ended = new Promise<FailureData | undefined>((done) => {
    pipe.onEnd = done;
  });
  engine.attach(session, portLink(port1));
  return {
    write: (typed) => pipe.write(Buffer.from(typed)),
    text: () => text,
    forget: () => {
      most = 10_000;
    },
    ended,
    close: () => pipe.close(),
  };
}

export async function consoleClient(engine: Engine, request: OpenRequest): Promise<ConsoleClient> {
  const client = createRouterClient(engine.router, { context: {} });
  const { id } = await client.console.open({ ...request });
  return attachTo(engine, id);
}
