/** A console in the caller's own terminal, or through pipes where there is none. The terminal is given back as it was. */
import type { ConsoleOffer, ShellRun } from '../model/console.ts';
import { Failure } from '../model/failure.ts';
import type { Machine } from '../model/machine.ts';
import { clientPipe } from '../contract/pipe-ends.ts';
import type { CoreClient } from './core-client.ts';
import type { Io } from './io.ts';

/** Ctrl+]: what telnet and virsh let go by. Guests never see it. */
const RELEASE = 0x1d;

export interface AttachOptions {
  readonly run?: ShellRun;
  /** Whoever has it loses it. */
  readonly take?: boolean;
}

/** Resolves when the console ends, is let go of, or the command is stopped. @throws Failure why it broke off */
export async function attach(
  core: CoreClient,
  machine: Machine,
  offer: ConsoleOffer,
  io: Io,
  { run, take = false }: AttachOptions = {},
): Promise<void> {
  const { stdin, stdout } = process;
  const session = await core.api.console.open({
    machine: machine.id,
    console: offer.id,
    cols: stdout.columns ?? 80,
    rows: stdout.rows ?? 24,
    ...(run !== undefined && { run }),
    ...(take && { take }),
  });
  const pipe = clientPipe(core.openLink(session.id));
  const resize = (): void => pipe.resize(stdout.columns, stdout.rows);
  const type = (chunk: Buffer): void => {
    const end = stdin.isTTY ? chunk.indexOf(RELEASE) : -1;
    if (end !== 0) pipe.write(end === -1 ? chunk : chunk.subarray(0, end));
    if (end !== -1) pipe.close();
  };
  if (stdin.isTTY) io.error(`Connected to ${run?.label ?? machine.label}. Ctrl+] lets go of it.\r\n`);
  try {
    await new Promise<void>((done, failed) => {
      pipe.onBytes = (chunk, taken) => void stdout.write(chunk, () => taken());
      pipe.onEnd = (failure) => (failure === undefined ? done() : failed(new Failure(failure)));
      io.signal.addEventListener('abort', () => pipe.close(), { once: true });
      // It may have been stopped while the console was opened.
      if (io.signal.aborted) pipe.close();
      if (stdin.isTTY) stdin.setRawMode(true);
      stdin.on('data', type);
      stdin.resume();
      stdout.on('resize', resize);
    });
  } finally {
    stdin.off('data', type);
    stdout.off('resize', resize);
    if (stdin.isTTY) stdin.setRawMode(false);
    stdin.pause();
    pipe.close();
  }
}
