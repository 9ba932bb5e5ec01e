/** A session for a command within its time: a host with all of its sessions taken must not hang its callers. */
import { fail } from '../model/failure.ts';
import type { ExecOptions, Pty } from './channel.ts';
import { DEFAULT_TIMEOUT } from './run.ts';
import type { Proc, Transport } from './transport.ts';

export type Within = Pick<ExecOptions, 'signal' | 'timeout'>;

/** `host`: its name, for people. @throws Failure timeout where no session came free */
export async function startInTime(
  on: Pick<Transport, 'start' | 'gone'>,
  host: string,
  argv: readonly string[],
  { signal, timeout = DEFAULT_TIMEOUT }: Within = {},
  pty?: Pty,
): Promise<Proc> {
  const late = AbortSignal.timeout(timeout);
  const signals = signal === undefined ? [late] : [late, signal];
  try {
    return await on.start(argv, pty, AbortSignal.any(signals));
  } catch (caught) {
    if (!late.aborted || signal?.aborted || on.gone.aborted) throw caught;
    throw fail(
      'timeout',
      `${host} had no free session for ${argv[0]} in time.`,
      'Close some of its consoles.',
    );
  }
}
