/** A command without a terminal, as a job: its lines as they come, and how it ended. */
import { randomUUID } from 'node:crypto';
import type { Channel } from '../../channel/channel.ts';
import type { MachineAction } from '../../model/action.ts';
import type { ShellRun } from '../../model/console.ts';
import { fail } from '../../model/failure.ts';
import type { RunOptions } from '../plugin.ts';
import { spawnShown } from '../sessions/spawn.ts';
import { runArgv } from '../sessions/run.ts';

/** $1 a word nobody can guess, then argv. What it prints and complains of is one stream, as on a terminal. */
const WATCH_SCRIPT = `
mark=$1
shift
"$@" </dev/null 2>&1
printf '\\n%s:%s\\n' "$mark" "$?"
`;

/** A line without end is cut here. */
const LONGEST = 64 * 1024;

export const shellRun = ({ target, start = {}, options }: MachineAction): ShellRun => ({
  label: target.label ?? 'shell',
  ...(start.shell !== undefined && { shell: start.shell }),
  ...(start.command !== undefined && { command: start.command }),
  ...(start.folder !== undefined && { folder: start.folder }),
  ...(options?.display !== undefined && { display: options.display }),
});

/** @throws Failure command-failed with its exit code; connection-lost */
export async function command(on: Channel, action: MachineAction, o: RunOptions): Promise<void> {
  const run = shellRun(action);
  if (run.command === undefined)
    throw fail(
      'not-capable',
      'A shell without a command needs a terminal.',
      'Open it from one, or give CMD.',
    );
  const mark = randomUUID();
  const argv = ['sh', '-c', WATCH_SCRIPT, 'sh', mark, ...runArgv(run)];
  const { display } = run;
  const pipe = await spawnShown(on, argv, { signal: o.signal, ...(display !== undefined && { display }) });
  o.progress('running');
  const code = await lines(pipe.bytes, mark, (line) => o.log(line, 'output'));
  if (code === undefined)
    throw fail('connection-lost', `${run.command} on ${on.name} broke off.`, 'Run it again.');
  if (code !== 0)
    throw fail('command-failed', `${run.command} on ${on.name} ended with exit code ${code}.`, undefined, {
      code,
    });
}

/** The exit code behind the mark; undefined: it never came. */
async function lines(
  bytes: AsyncIterable<Uint8Array>,
  mark: string,
  tell: (line: string) => void,
): Promise<number | undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  /** The line before the mark is our own end of line, unless the command's last one had none. */
  let empty = 0;
  let code: number | undefined;
  const take = (line: string): void => {
    const [, found] = line.startsWith(`${mark}:`) ? (/:(\d+)$/.exec(line) ?? []) : [];
    if (found !== undefined) {
      code = Number(found);
      empty = Math.max(0, empty - 1);
      for (; empty > 0; empty--) tell('');
    } else if (line === '') empty++;
    else {
      for (; empty > 0; empty--) tell('');
      tell(line);
    }
  };
  for await (const chunk of bytes) {
    rest += decoder.decode(chunk, { stream: true });
    const parts = rest.split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) take(part.replace(/\r$/, ''));
    if (rest.length > LONGEST) {
      take(rest);
      rest = '';
    }
  }
  return code;
}
