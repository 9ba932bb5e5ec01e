/** The hosts of a DNS zone, by a zone transfer with `host`, or `dig` where that is missing. */
import type { Channel, ExecResult } from '../channel/channel.ts';
import { parseAxfr, parseHostList, transferFault, type ZoneHost } from '../ctys/database/zone.ts';
import { fail } from '../model/failure.ts';
import { thisMachine } from './reach.ts';

export interface NameServer {
  readonly host: string;
  readonly port?: string;
}

/** `host`, `host:port`, `[IPv6]:port` or IPv6. @throws Failure bad-input */
export function readNameServer(text: string): NameServer {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = bracketed ?? plain ?? text;
  if (!/^[A-Za-z0-9_:][\w.:%-]*$/.test(host)) throw fail('bad-input', `'${text}' is no name server.`);
  return { host, ...(port !== undefined && { port }) };
}

/** Seconds without an answer, and ms for all of a large zone. */
const WAIT = '5';
const LONGEST = 120_000;
const MOST_BYTES = 64 * 1024 * 1024;

interface Tool {
  readonly argv: (zone: string, server?: NameServer) => readonly string[];
  readonly read: (text: string) => readonly ZoneHost[];
}

const TOOLS: readonly Tool[] = [
  {
    argv: (zone, server) => [
      'host',
      '-W',
      WAIT,
      ...portOf(server),
      '-l',
      zone,
      ...(server ? [server.host] : []),
    ],
    read: parseHostList,
  },
  {
    argv: (zone, server) => [
      'dig',
      ...portOf(server),
      ...(server ? [`@${server.host}`] : []),
      ...[zone, 'AXFR', '+noall', '+answer', `+time=${WAIT}`, '+tries=1'],
    ],
    read: parseAxfr,
  },
];

const portOf = (server: NameServer | undefined): readonly string[] =>
  server?.port === undefined ? [] : ['-p', server.port];

/** Without a server that of this machine is asked. @throws Failure bad-input, tool-missing, refused, unreachable */
export async function transferZone(
  zone: string,
  server: NameServer | undefined,
  signal: AbortSignal,
): Promise<readonly ZoneHost[]> {
  if (!/^[A-Za-z0-9_][\w.-]*$/.test(zone)) throw fail('bad-input', `'${zone}' is no zone.`);
  const local = thisMachine();
  try {
    for (const { argv, read } of TOOLS) {
      const result = await ask(local, argv(zone, server), signal);
      if (result.code === 126 || result.code === 127) continue;
      throwFault(result, zone, server);
      return read(result.stdout);
    }
  } finally {
    local.close();
  }
  throw fail(
    'tool-missing',
    'A zone is transferred by host or dig, and this machine has neither.',
    'Install one: on Debian the package bind9-host or bind9-dnsutils.',
  );
}

/** In English, whatever people speak here. */
const ask = async (local: Channel, argv: readonly string[], signal: AbortSignal): Promise<ExecResult> =>
  await local.exec(['env', 'LC_ALL=C', ...argv], { signal, timeout: LONGEST, maxBytes: MOST_BYTES });

/** @throws Failure refused, unreachable */
function throwFault(
  { code, stdout, stderr }: ExecResult,
  zone: string,
  server: NameServer | undefined,
): void {
  const said = `${stdout.slice(0, 4000)}\n${stdout.slice(-4000)}\n${stderr}`;
  const fault = transferFault(code, said);
  if (fault === null) return;
  const who = server?.host ?? 'The name server of this machine';
  const data = { said: said.trim().slice(0, 2000) };
  if (fault === 'silent')
    throw fail(
      'unreachable',
      `${who} does not answer as a name server.`,
      'Check its address and port.',
      data,
    );
  const reason = /\b(?:REFUSED|NOTAUTH|NXDOMAIN|SERVFAIL|NOTIMP)\b/.exec(said)?.[0];
  throw fail(
    'refused',
    `${who} does not hand out the zone ${zone}${reason === undefined ? '' : ` (${reason})`}.`,
    "Ask the zone's own server, and have it allow transfers to this machine (BIND: allow-transfer).",
    data,
  );
}
