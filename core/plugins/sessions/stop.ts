/** Ending a session's processes: asked first, by force after a while. */
import type { Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import type { RunOptions } from '../plugin.ts';
import { mustAsOwner } from '../qemu/rights.ts';
import { END_SCRIPT } from './end.ts';
import type { SessionProcess } from './processes.ts';

/** Most seconds one look for the end of a process takes. */
const LOOK = 10;

/** True once it is gone. */
async function signalled(
  on: Channel,
  process: SessionProcess,
  signal: 'TERM' | 'KILL' | '-',
  seconds: number,
  o: RunOptions,
): Promise<boolean> {
  const { pid, startTicks } = process;
  const look = async (kind: string, s: number): Promise<boolean> => {
    const argv = ['sh', '-c', END_SCRIPT, 'sh', String(pid), String(startTicks), kind, String(s * LOOK)];
    return (
      (await mustAsOwner(on, process, argv, `Ending process ${pid}`, { signal: o.signal })).trim() === 'gone'
    );
  };
  if (await look(signal, Math.min(seconds, LOOK))) return true;
  for (let left = seconds - LOOK; left > 0; left -= LOOK)
    if (await look('-', Math.min(left, LOOK))) return true;
  return false;
}

/** Whether it ends by itself in that time. */
const gone = (on: Channel, process: SessionProcess, seconds: number, o: RunOptions): Promise<boolean> =>
  signalled(on, process, '-', seconds, o);

/** Asked to end, and ended by force after `seconds`. @throws Failure timeout, rights-missing */
export async function endSession(
  on: Channel,
  process: SessionProcess,
  seconds: number,
  o: RunOptions,
): Promise<void> {
  o.progress('ending');
  if (await signalled(on, process, 'TERM', Math.max(1, seconds), o)) return;
  o.log(`Process ${process.pid} has not ended after ${seconds} s; it is ended by force.`);
  if (await signalled(on, process, 'KILL', LOOK, o)) return;
  throw fail('timeout', `Process ${process.pid} on ${on.name} is still there.`, 'Look at it there.');
}

/** $1 pid of a session's own shell, $2 signal: for what runs in it. The shell waits for that and ends by itself. */
const INSIDE_SCRIPT = `
for f in $(grep -lE "^PPid:[[:space:]]+$1$" /proc/[0-9]*/status 2>/dev/null); do
  p=\${f#/proc/}
  kill -s "$2" "\${p%/status}"
done
exit 0
`;

/** The same for a shell of ours and what it runs. */
export async function endMarked(
  on: Channel,
  process: SessionProcess,
  seconds: number,
  o: RunOptions,
  signal: 'TERM' | 'HUP' = 'TERM',
): Promise<void> {
  const inside = async (kind: string): Promise<void> => {
    const argv = ['sh', '-c', INSIDE_SCRIPT, 'sh', String(process.pid), kind];
    await mustAsOwner(on, process, argv, `Ending what process ${process.pid} runs`, { signal: o.signal });
  };
  o.progress('ending');
  await inside(signal);
  if (await gone(on, process, Math.max(1, seconds), o)) return;
  o.log(`It has not ended after ${seconds} s; it is ended by force.`);
  await inside('KILL');
  await endSession(on, process, 1, o);
}
