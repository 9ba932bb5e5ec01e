/** Consoles of domains: xl's in a terminal, and the VNC server of a screen through the channel. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { type Failure, fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { BytePipe } from '../../model/pipe.ts';
import { execAsAllowed, mayElevate } from '../config/account.ts';
import type { ConsoleOptions } from '../plugin.ts';
import { refuseWatched } from '../watched.ts';
import { hubOf } from './hub.ts';
import { LOADER_CONSOLE } from './loader.ts';
import { xlArgv } from './xl.ts';

/** Ctrl+]: lets go of the console in xl. Typed by accident it would end what is shown here, and the guest never sees it. */
const RELEASE = 0x1d;

/** @throws Failure not-found, rights-missing */
export async function openConsole(
  on: Channel,
  machine: MachineRecord,
  id: string,
  options: ConsoleOptions,
): Promise<BytePipe> {
  const hub = hubOf(on);
  const { listed, details } = await hub.mustFind(machine, options);
  if (id === 'vnc' && details.screen !== undefined) {
    const look = async () => (await hub.mustFind(machine, options)).viewers;
    const { label } = machine;
    // The server is QEMU's: it lets the others go for a client that wants a screen for itself (RFC 6143, 7.3.1).
    if (options.wary !== undefined)
      await refuseWatched({ label, host: on.name, look, ours: options.wary, takeable: true }, options);
    return await on.connect(details.screen, options);
  }
  if (id !== 'console' && id !== 'serial0')
    throw fail('not-found', `${machine.label} offers no console ${id} now.`, 'Refresh the host.');
  if (options.take === true) await takeFrom(on, listed.id, options);
  const argv =
    details.kind === 'HVM'
      ? xlArgv('console', '-t', id === 'serial0' ? 'serial' : 'pv', String(listed.id))
      : ['sh', '-c', LOADER_CONSOLE, 'sh', String(listed.id)];
  const pipe = await on.spawn(argv, {
    pty: options.size ?? { cols: 80, rows: 24 },
    elevate: mayElevate(on),
    ...(options.signal !== undefined && { signal: options.signal }),
  });
  return withoutRelease({ ...pipe, bytes: whileFree(pipe.bytes, () => taken(on, machine, listed.id)) });
}

/** A console is for one at a time: xenconsole (4.17) holds a lock. */
const LOCKED = 'xenconsole: Could not lock';

/** @throws Failure busy instead of what xenconsole says when somebody has it */
async function* whileFree(
  bytes: AsyncIterable<Uint8Array>,
  why: () => Promise<Failure>,
): AsyncGenerator<Uint8Array, void, undefined> {
  // It may come in pieces: held back for as long as it may become that sentence.
  let held: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (held === undefined) {
      yield chunk;
      continue;
    }
    held = Buffer.concat([held, chunk]);
    const text = held.toString('latin1');
    if (text.startsWith(LOCKED)) throw await why();
    if (LOCKED.startsWith(text)) continue;
    yield held;
    held = undefined;
  }
  if (held !== undefined && held.length > 0) yield held;
}

/**
 * $1 domain; $2 `end`: they are ended. Prints process, account and age in s of whoever has its console, and the account
 * behind sudo, which all of them are root's through.
 */
const HOLDERS_SCRIPT = `
ps -eo pid=,user=,etimes=,args= | while read -r pid user age command words; do
  case "$command $words " in */xenconsole\\ "$1"\\ *) ;; *) continue ;; esac
  echo "$pid $user $age $(tr '\\0' '\\n' 2>/dev/null <"/proc/$pid/environ" | sed -n 's/^SUDO_USER=//p')"
  [ "$2" = end ] && kill "$pid"
done
exit 0`;

async function taken(on: Channel, machine: MachineRecord, id: number): Promise<Failure> {
  const { stdout } = await execAsAllowed(on, ['sh', '-c', HOLDERS_SCRIPT, 'sh', String(id)], {});
  const { who, age } = holderOf(stdout);
  return fail(
    'busy',
    `${who} on ${on.name} has the console of ${machine.label}: it is for one at a time.`,
    'Take it over (RECONNECT), or ask whoever has it to close it.',
    { takeable: true, ...(age !== undefined && { since: Date.now() - age * 1000 }) },
  );
}

/** The first that HOLDERS_SCRIPT prints, in words; `age` in s. */
export function holderOf(told: string): { readonly who: string; readonly age?: number } {
  const [, pid, user, age, by] = /^(\d+) (\S+) (\d+)(?: ([\w.@-]{1,64}))?/.exec(told) ?? [];
  if (pid === undefined) return { who: 'Somebody' };
  const isBehind = by !== undefined && by !== user;
  const who = isBehind ? `Process ${pid} of ${by}, as ${user},` : `Process ${pid} of ${user}`;
  return { who, age: Number(age) };
}

async function takeFrom(on: Channel, id: number, options: CallOptions): Promise<void> {
  const argv = ['sh', '-c', HOLDERS_SCRIPT, 'sh', String(id), 'end'];
  await execAsAllowed(on, argv, { ...(options.signal !== undefined && { signal: options.signal }) });
}

const withoutRelease = (pipe: BytePipe): BytePipe => ({
  ...pipe,
  bytes: pipe.bytes,
  write: (chunk) => pipe.write(chunk.includes(RELEASE) ? chunk.filter((byte) => byte !== RELEASE) : chunk),
  resize: (cols, rows) => pipe.resize?.(cols, rows),
  close: () => pipe.close(),
});
