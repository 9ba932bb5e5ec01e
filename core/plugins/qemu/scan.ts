/** Configurations on a host: one script that walks the bases, and the parser of what it prints. */

/** A file that may configure a guest. */
export interface FoundFile {
  readonly path: string;
  readonly uid: number;
  readonly user: string;
  readonly executable: boolean;
  readonly content: string;
}

/** Suffix of what is kept with a suspended guest: how to start it again. */
export const SAVED_SUFFIX = '.vmstate.json';

/**
 * Inner script: prints each file given. Of scripts, only those that mention QEMU: one grep for all of a batch. Every
 * line of a name or content is set off by a blank, so nothing in them can look like a heading. `stat -f` is BSD's.
 */
const PRINT = `
show() {
  [ -f "$1" ] && [ -r "$1" ] || return
  x=-; [ -x "$1" ] && x=x
  o=$(stat -c '%u %U' -- "$1" 2>/dev/null || stat -f '%u %Su' -- "$1" 2>/dev/null) || return
  echo "F $x $o"
  printf '%s\\n' "$1" | sed 's/^/ /'
  echo C
  sed 's/^/ /' <"$1"
  echo
}
nl='
'
for f; do case $f in
  *"$nl"*) show "$f" ;;
  *.sh) set -- "$@" "$f" ;;
  *) show "$f" ;;
esac; shift; done
[ $# -eq 0 ] && exit 0
grep -lE 'qemu-(system-|kvm)|(^|[ /])kvm ' -- "$@" /dev/null 2>/dev/null |
while IFS= read -r f; do case $f in *.sh) show "$f" ;; esac; done
`;

/**
 * Outer script: $1 the inner one, then the bases; one find over all. Only regular files of at most 64 KiB, 12 levels
 * deep, never into kernel file systems or what tools keep for themselves; at most 4 MiB are printed.
 */
export const SCAN_SCRIPT = `
export LC_ALL=C
print=$1; shift
for b; do [ -d "$b" ] && set -- "$@" "$b"; shift; done
[ $# -eq 0 ] && exit 0
find -H "$@" -maxdepth 12 \\( -path /proc -o -path /sys -o -path /dev -o -name .git -o -name .cache \\
  -o -name node_modules \\) -prune -o -type f -size -129 \\( -name '*.ctys' -o -name '*.sh' -o -name '*.args' \\
  -o -name '*${SAVED_SUFFIX}' \\) -exec sh -c "$print" sh {} + 2>/dev/null | head -c 4194304
exit 0
`;

/** The same for files that are known by name. */
export const READ_SCRIPT = `export LC_ALL=C; print=$1; shift; sh -c "$print" sh "$@" | head -c 4194304; exit 0`;

export const scanArgv = (bases: readonly string[]): readonly string[] => [
  'sh',
  '-c',
  SCAN_SCRIPT,
  'sh',
  PRINT,
  ...bases,
];

export const readArgv = (paths: readonly string[]): readonly string[] => [
  'sh',
  '-c',
  READ_SCRIPT,
  'sh',
  PRINT,
  ...paths,
];

/** Bases when the host's configuration names none. Source: DEFAULTs of ctys.conf.sh, plus the home. */
export const DEFAULT_BASES: readonly string[] = ['~', '/etc/ctys.d', '/mntn/vmpool'];

/** Absolute bases, each once and none below another. */
export function resolveBases(bases: readonly string[], home: string): readonly string[] {
  const wanted = bases.length === 0 ? DEFAULT_BASES : bases;
  const absolute = wanted.flatMap((base) => {
    const path = base === '~' || base.startsWith('~/') ? home + base.slice(1) : base;
    return path.startsWith('/') ? [path.replace(/(?<=.)\/+$/, '')] : [];
  });
  const once = [...new Set(absolute)];
  return once.filter((path) => !once.some((other) => other !== path && path.startsWith(`${other}/`)));
}

const HEAD = /^F ([x-]) (\d+) (.*)$/;

export function parseScan(stdout: string): readonly FoundFile[] {
  const files: FoundFile[] = [];
  let head: RegExpExecArray | null = null;
  let path: string[] = [];
  let content: string[] | null = null;
  const finish = (): void => {
    if (head === null || content === null) return;
    const [, x, uid, user = ''] = head;
    files.push({
      path: path.join('\n'),
      uid: Number(uid),
      user,
      executable: x === 'x',
      content: content.join('\n'),
    });
  };
  for (const line of stdout.split('\n')) {
    if (line.startsWith('F ')) {
      finish();
      [head, path, content] = [HEAD.exec(line), [], null];
    } else if (line === 'C' && content === null) content = [];
    else if (line.startsWith(' ')) (content ?? path).push(line.slice(1));
  }
  finish();
  return files;
}
