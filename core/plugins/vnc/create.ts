/** Starting a VNC session: a server under a label, with a window manager or a program in it. */
import type { Channel } from '../../channel/channel.ts';
import type { MachineAction } from '../../model/action.ts';
import { type Failure, fail } from '../../model/failure.ts';
import type { RunOptions } from '../plugin.ts';
import { makeAuthority } from './authority.ts';
import { ensurePasswordFile } from './password-file.ts';
import { findArgv, MANAGERS, START_SCRIPT } from './start-script.ts';

const VNC_BASE = 5900;
const DEFAULT_SIZE = '1268x994';
/** A server has this long to come up on a busy host. */
const LIMIT = 60_000;

export interface Wanted {
  readonly type: 'VNC' | 'X11';
  readonly label: string;
  readonly size: string;
  readonly base: number;
  readonly port?: number;
  readonly display?: number;
  /** What runs inside; empty: nothing. */
  readonly argv: readonly string[];
}

export interface Started {
  readonly display: number;
  readonly port: number;
}

const SIZE = /^(\d{2,5})x(\d{2,5})/;

/** \`-r\` is the server's size, \`-g\` the client's, which it has without the other. */
export function sizeOf({ options }: MachineAction): string {
  const text = options?.resolution ?? options?.geometry;
  if (text === undefined) return DEFAULT_SIZE;
  const [size] = SIZE.exec(text) ?? [];
  if (size !== undefined) return size;
  throw fail('bad-input', `'${text}' is no size of a screen.`, 'Give width and height: 1280x1024.');
}

/** @throws Failure tool-missing, busy, command-failed */
export async function startServer(on: Channel, wanted: Wanted, o: RunOptions): Promise<Started> {
  const { type, label, size, base, port, display, argv } = wanted;
  const secret = await ensurePasswordFile(on, o.log, { signal: o.signal });
  const words = [type, label, size, String(base), String(port ?? '-'), String(display ?? '-'), secret];
  o.progress('starting its server');
  // Not stopped half-way: what runs by then could not be ended.
  const { stdout, stderr } = await on.exec(['sh', '-c', START_SCRIPT, 'sh', ...words, ...argv], {
    stdin: makeAuthority(),
    timeout: LIMIT,
    maxBytes: 65_536,
  });
  const [, at, served] = /^(\d+) (\d+)$/m.exec(stdout.trim()) ?? [];
  if (at === undefined || served === undefined) throw faultOf(on, label, stdout || stderr);
  return { display: Number(at), port: Number(served) };
}

function faultOf(on: Channel, label: string, output: string): Failure {
  const [, why = '', said = ''] = /^none (\S+) ?(.*)$/m.exec(output) ?? [];
  switch (why) {
    case 'no-server':
      return fail(
        'tool-missing',
        `${on.name} has no VNC server.`,
        'Install one there: on Debian tigervnc-standalone-server.',
        { tool: 'Xvnc' },
      );
    case 'no-setsid':
      return fail('tool-missing', `${on.name} has no setsid.`, 'Install util-linux there.', {
        tool: 'setsid',
      });
    case 'no-folder':
      return fail(
        'file-unwritable',
        `No folder can be made below ${said} of ${on.name}.`,
        'Make room there.',
      );
    case 'no-room':
      return fail(
        'file-unwritable',
        `There is no room left below ${said} of ${on.name}.`,
        'Make room there.',
      );
    case 'used':
      return fail(
        'busy',
        `Display ${said} of ${on.name} is in use.`,
        'Leave the display out, or name another.',
      );
    default:
      return fail(
        'command-failed',
        `The VNC server of ${label} did not come up on ${on.name}: ${(said || output).trim().slice(-300) || 'it said nothing'}`,
        'See what it says.',
        { output: output.slice(0, 2000) },
      );
  }
}

/** The program of the word, or the usual one. @throws Failure tool-missing where it is not there */
async function managerOf(on: Channel, action: MachineAction, o: RunOptions): Promise<readonly string[]> {
  const word = action.start?.windowManager;
  const programs = word === undefined ? undefined : (MANAGERS[word] ?? []);
  const { stdout } = await on.exec(findArgv(programs), { signal: o.signal, maxBytes: 4096 });
  const found = stdout.split('\n')[0]?.trim() ?? '';
  if (found.startsWith('/')) return [found];
  if (word === undefined) {
    o.log(
      `${on.name} has neither a start file (~/.vnc/xstartup) nor a window manager; the screen stays empty.`,
    );
    return [];
  }
  throw fail(
    'tool-missing',
    `${on.name} has no window manager ${word} (${programs?.join(', ')}).`,
    'Install it there, or name another: WM:TWM.',
    { tool: programs?.[0] ?? word },
  );
}

/** VNCDESKIDLIST is for xstartup, as the ancestor's had it. */
const withDesktops = (argv: readonly string[], desktops: readonly string[] | undefined): readonly string[] =>
  desktops === undefined || argv.length === 0
    ? argv
    : ['env', `VNCDESKIDLIST=${desktops.join(' ')}`, ...argv];

export async function create(on: Channel, action: MachineAction, o: RunOptions): Promise<void> {
  const { target, start = {} } = action;
  const { label = '' } = target;
  const size = sizeOf(action);
  const argv = withDesktops(await managerOf(on, action, o), start.desktops);
  const display = target.id !== undefined && /^\d{1,3}$/.test(target.id) ? Number(target.id) : undefined;
  const started = await startServer(
    on,
    {
      ...{ type: 'VNC', label, size, base: start.vncBase ?? VNC_BASE, argv },
      ...(start.vncPort !== undefined && { port: start.vncPort }),
      ...(display !== undefined && { display }),
    },
    o,
  );
  o.log(`${label} is display :${started.display}, port ${started.port} of ${on.name} (loopback only).`);
}
