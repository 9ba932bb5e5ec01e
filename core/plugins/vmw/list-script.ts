/**
 * Guests of VMware as their host has them: `vmrun list` (Workstation, Player, Fusion) or the list of processes (ESXi) tells which
 * run, everything else stands in their .vmx files. All of it comes in one round trip.
 */

/**
 * Which of them is there: `kind` is ws, player, fusion or esx, else empty. `running` prints the .vmx files of what runs; localcli
 * asks as esxcli does, without a Python of a second.
 */
export const FIND_VMW = `
export LC_ALL=C PATH="$PATH:/usr/local/bin:/opt/vmware/bin:/Applications/VMware Fusion.app/Contents/Library"
kind= vmrun=
if command -v vim-cmd >/dev/null 2>&1; then kind=esx
elif vmrun=$(command -v vmrun); then
  if [ "$(uname -s)" = Darwin ]; then kind=fusion
  elif command -v vmware >/dev/null 2>&1; then kind=ws
  else kind=player; fi
fi
esxlist=localcli; command -v localcli >/dev/null 2>&1 || esxlist=esxcli
running() {
  if [ "$kind" = esx ]; then "$esxlist" vm process list </dev/null | sed -n 's/^ *Config File: \\(\\/.*\\.vmx\\)$/\\1/p'
  else "$vmrun" -T "$kind" list </dev/null | grep -E '^/.*\\.vmx$'; fi
}
nl='
'`;

/**
 * awk: a line of stat a file comes in, the file goes out, each line set off by a blank, and behind it the keys of ctys that stand
 * beside it, which begin with #.
 */
const PRINT = String.raw`
{
  path = $0; sub(/^O [0-9]+ [^ ]+ /, "", path)
  if (path !~ /^\/.*\.vmx$/) next
  print; size = 0
  while ((getline line < path) > 0 && (size += length(line)) < 65536) print " " line
  close(path)
  keys = path; sub(/vmx$/, "ctys", keys)
  while ((getline line < keys) > 0) if (line ~ /^#@#/) print line
  close(keys)
}`;

/** `stats FILE...`: whose it is; `print`: those files. BSD's stat has words of its own. */
export const TELL = `
print='${PRINT}'
if stat -c %u / >/dev/null 2>&1; then f=-c; o='O %u %U %n'; else f=-f; o='O %u %Su %N'; fi
stats() { [ $# -eq 0 ] || stat "$f" "$o" "$@" 2>/dev/null; }
lines() { IFS=$nl; set -f; "$@"; set +f; unset IFS; }
told() { awk "$print"; }
addresses() {
  [ "$kind" = esx ] && return
  for one; do
    ip=$("$vmrun" -T "$kind" getGuestIPAddress "$one" 2>/dev/null </dev/null | head -n 1)
    case $ip in [0-9]*.*.*.*) echo "I $ip $one" ;; esac
  done
}`;

/**
 * $1 `up`: what runs and nothing else. Else the bases are searched, 12 levels deep, and what the product or the host itself has in
 * its inventory.
 */
export const LIST_SCRIPT = `${FIND_VMW}
[ -n "$kind" ] || { echo N; exit 0; }
${TELL}
what=$1; shift
up=$(running) || up=
echo "K $kind"
lines eval 'for one in $up; do echo "R $one"; done'
known() {
  if [ "$kind" = esx ]; then
    vim-cmd vmsvc/getallvms </dev/null 2>/dev/null |
      sed -n 's/^\\([0-9][0-9]*\\) .*\\[\\([^]]*\\)\\] \\(.*\\.vmx\\) .*$/\\1 \\/vmfs\\/volumes\\/\\2\\/\\3/p' |
      while read -r id path; do real=$(readlink -f "$path") && echo "$id $real"; done
  else
    for list in "$HOME/.vmware/inventory.vmls" "$HOME/Library/Application Support/VMware Fusion/vmInventory"; do
      [ -f "$list" ] && sed -n 's/^vmlist[0-9]*\\.config = "\\(\\/.*\\.vmx\\)"\\r*$/- \\1/p' "$list"
    done
  fi
}
all=$(known)
lines eval 'for one in $all; do echo "D $one"; done'
paths=$(printf '%s\\n' "$all" | sed 's/^[^ ]* //')
{
  lines eval 'stats $up'
  if [ "$what" != up ]; then
    lines eval 'stats $paths'
    for base; do [ -d "$base" ] && set -- "$@" "$base"; shift; done
    [ $# -eq 0 ] || [ "$kind" = esx ] || find -H "$@" -maxdepth 12 \\( -path /proc -o -path /sys -o -path /dev -o -name .git -o -name .cache \\
      -o -name node_modules -o -path "*$nl*" \\) -prune -o -type f -name '*.vmx' -size -129 -exec stat "$f" "$o" {} + 2>/dev/null
  fi
} | sort -u | told
lines eval 'addresses $up'
exit 0`;

export interface ToldVm {
  readonly path: string;
  readonly user: string;
  readonly running: boolean;
  /** Of ESXi: its number there. */
  readonly id?: string;
  readonly ip?: string;
  /** Its .vmx file. */
  readonly lines: readonly string[];
  /** `#@#` lines beside it. */
  readonly keys: readonly string[];
}

export const KINDS = ['ws', 'player', 'fusion', 'esx'] as const;
export type Kind = (typeof KINDS)[number];

export interface Told {
  readonly kind: Kind;
  readonly machines: readonly ToldVm[];
}

/** `none`: there is no VMware. null: it is not what the script prints. */
export function parseTold(stdout: string): Told | 'none' | null {
  if (stdout.trim() === 'N') return 'none';
  const kind = KINDS.find((one) => stdout.startsWith(`K ${one}\n`));
  return kind === undefined ? null : { kind, machines: parseMachines(stdout.split('\n')) };
}

export function parseMachines(lines: readonly string[]): readonly ToldVm[] {
  const running = new Set<string>();
  const ids = new Map<string, string>();
  const addresses = new Map<string, string>();
  const files: { path: string; user: string; lines: string[]; keys: string[] }[] = [];
  for (const line of lines) {
    const [, user = '', path] = /^O \d+ (\S+) (\/.*\.vmx)$/.exec(line) ?? [];
    if (path !== undefined) files.push({ path, user, lines: [], keys: [] });
    else if (line.startsWith(' ')) files.at(-1)?.lines.push(line.slice(1).replace(/\r$/, ''));
    else if (line.startsWith('#')) files.at(-1)?.keys.push(line);
    else if (line.startsWith('R /')) running.add(line.slice(2));
    else {
      const [, id, where] = /^D (\d+) (\/.*)$/.exec(line) ?? [];
      const [, ip, whose] = /^I ([\d.]+) (\/.*)$/.exec(line) ?? [];
      if (id !== undefined && where !== undefined) ids.set(where, id);
      if (ip !== undefined && whose !== undefined) addresses.set(whose, ip);
    }
  }
  return files.map((file) => {
    const [id, ip] = [ids.get(file.path), addresses.get(file.path)];
    return {
      ...file,
      running: running.has(file.path),
      ...(id !== undefined && { id }),
      ...(ip !== undefined && { ip }),
    };
  });
}
