/** Shells for the benches of text consoles: the product's, counted, and ssh's over a master. */
import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { MessageChannel } from 'node:worker_threads';
import { createRouterClient } from '@orpc/server';
import { clientPipe } from '../../core/contract/pipe-ends.ts';
import type { Engine } from '../../core/engine/engine.ts';
import { portLink } from '../../core/engine/testing/console-client.ts';
import { machineId } from '../../core/model/machine.ts';

export interface Shell {
  readonly session: string;
  write(text: string): void;
  /** Bytes that have come. */
  bytes(): number;
  /** Resolves when the last of what has come has the text. */
  says(text: string | RegExp): Promise<void>;
  close(): void;
}

const WANTED = { machine: machineId('lab00', { type: 'PM' }), console: 'shell', cols: 80, rows: 24 };
const PROMPT = /[$#] /;
/** Of what has come, so much is looked through. */
const TAIL = 1_000;

/** Opens a console of lab00 as a window does; returns once it has its prompt. */
export async function openShell(engine: Engine): Promise<Shell> {
  const { id } = await createRouterClient(engine.router, { context: {} }).console.open(WANTED);
  const { port1, port2 } = new MessageChannel();
  const pipe = clientPipe(portLink(port2));
  let tail = '';
  let count = 0;
  let heard = (): void => {};
  pipe.onBytes = (chunk, taken) => {
    count += chunk.length;
    tail = (tail + Buffer.from(chunk.subarray(-TAIL)).toString()).slice(-TAIL);
    taken();
    heard();
  };
  engine.attach(id, portLink(port1));
  const shell: Shell = {
    session: id,
    write: (text) => pipe.write(Buffer.from(text)),
    bytes: () => count,
    says: (text) =>
      new Promise((done, failed) => {
        heard = () => {
          if (typeof text === 'string' ? tail.includes(text) : text.test(tail)) done();
        };
        pipe.onEnd = (failure) => failed(new Error(failure?.message ?? 'the shell has ended'));
        heard();
      }),
    close: () => pipe.close(),
  };
  await shell.says(PROMPT);
  return shell;
}

/** A shell of ssh over the master, until its prompt. */
export function sshPrompt(master: readonly string[]): Promise<void> {
  const [command = 'ssh', ...args] = [...master, '-tt', 'lab00'];
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  let said = '';
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', () => failed(new Error(`ssh has ended after: ${said}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (!PROMPT.test(said)) return;
      done();
      child.kill();
    });
  });
}

/** What a line prints at a terminal of ssh over the master, into a file of this machine. */
export async function sshToFile(master: readonly string[], line: string, path: string): Promise<void> {
  const [command = 'ssh', ...args] = [...master, '-tt', 'lab00', line];
  await using file = await open(path, 'w');
  const child = spawn(command, args, { stdio: ['ignore', file.fd, 'ignore'] });
  const code = await new Promise((done, failed) => child.once('error', failed).once('exit', done));
  if (code !== 0) throw new Error(`ssh has ended with ${code}`);
}
