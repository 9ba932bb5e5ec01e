/** The end of a QEMU process, seen and forced on the host itself. */
import type { CallOptions, Channel } from '../../../channel/channel.ts';
import { fail } from '../../../model/failure.ts';
import type { QemuProcess } from '../processes.ts';
import { mustAsOwner } from '../rights.ts';

/**
 * $1 pid, $2 its start time, $3 a signal or `-`, $4 looks of 0.1 s. A pid that means another process by now, and a
 * zombie (a container's init may keep it), count as gone. The name in stat may contain anything but ends at the
 * last `)`.
 */
export const END_SCRIPT = `
same() {
  s=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  want=$2
  set -f; set -- \${s##*) }
  case $1 in Z|X) return 1 ;; esac
  shift 19; [ "$1" = "$want" ]
}
same "$1" "$2" || { echo gone; exit 0; }
[ "$3" = - ] || kill -s "$3" "$1" || exit 1
i=0
while [ "$i" -lt "$4" ]; do
  same "$1" "$2" || { echo gone; exit 0; }
  sleep 0.1 2>/dev/null || sleep 1
  i=$((i + 1))
done
echo alive
`;

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
