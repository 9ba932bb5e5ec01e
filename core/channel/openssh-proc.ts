/** A client of a master of OpenSSH as a process of the host. */
import { type Frame, startOf } from './frame.ts';
import type { Proc } from './transport.ts';

export interface OpenSshEnd {
  /** Ends a process of the host; resolves when it is, or cannot be. */
  end(pid: number): Promise<void>;
  /** Nothing reaches the host any more. */
  isLost(): boolean;
}

/** `how`: absent for a login shell, which its terminal ends. */
export function openSshProc(proc: Proc, how: Frame | undefined, { end, isLost }: OpenSshEnd): Proc {
  const started = how === undefined ? Promise.resolve(0) : startOf(proc.stdout, how.mark);
  started.catch(() => {});
  let over = false;
  void proc.exit.then(() => {
    over = true;
  });
  /** sshd sends no signal when a session closes, and a command not started yet would start after it. */
  async function endThere(): Promise<void> {
    const pid = await started.catch(() => null);
    if (pid !== null && !over) await end(pid);
    proc.kill();
  }
  let killed = false;
  return {
    ...proc,
    started,
    ...(how !== undefined && { mark: how.mark }),
    kill() {
      if (killed) return;
      killed = true;
      if (over || how === undefined || isLost()) proc.kill();
      else void endThere();
    },
  };
}
