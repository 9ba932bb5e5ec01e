/** The end of a QEMU process, seen and forced on the host itself. */
import type { CallOptions, Channel } from '../../../channel/channel.ts';
import { fail } from '../../../model/failure.ts';
import type { QemuProcess } from '../processes.ts';
import { END_SCRIPT } from '../../sessions/end.ts';
import { mustAsOwner } from '../rights.ts';

/** True once it is gone. `seconds`: at most 10 or so, the limit of one command. */
export async function endProcess(
  on: Channel,
  process: QemuProcess,
  signal: 'TERM' | 'KILL' | null,
  seconds: number,
  options: CallOptions,
): Promise<boolean> {
  const { pid, startTicks } = process;
  const words = [String(pid), String(startTicks), signal ?? '-', String(seconds * 10)];
  const argv = ['sh', '-c', END_SCRIPT, 'sh', ...words];
  // Looking needs no rights; only a signal does.
  const text =
    signal === null
      ? (await on.exec(argv, options)).stdout
      : await mustAsOwner(on, process, argv, `Signal ${signal} to process ${pid}`, options);
  return text.trim() === 'gone';
}

/** @throws Failure timeout */
export async function untilGone(on: Channel, process: QemuProcess, options: CallOptions): Promise<void> {
  if (await endProcess(on, process, null, 10, options)) return;
  throw fail(
    'timeout',
    `The QEMU process ${process.pid} on ${on.name} is still there.`,
    'Power it off; then its process is ended by a signal.',
  );
}
