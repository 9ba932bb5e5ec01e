/**
 * What runs. `xl list -v` tells names, states and UUIDs; configuration and console of a domain do not change while it
 * runs. All of it comes in one round trip; while no domain is new, `xl list -v` and one grep are all of the next ones: on a
 * busy Dom0 each process more costs as much as the list itself.
 */
import { type Connected, connectionOf } from '../connected.ts';
import { COUNTERS, type Counted, parseCounts } from './traffic.ts';

/**
 * What went through devices, and who is connected to VNC servers, on ports 5888 to 6143, as the kernel lists connections:
 * `   3: 0100007F:170D 0100007F:9C40 01 …`; each line behind its file and a colon.
 */
const CONNECTION = '^ *[0-9]+: [0-9A-F]+:17[0-9A-F]{2} [0-9A-F]+:[0-9A-F]{4} 01 ';
const LOOK = `grep -sHE '^[0-9]+$|${CONNECTION}' /proc/net/tcp /proc/net/tcp6 ${COUNTERS}`;

/** $@: the list. */
export const KNOWN_SCRIPT = `export LC_ALL=C; ${LOOK}; exec "$@"`;

/**
 * $1: a word that nobody can guess, before each heading. Then ids of domains whose details are known. What the shell can do
 * by itself it does: a Dom0 that starts guests is busy, and each process more takes it seconds then.
 */
export const LIST_SCRIPT = `
export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin:/usr/local/sbin"
mark=$1; shift
xl=$(command -v xl || command -v xm) || { echo "$mark N"; exit 0; }
echo "$mark X $xl"
case $xl in */xm) v= ;; *) v=-v ;; esac
out=$("$xl" list $v 2>&1) || { printf '%s E\\n%s\\n' "$mark" "$out"; exit 0; }
printf '%s L\\n%s\\n%s T\\n' "$mark" "$out" "$mark"
${LOOK}
known=" $* "
new=
set -f
while read -r line; do
  id= a= b=
  for word in $line; do
    case $word in
      [-r][-b][-p][-s][-c][-d]) break ;;
      *) id=$a a=$b b=$word ;;
    esac
  done
  case $word in [-r][-b][-p][-s][-c][-d]) ;; *) continue ;; esac
  case $id in '' | *[!0-9]*) continue ;; esac
  case $known in *" $id "*) ;; *) new="$new $id" ;; esac
done <<EOF
$out
EOF
[ -z "$new" ] && exit 0
echo "$mark J"
"$xl" list -l 2>/dev/null
echo "$mark S"
{
  for id in $new; do xenstore-ls -f "/local/domain/$id"; done
  xenstore-ls -f /vm
} 2>/dev/null |
  grep -E '^(/local/domain/[0-9]+/(vm|console/(tty|port|vnc-port|vnc-listen)|serial/0/tty)|/vm/.*/start_time) = '
exit 0
`;

/** The tool of Xen before 4.5: the same words, but its list has no UUIDs, and its long list is S-expressions. */
export const isXm = (tool: string): boolean => tool.endsWith('/xm');

export interface Listed {
  readonly id: number;
  readonly name: string;
  /** MiB now. */
  readonly memory: number;
  readonly vcpus: number;
  /** r running, b blocked, p paused, s shut down, c crashed, d dying. */
  readonly flags: string;
  /** Seconds of processor time. */
  readonly time: number;
  readonly uuid?: string;
}

export interface Answer {
  /** Where the host has xl. */
  readonly xl: string;
  readonly domains: readonly Listed[];
  readonly connected: readonly Connected[];
  /** By domain id. */
  readonly counts: ReadonlyMap<number, Counted>;
  /** \`xl list -l\`, where it was asked for. */
  readonly long?: string;
  /** Paths of xenstore and their values. */
  readonly store: ReadonlyMap<string, string>;
}

export type Told =
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly output: string }
  | ({ readonly kind: 'list' } & Answer);

/** Names may hold blanks; what follows them has its form. */
const ROW =
  /^(.*?)\s+(\d+)\s+(\d+)\s+(\d+)\s+([-rbpscd]{6})\s+(\d+(?:\.\d+)?)(?:\s+([0-9a-f-]{36}))?(?:\s|$)/;
const NO_UUID = '00000000-0000-0000-0000-000000000000';

function parseRow(line: string): Listed | null {
  const [, name = '', id, memory, vcpus, flags = '', time, uuid] = ROW.exec(line) ?? [];
  if (id === undefined) return null;
  return {
    id: Number(id),
    name,
    memory: Number(memory),
    vcpus: Number(vcpus),
    flags,
    time: Number(time),
    ...(uuid !== undefined && uuid !== NO_UUID && { uuid }),
  };
}

export const parseRows = (lines: readonly string[]): readonly Listed[] =>
  lines.flatMap((line) => parseRow(line) ?? []);

const MOST_CONNECTED = 500;

/** Of all lines those that LOOK prints of connections; others are passed over. */
export const parseConnected = (lines: readonly string[]): readonly Connected[] =>
  lines
    .flatMap((line) => {
      const [, near = '', far = ''] =
        /^\/proc\/net\/tcp6?: *\d+: ([0-9A-F]+:[0-9A-F]{4}) ([0-9A-F]+:[0-9A-F]{4}) 01 /.exec(line) ?? [];
      return connectionOf(near, far);
    })
    .slice(0, MOST_CONNECTED);

/** `mark`: what the script was given. null: it is not what it prints. */
export function parseAnswer(stdout: string, mark: string): Told | null {
  const parts = new Map<string, string[]>();
  let part: string[] = [];
  let xl: string | undefined;
  for (const line of stdout.split('\n')) {
    if (!line.startsWith(`${mark} `)) {
      part.push(line);
      continue;
    }
    const heading = line.slice(mark.length + 1);
    xl ??= /^X (\/\S+)$/.exec(heading)?.[1];
    part = [];
    parts.set(heading, part);
  }
  if (parts.has('N')) return { kind: 'none' };
  const failed = parts.get('E');
  if (failed !== undefined) return { kind: 'failed', output: failed.join('\n').trim() };
  const rows = parts.get('L');
  if (rows === undefined || xl === undefined) return null;
  const long = parts.get('J')?.join('\n');
  return {
    kind: 'list',
    xl,
    domains: parseRows(rows),
    connected: parseConnected(parts.get('T') ?? []),
    counts: parseCounts(parts.get('T') ?? []),
    ...(long !== undefined && { long }),
    store: new Map((parts.get('S') ?? []).flatMap(storeLine)),
  };
}

function storeLine(line: string): (readonly [string, string])[] {
  const [, path, value] = /^(\/\S+) = "(.*)"$/.exec(line) ?? [];
  return path === undefined || value === undefined ? [] : [[path, value]];
}
