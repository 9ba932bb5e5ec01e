/**
 * The processes of a host that are sessions: X servers with VNC, viewers, and what ctys started there under a label.
 * One script that reads /proc, for all plugins of sessions together.
 */
import { type Connected, connectionOf } from '../connected.ts';

export interface SessionProcess {
  readonly pid: number;
  readonly parent: number;
  readonly uid: number;
  readonly user: string;
  readonly group: string;
  /** Of the account that looks. */
  readonly own: boolean;
  readonly argv: readonly string[];
  /** Clock ticks after boot; with the pid it names the process for good. */
  readonly startTicks: number;
  /** epoch ms */
  readonly since: number;
}

export interface Seen {
  readonly processes: readonly SessionProcess[];
  /** To the ports of VNC and RDP servers. */
  readonly connected: readonly Connected[];
}

/** The name a session's own shell has in its command line, before type and label. */
export const MARK = 'ctys-session';

/**
 * Candidates are all whose command line has one of the names: grep takes one process for all. Those in a PID namespace
 * below ours belong to the system inside. What an owner can choose comes in base64. Connections: ports 5888 to 6143 (VNC), 3376
 * to 3407 (RDP).
 */
export const LIST_SCRIPT = `
export LC_ALL=C
[ -r /proc/stat ] || { echo no-proc; exit 0; }
while read -r key value _; do [ "$key" = btime ] && boot=$value; done </proc/stat
depth() { d=1; u=; while read -r key v w x; do case $key in
  Uid:) u=$v ;; NSpid:) set -- $v $w $x; d=$# ;; esac; done <"$1" 2>/dev/null; }
depth /proc/self/status
own=$d known= n=0
echo "H $boot $(getconf CLK_TCK 2>/dev/null || echo 100) $u"
for f in $(grep -lE 'Xvnc|Xtigervnc|Xtightvnc|Xrealvnc|x11vnc|vncviewer|xrdp|freerdp|krdpserver|rdesktop|remote-desktop|${MARK}' /proc/[0-9]*/cmdline 2>/dev/null); do
  p=\${f%/cmdline}
  depth "$p/status"
  [ "$d" = "$own" ] && [ -n "$u" ] || continue
  n=$((n + 1)); [ "$n" -le 512 ] || break
  case " $known " in *" $u "*) ;; *)
    known="$known $u"
    echo "U $u $(id -nu "$u" 2>/dev/null || echo "$u") $(id -ng "$u" 2>/dev/null)" ;;
  esac
  echo "P \${p#/proc/} $u"
  echo C; head -c 32768 "$f" 2>/dev/null | base64
  echo S; base64 <"$p/stat" 2>/dev/null
done
[ "$n" -eq 0 ] || grep -hE '^ *[0-9]+: [0-9A-F]+:(17[0-9A-F]{2}|0D[3-4][0-9A-F]) [0-9A-F:]+ 01 ' /proc/net/tcp /proc/net/tcp6 2>/dev/null |
  head -n 500 | while read -r _ near far _; do echo "T $near $far"; done
exit 0
`;

interface Draft {
  readonly pid: number;
  readonly uid: number;
  readonly command: string[];
  readonly stat: string[];
}

interface Head {
  readonly boot: number;
  readonly ticks: number;
  readonly me: number;
}

const decode = (lines: readonly string[]): string => Buffer.from(lines.join(''), 'base64').toString('utf8');

/** null: the host has no /proc, or what it says is no answer. */
export function parseSessions(stdout: string): Seen | null {
  const [head = '', ...lines] = stdout.split('\n');
  const [, boot, ticks, me] = /^H (\d+) (\d+) (\d+)$/.exec(head) ?? [];
  if (boot === undefined || ticks === undefined || me === undefined) return null;
  const names = new Map<number, { readonly user: string; readonly group: string }>();
  const drafts: Draft[] = [];
  const connected: Connected[] = [];
  let part: string[] = [];
  for (const line of lines) {
    const [mark = '', first = '', second = '', third = ''] = line.split(' ');
    if (mark === 'U' && first !== '') names.set(Number(first), { user: second, group: third });
    else if (mark === 'P') drafts.push({ pid: Number(first), uid: Number(second), command: [], stat: [] });
    else if (line === 'C') part = drafts.at(-1)?.command ?? [];
    else if (line === 'S') part = drafts.at(-1)?.stat ?? [];
    else if (mark === 'T') connected.push(...connectionOf(first, second));
    else part.push(line);
  }
  const of = { boot: Number(boot), ticks: Number(ticks), me: Number(me) };
  return { connected, processes: drafts.flatMap((draft) => processOf(draft, names, of) ?? []) };
}

function processOf(
  { pid, uid, command, stat }: Draft,
  names: ReadonlyMap<number, { readonly user: string; readonly group: string }>,
  { boot, ticks, me }: Head,
): SessionProcess | null {
  const argv = decode(command).split('\0').slice(0, -1);
  // The name in front of the last parenthesis may contain anything; proc(5): 3 state, 4 parent, 22 start.
  const text = decode(stat);
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, parent] = fields;
  const startTicks = Number(fields[22 - 3]);
  if (argv.length === 0 || state === undefined || /^[ZXx]?$/.test(state)) return null;
  if (![pid, uid, Number(parent), startTicks].every(Number.isInteger)) return null;
  const { user = String(uid), group = '' } = names.get(uid) ?? {};
  const since = Math.round((boot + startTicks / ticks) * 1000);
  return { pid, parent: Number(parent), uid, user, group, own: uid === me, argv, startTicks, since };
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const SHELLS: ReadonlySet<string> = new Set(['sh', 'dash', 'bash', 'ash', 'busybox', 'ksh', 'zsh']);

/** A shell that ctys started for a session: its type, its label, and what else was said of it. */
export interface Marked {
  readonly type: string;
  readonly label: string;
  readonly words: readonly string[];
}

/** `sh -c SCRIPT ctys-session TYPE LABEL ...` */
export function markedAs({ argv }: SessionProcess): Marked | null {
  const [shell = '', option, , mark, type = '', label = '', ...words] = argv;
  if (!SHELLS.has(baseName(shell)) || option !== '-c' || mark !== MARK || label === '') return null;
  return { type, label, words };
}

export const programOf = ({ argv }: SessionProcess): string => baseName(argv[0] ?? '');
