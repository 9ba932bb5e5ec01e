/**
 * Configurations on a host: one script that walks the bases in one pass, whatever the number of files, and the parser of
 * what it prints.
 */

/** A file that may configure a machine. Of a `.ctys` file only the lines of keys are there. */
export interface FoundFile {
  readonly path: string;
  readonly uid: number;
  readonly user: string;
  readonly executable: boolean;
  readonly content: string;
}

export interface Found {
  readonly files: readonly FoundFile[];
  /** There was more than is taken from one host. */
  readonly cut: boolean;
}

/** Suffix of what is kept with a suspended guest: how to start it again. */
export const SAVED_SUFFIX = '.vmstate.json';

/** Bytes of configurations that are taken from one host: 10,000 files of 3 KiB. */
export const MOST_BYTES = 32 * 1024 * 1024;

/**
 * awk: a line of stat a file comes in (`O uid user mode path`), the file goes out. A path has no line end (see find), and
 * every line of a content is set off by a blank, so nothing in them can look like a heading. Scripts count when
 * they call QEMU, and configurations of Xen when they say so or have five of its words (ctys chapter 6.1).
 */
const PRINT = String.raw`
$1 == "O" {
  head = $0; path = $0; sub(/^O [0-9]+ [^ ]+ [0-7]+ /, "", path)
  if (path !~ /^\//) next
  keys = path ~ /\.ctys$/; script = path ~ /\.sh$/; native = path ~ /\.(conf|cfg)$/
  wanted = !script && !native; text = ""; split("", seen); count = 0
  while ((getline line < path) > 0) {
    if (keys && line !~ /^#@#/) continue
    if (native && line ~ /^#@#[ \t]*MAGICID-XEN/) wanted = 1
    if (native && match(line, /^[ \t]*(name|vif|disk|memory|bootloader|uuid|vcpus)[ \t]*=/)) {
      word = line; gsub(/[ \t]|=.*/, "", word)
      if (!(word in seen)) { seen[word] = 1; if (++count >= 5) wanted = 1 }
    }
    if (script && line ~ /qemu-(system-|kvm)|(^|[ \/])kvm /) wanted = 1
    text = text " " line "\n"
  }
  close(path)
  if (!wanted || text == "") next
  size += length(text)
  if (size > ${MOST_BYTES}) { print "T"; exit }
  print head; printf "%s", text
}`;

/** What the file system says of a file; `stat -f` is BSD's. */
const STAT = `
export LC_ALL=C
print=$1; shift
nl='
'
if stat -c %u / >/dev/null 2>&1; then f=-c; o='O %u %U %a %n'; else f=-f; o='O %u %Su %Lp %N'; fi`;

/**
 * $1 the awk program, then the bases. Only regular files of at most 64 KiB, 12 levels deep, never into kernel file systems
 * or what tools keep for themselves.
 */
const SCAN_SCRIPT = `${STAT}
for b; do [ -d "$b" ] && set -- "$@" "$b"; shift; done
[ $# -eq 0 ] && exit 0
find -H "$@" -maxdepth 12 \\( -path /proc -o -path /sys -o -path /dev -o -name .git -o -name .cache \\
  -o -name node_modules -o -path "*$nl*" \\) -prune -o -type f -size -129 \\( -name '*.ctys' -o -name '*.sh' \\
  -o -name '*.args' -o -name '*.conf' -o -name '*.cfg' -o -name '*${SAVED_SUFFIX}' \\) -exec stat "$f" "$o" {} + 2>/dev/null | awk "$print"
exit 0
`;

/** The same for files that are known by name. */
const READ_SCRIPT = `${STAT}
stat "$f" "$o" -- "$@" 2>/dev/null | awk "$print"
exit 0
`;

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
  ...paths.filter((path) => !path.includes('\n')),
];

/** Bases when the host's configuration names none. Source: DEFAULTs of ctys.conf.sh, plus the home. */
export const DEFAULT_BASES: readonly string[] = ['~', '/etc/ctys.d', '/mntn/vmpool'];

/** Absolute bases, each once and none below another; relative ones start at the home, as with the ancestor. */
export function resolveBases(bases: readonly string[], home: string): readonly string[] {
  const absolute = bases.flatMap((base) => {
    const path = base.replace(/^(?:~|\$HOME)(?=\/|$)/, home);
    const whole = path.startsWith('/') ? path : `${home}/${path}`;
    return whole.includes('\n') ? [] : [whole.replace(/(?<=.)\/+$/, '')];
  });
  const once = [...new Set(absolute)];
  return once.filter((path) => !once.some((other) => other !== path && path.startsWith(`${other}/`)));
}

const HEAD = /^O (\d+) (\S+) ([0-7]+) (\/.*)$/;
const EXECUTE = 0o111;

export function parseScan(stdout: string): Found {
  const files: FoundFile[] = [];
  let lines: string[] | null = null;
  let cut = false;
  let finish = (): void => {};
  for (const line of stdout.split('\n')) {
    if (line.startsWith(' ')) lines?.push(line.slice(1));
    else if (line === 'T') cut = true;
    else if (line !== '') {
      finish();
      const content: string[] = [];
      const [, uid, user = '', mode = '', path = ''] = HEAD.exec(line) ?? [];
      lines = content;
      finish = (): void => {
        if (uid === undefined) return;
        const executable = (Number.parseInt(mode, 8) & EXECUTE) !== 0;
        files.push({ path, uid: Number(uid), user, executable, content: content.join('\n') });
      };
    }
  }
  finish();
  return { files, cut };
}
