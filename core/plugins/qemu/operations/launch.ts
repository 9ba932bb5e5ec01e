/** Starting a program on the host that outlives the channel, and knowing how it fared. */
import type { CallOptions, Channel } from '../../../channel/channel.ts';
import { fail } from '../../../model/failure.ts';
import { asOwner, mustAsOwner, type Owner } from '../rights.ts';

/**
 * $1 directory, then argv. In a session of its own; output and exit code go to a directory that only its owner can
 * read, whose name is printed once the program can be ended.
 */
export const LAUNCH_SCRIPT = `
d=$(mktemp -d "\${TMPDIR:-/tmp}/ctys-start.XXXXXX") || exit 1
cd "$1" || exit 1
shift
setsid sh -c 'd=$1; shift; echo $$ >"$d/pid"; "$@" >"$d/log" 2>&1; echo $? >"$d/new"; mv "$d/new" "$d/exit"' \\
  sh "$d" "$@" </dev/null >/dev/null 2>&1 &
n=0
until [ -s "$d/pid" ] || [ $n -ge 200 ]; do sleep 0.05 2>/dev/null || sleep 1; n=$((n + 1)); done
echo "$d"
`;

/** The exit code or \`-\`, then the end of the output. */
export const LOOK_SCRIPT = `cat "$1/exit" 2>/dev/null || echo -; tail -c 4000 "$1/log" 2>/dev/null; exit 0`;

/** $2 \`end\`: what was launched is ended too. */
export const CLEAN_SCRIPT = `
case $1 in */ctys-start.*) ;; *) exit 1 ;; esac
if [ "$2" = end ] && [ ! -e "$1/exit" ] && read -r p <"$1/pid"; then kill -s TERM -- "-$p" 2>/dev/null; fi
rm -rf -- "$1"
`;

export interface Launched {
  /** undefined: it still runs. */
  look(options: CallOptions): Promise<{ readonly exit: number | undefined; readonly output: string }>;
  /** Forget it, leaving it alone or ending it. */
  release(end: boolean): Promise<void>;
}

/** @throws Failure rights-missing, command-failed */
export async function launch(
  on: Channel,
  owner: Owner,
  cwd: string,
  argv: readonly string[],
): Promise<Launched> {
  // Not stopped half-way: what runs by then could not be ended. Who calls looks at the signal next.
  const script = ['sh', '-c', LAUNCH_SCRIPT, 'sh', cwd, ...argv];
  const printed = await mustAsOwner(on, owner, script, `Starting ${argv[0]}`);
  const dir = printed.trim();
  if (!/^\/.*\/ctys-start\.\w+$/.test(dir))
    throw fail('unexpected-output', `${on.name} did not tell where it started ${argv[0]}.`);
  return {
    async look(look) {
      const run = await asOwner(on, owner, ['sh', '-c', LOOK_SCRIPT, 'sh', dir]);
      const { stdout } = await on.exec(run.argv, { ...look, elevate: run.elevate });
      const newline = stdout.indexOf('\n');
      const code = stdout.slice(0, newline);
      return {
        exit: /^\d+$/.test(code) ? Number(code) : undefined,
        output: stdout.slice(newline + 1).trim(),
      };
    },
    async release(end) {
      if (on.gone.aborted) return;
      const run = await asOwner(on, owner, ['sh', '-c', CLEAN_SCRIPT, 'sh', dir, end ? 'end' : 'leave']);
      await on.exec(run.argv, { elevate: run.elevate });
    },
  };
}
