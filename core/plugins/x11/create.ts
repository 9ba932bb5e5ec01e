/** Starting an X program: on a display of ours through the connection, or inside a VNC server of its own. */
import type { Channel } from '../../channel/channel.ts';
import type { MachineAction } from '../../model/action.ts';
import { fail } from '../../model/failure.ts';
import type { RunOptions } from '../plugin.ts';
import { programArgv } from '../sessions/run.ts';
import { sizeOf, startServer } from '../vnc/create.ts';
import { argvOf, programsOf } from './program.ts';

const VNC_BASE = 5900;

const FIND_SCRIPT = `
export PATH="$PATH:/usr/local/bin:/usr/bin:/bin:/usr/X11R6/bin"
for p in "$@"; do command -v "$p" 2>/dev/null && exit 0; done
exit 0
`;

/** Its path on the host. @throws Failure tool-missing */
async function find(on: Channel, programs: readonly string[], o: RunOptions): Promise<string> {
  const argv = ['sh', '-c', FIND_SCRIPT, 'sh', ...programs];
  const { stdout } = await on.exec(argv, { signal: o.signal, maxBytes: 4096 });
  const found = stdout.split('\n')[0]?.trim() ?? '';
  if (found.startsWith('/')) return found;
  const names = programs.join(' or ');
  throw fail(
    'tool-missing',
    `${on.name} has no ${names}.`,
    `Install it on ${on.name}, or name another: CMD.`,
    {
      tool: programs[0] ?? '',
    },
  );
}

export async function create(on: Channel, action: MachineAction, o: RunOptions): Promise<void> {
  const { target, start = {}, options = {} } = action;
  const label = target.label ?? '';
  if (start.shell !== undefined && start.command !== undefined && !/term/.test(start.command))
    throw fail('bad-input', 'SHELL is what runs in a terminal; this program is none.', 'Leave SHELL out.');
  const program = await find(on, programsOf(action), o);
  const argv = argvOf(program, action);
  o.log(argv.map((word) => JSON.stringify(word)).join(' '));
  if (options.display === undefined || options.location === 'server') {
    // The program fills the screen it has for itself.
    const inside = programArgv(label, argv, 'X11-program', start.folder);
    const wanted = {
      type: 'X11' as const,
      label,
      size: sizeOf(action),
      base: start.vncBase ?? VNC_BASE,
      argv: inside,
    };
    const { display } = await startServer(on, wanted, o);
    o.log(`${label} runs on display :${display} of ${on.name}, which is its own.`);
    return;
  }
  await onOurDisplay(on, label, argv, options.display, action, o);
}

/** Most of what a program says that is kept for the log. */
const KEPT = 4096;

/** It lives as long as the connection: what shows here cannot go on without. */
async function onOurDisplay(
  on: Channel,
  label: string,
  argv: readonly string[],
  display: string,
  { start = {} }: MachineAction,
  o: RunOptions,
): Promise<void> {
  if (o.keep === undefined) throw fail('not-capable', 'Nobody keeps X programs here.');
  const words = start.noTitle ? argv : programArgv(label, argv, 'X11', start.folder);
  // Complaints are what it says; it is asked nothing.
  const pipe = await on.spawn(['sh', '-c', 'exec "$@" </dev/null 2>&1', 'sh', ...words], { display });
  let said = '';
  const ended = (async () => {
    for await (const bytes of pipe.bytes) if (said.length < KEPT) said += new TextDecoder().decode(bytes);
  })();
  o.signal.addEventListener('abort', () => pipe.close(), { once: true });
  const early = await Promise.race([ended.then(() => true), moment()]);
  if (early) {
    for (const line of said.trim().split('\n')) o.log(line, 'output');
    throw fail(
      'command-failed',
      `${label} ended at once: ${said.trim().slice(-300) || 'it said nothing'}`,
      'See what it says; whether the host has xauth, and the display is yours.',
    );
  }
  o.keep({ label, title: `${label}: ${argv[0] ?? ''}`, close: () => pipe.close(), ended });
}

/** ms in which a program that cannot show anything has said so. */
const MOMENT = 1_500;
const moment = (): Promise<false> => new Promise((go) => setTimeout(() => go(false), MOMENT));
