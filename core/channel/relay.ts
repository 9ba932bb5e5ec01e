/** Unix sockets of a host reached by socat or nc there: the fallback of streamlocal forwarding. */
import { fail } from '../model/failure.ts';
import type { CallOptions, Channel } from './channel.ts';

type Exec = Channel['exec'];
export type RelayTool = 'socat' | 'nc';

/** Only OpenBSD's nc knows unix sockets, and only its help says so. */
const FIND =
  'command -v socat >/dev/null && echo socat || { nc -h 2>&1 | grep -q -- "-[0-9a-zA-Z]*U" && echo nc; }';

/** Can this account open the socket? The server's refusal does not tell. */
const STATE =
  'if [ -S "$1" ]; then [ -w "$1" ] && echo alive || echo denied; ' +
  'else d=$1; while d=$(dirname "$d"); do [ -d "$d" ] && break; [ "$d" = / ] && break; done; ' +
  '[ -x "$d" ] && echo missing || echo denied; fi';

export async function findRelay(exec: Exec, host: string, options: CallOptions): Promise<RelayTool> {
  const { stdout } = await exec(['sh', '-c', FIND], signalOf(options));
  const tool = stdout.trim();
  if (tool === 'socat' || tool === 'nc') return tool;
  throw fail(
    'tool-missing',
    `${host} has neither socat nor a nc that knows unix sockets.`,
    `Install socat on ${host}.`,
    { tool: 'socat' },
  );
}

export async function socketState(
  exec: Exec,
  path: string,
  options: CallOptions,
): Promise<'alive' | 'denied' | 'missing'> {
  const { stdout } = await exec(['sh', '-c', STATE, 'sh', path], signalOf(options));
  const state = stdout.trim();
  return state === 'alive' || state === 'denied' ? state : 'missing';
}

const signalOf = (options: CallOptions): CallOptions =>
  options.signal === undefined ? {} : { signal: options.signal };

/** socat reads these characters in an address as its own; a backslash makes them plain. */
const escapeSocat = (path: string): string => path.replace(/[\\:,!'"()[\]{}]/g, (char) => `\\${char}`);

export const relayArgv = (tool: RelayTool, path: string): readonly string[] =>
  tool === 'socat' ? ['socat', '-', `UNIX-CONNECT:${escapeSocat(path)}`] : ['nc', '-U', '--', path];
