/** VNC servers and viewers among the processes of a host, as records. Pure. */
import { clientsAt, type Connected } from '../connected.ts';
import type { Endpoint } from '../../channel/channel.ts';
import type { ConsoleOffer } from '../../model/console.ts';
import type { MachineRecord } from '../../model/machine.ts';
import { processRecord } from '../sessions/record.ts';
import { markedAs, programOf, type Seen, type SessionProcess } from '../sessions/processes.ts';

export type Flavor = 'tiger' | 'tight' | 'x11vnc' | 'other';

export interface Server {
  readonly process: SessionProcess;
  readonly flavor: Flavor;
  /** Number of the X display. */
  readonly display: number;
  readonly label: string;
  /** Of a session that ctys started: its type. */
  readonly type: 'VNC' | 'X11';
  /** Its TCP port; absent: it has none. */
  readonly port?: number;
  readonly endpoint?: Endpoint;
  /** Files on the host: of the VNC password, and of who may use the display. */
  readonly passwordFile?: string;
  readonly authority?: string;
  readonly geometry?: string;
  /** The folder that goes with it; ours only. */
  readonly folder?: string;
}

const FLAVORS: Readonly<Record<string, Flavor>> = {
  Xtigervnc: 'tiger',
  Xtightvnc: 'tight',
  Xvnc: 'other',
  Xvnc4: 'other',
  Xrealvnc: 'other',
  x11vnc: 'x11vnc',
};

const VNC_BASE = 5900;

/** `-name value`, `-name=value`, `name=value` in any case; a flag alone is its name. */
export function parameter(argv: readonly string[], ...names: readonly string[]): string | undefined {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  for (const [at, word] of argv.entries()) {
    const [, name = '', value] = /^-{0,2}([A-Za-z0-9]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (!wanted.has(name.toLowerCase())) continue;
    if (value !== undefined) return value;
    if (word.startsWith('-')) return argv[at + 1] ?? '';
  }
  return undefined;
}

/** Only whole numbers are ports. */
const portIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : undefined;

const displayIn = (text: string | undefined): number | undefined => {
  const number = /^[^:]*:(\d{1,5})(?:\.\d+)?$/.exec(text ?? '')?.[1];
  return number === undefined ? undefined : Number(number);
};

/** `lab00:5 (acue)` is what starters call a desktop nobody has named. */
const labelOf = (desktop: string | undefined, display: number): string =>
  desktop === undefined || desktop === '' || /:\d+ \([^)]*\)$/.test(desktop) ? `:${display}` : desktop;

function portOf(argv: readonly string[], flavor: Flavor, display: number): number | undefined {
  const told = parameter(argv, 'rfbport');
  if (told === '-1') return undefined;
  return portIn(told) ?? (flavor === 'x11vnc' ? VNC_BASE : VNC_BASE + display);
}

function serverOf(process: SessionProcess, all: readonly SessionProcess[]): Server | null {
  const { argv } = process;
  const flavor = FLAVORS[programOf(process)];
  if (flavor === undefined) return null;
  const display =
    flavor === 'x11vnc'
      ? displayIn(parameter(argv, 'display') ?? ':0')
      : displayIn(argv.slice(1).find((word) => /^:\d+$/.test(word)));
  if (display === undefined) return null;
  const port = portOf(argv, flavor, display);
  const unix = parameter(argv, 'rfbunixpath', 'unixsock');
  const starter = all.find(({ pid }) => pid === process.parent);
  const marked = starter === undefined ? null : markedAs(starter);
  const folder = marked?.words[0];
  const passwordFile = parameter(argv, 'rfbauth', 'PasswordFile');
  const authority = parameter(argv, 'auth');
  const geometry = parameter(argv, 'geometry');
  const host = parameter(argv, 'interface', 'listen');
  const endpoint: Endpoint | undefined =
    port !== undefined
      ? { host: host === undefined || host === 'localhost' ? '127.0.0.1' : host, port }
      : unix?.startsWith('/')
        ? { unix }
        : undefined;
  return {
    process,
    flavor,
    display,
    label: marked?.label ?? labelOf(parameter(argv, 'desktop'), display),
    type: marked?.type === 'X11' ? 'X11' : 'VNC',
    ...(port !== undefined && { port }),
    ...(endpoint !== undefined && { endpoint }),
    ...(passwordFile?.startsWith('/') && { passwordFile }),
    ...(authority?.startsWith('/') && { authority }),
    ...(geometry !== undefined && { geometry }),
    ...(folder !== undefined && { folder }),
  };
}

export const serversIn = ({ processes }: Seen): readonly Server[] =>
  processes.flatMap((process) => serverOf(process, processes) ?? []);

const NAMES: Readonly<Record<Flavor, string>> = {
  tiger: 'TigerVNC',
  tight: 'TightVNC',
  x11vnc: 'x11vnc',
  other: 'VNC',
};

const offerOf = ({ endpoint }: Server): ConsoleOffer => ({
  id: 'vnc',
  kind: 'rfb',
  title: 'Screen',
  ...(endpoint === undefined && { blocked: 'Its server listens nowhere that is known.' }),
});

export function serverRecord(server: Server, connected: readonly Connected[]): MachineRecord {
  const { process, display, label, type, port, flavor, geometry, passwordFile } = server;
  const clients = clientsAt(port, connected);
  return {
    type,
    label,
    number: String(type === 'VNC' ? display : process.pid),
    state: 'running',
    configured: false,
    consoles: [offerOf(server)],
    pid: process.pid,
    user: process.user,
    ...(process.group !== '' && { group: process.group }),
    ...(port !== undefined && { vncPort: port }),
    ...(process.own && { own: true }),
    since: process.since,
    ...(clients.length > 0 && { clients }),
    details: {
      Server: NAMES[flavor],
      Display: `:${display}`,
      ...(geometry !== undefined && { Size: geometry }),
      ...(passwordFile !== undefined && { 'Password file': passwordFile }),
    },
  };
}

const VIEWER = /^(?:[a-z]*vncviewer)$/i;

/** A port of the host itself that a viewer looks at: `localhost:50` is a display, `127.0.0.1::5950` a port. */
function localPort(target: string | undefined): number | undefined {
  const [, separator = '', number] =
    /^(?:localhost|127\.0\.0\.1)?(:{1,2})(\d{1,5})$/.exec(target ?? '') ?? [];
  if (number === undefined) return undefined;
  return separator === '::' || Number(number) >= 100 ? Number(number) : VNC_BASE + Number(number);
}

/** A viewer that runs on the host; its server may be anywhere. */
export function viewerRecord(process: SessionProcess): MachineRecord | null {
  if (!VIEWER.test(programOf(process))) return null;
  const { argv } = process;
  const target = argv.slice(1).find((word) => /^[^-/].*:\d+$|^:\d+$/.test(word));
  const label = (parameter(argv, 'name') ?? target ?? '').replace(/:{1,2}\d+$/, '') || 'vncviewer';
  const port = localPort(target);
  return {
    type: 'VNC',
    role: 'client',
    label,
    ...processRecord(process),
    ...(port !== undefined && { vncPort: port }),
  };
}

export const vncRecords = (seen: Seen): readonly MachineRecord[] => [
  ...serversIn(seen)
    .filter(({ type }) => type === 'VNC')
    .map((server) => serverRecord(server, seen.connected)),
  ...seen.processes.flatMap((process) => viewerRecord(process) ?? []),
];
