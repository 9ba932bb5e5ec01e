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
  signal: 'TERM' | 'HUP' | 'KILL',
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

/** Asked to end, and ended by force after `seconds`. @throws Failure timeout, rights-missing */
export async function endSession(
  on: Channel,
  process: SessionProcess,
  seconds: number,
  o: RunOptions,
  signal: 'TERM' | 'HUP' = 'TERM',
): Promise<void> {
  o.progress('ending');
  if (await signalled(on, process, signal, Math.max(1, seconds), o)) return;
  o.log(`Process ${process.pid} has not ended after ${seconds} s; it is ended by force.`);
  if (await signalled(on, process, 'KILL', LOOK, o)) return;
  throw fail('timeout', `Process ${process.pid} on ${on.name} is still there.`, 'Look at it there.');
}
