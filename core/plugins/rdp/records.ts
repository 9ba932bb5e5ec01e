/** RDP servers and clients among the processes of a host, as records. Pure. */
import { clientsAt } from '../connected.ts';
import type { MachineRecord } from '../../model/machine.ts';
import { processRecord } from '../sessions/record.ts';
import { programOf, type Seen, type SessionProcess } from '../sessions/processes.ts';

export const RDP_PORT = 3389;

const SERVERS: ReadonlySet<string> = new Set([
  'xrdp',
  'freerdp-shadow-cli',
  'freerdp-shadow-cli3',
  'gnome-remote-desktop-daemon',
  'krdpserver',
]);
const CLIENTS = /^(?:(?:x|wl|sdl-)freerdp3?|rdesktop)$/;

/** `/port:3390`, `--port=3390`, `--port 3390`. */
function portOf(argv: readonly string[]): number {
  for (const [at, word] of argv.entries()) {
    const [, value] = /^(?:\/port:|--?port=)(\d{1,5})$/.exec(word) ?? [];
    const next =
      /^--?p(?:ort)?$/.test(word) && /^\d{1,5}$/.test(argv[at + 1] ?? '') ? argv[at + 1] : undefined;
    if (value !== undefined || next !== undefined) return Number(value ?? next);
  }
  return RDP_PORT;
}

function serverRecord(process: SessionProcess, { processes, connected }: Seen): MachineRecord | null {
  const program = programOf(process);
  if (!SERVERS.has(program)) return null;
  // One process more for each connection.
  const isChild = processes.some((one) => one.pid === process.parent && programOf(one) === program);
  if (isChild) return null;
  const port = portOf(process.argv);
  const clients = clientsAt(port, connected);
  return {
    type: 'RDP',
    label: program,
    ...processRecord(process),
    number: String(port),
    vncPort: port,
    ...(clients.length > 0 && { clients }),
    details: { Server: program, Port: String(port) },
  };
}

/** `/t:tst1`, `-T tst1` (rdesktop); else where it looks. */
function labelOf(argv: readonly string[]): string {
  const words = argv.slice(1);
  const title = words.find((word) => /^\/(?:t|title):/.test(word))?.replace(/^\/[a-z]+:/, '');
  const behind = words.indexOf('-T');
  const target = words.find((word) => /^\/v:/.test(word))?.slice('/v:'.length);
  return title || (behind >= 0 && words[behind + 1]) || target || (words.at(-1) ?? 'rdp');
}

function clientRecord(process: SessionProcess): MachineRecord | null {
  if (!CLIENTS.test(programOf(process))) return null;
  const [, port] =
    /^\/v:127\.0\.0\.1:(\d{1,5})$/.exec(process.argv.find((word) => word.startsWith('/v:')) ?? '') ?? [];
  return {
    type: 'RDP',
    role: 'client',
    label: labelOf(process.argv).slice(0, 100),
    ...processRecord(process),
    ...(port !== undefined && { vncPort: Number(port) }),
  };
}

export const rdpRecords = (seen: Seen): readonly MachineRecord[] =>
  seen.processes.flatMap((process) => serverRecord(process, seen) ?? clientRecord(process) ?? []);
