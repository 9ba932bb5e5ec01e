/**
 * Machines of VirtualBox as their account has them: `VBoxManage list vms` names them, `showvminfo --machinereadable` tells of
 * each, the guest's additions of its addresses. All of it comes in one round trip.
 */

/** Where it stands beside the usual folders; words of VBoxManage 7 follow the language. */
export const FIND_VBOX = `
export LC_ALL=C LANGUAGE=C PATH="$PATH:/usr/local/bin:/opt/VirtualBox:/Applications/VirtualBox.app/Contents/MacOS"
vb=$(command -v VBoxManage || command -v vboxmanage)`;

/** `tell UUID`: a heading, what it says of the machine and of the guest, each line set off by a blank. */
export const TELL = `
tell() {
  echo "V $1"
  info=$("$vb" showvminfo "$1" --machinereadable 2>/dev/null </dev/null)
  printf '%s\\n' "$info" | sed 's/^/ /'
  case $info in *VMState=\\"running\\"* | *VMState=\\"paused\\"*) ;; *) return ;; esac
  echo G
  "$vb" guestproperty enumerate "$1" 2>/dev/null </dev/null |
    grep -E '/VirtualBox/GuestInfo/(Net/[0-9]+/(MAC|V4/IP|V6/IP)|OS/(Product|Release))' | sed 's/^/ /'
}`;

/**
 * $1: `all`, or `up`: only what is neither off nor saved, which costs one process and two more for each of those, however many
 * are registered.
 */
export const LIST_SCRIPT = `${FIND_VBOX}
[ -n "$vb" ] || { echo N; exit 0; }
${TELL}
if [ "$1" = up ]; then out=$("$vb" list --long vms 2>&1 </dev/null); else out=$("$vb" list vms 2>&1 </dev/null); fi ||
  { echo E; printf '%s\\n' "$out" | sed 's/^/ /'; exit 0; }
echo "P $("$vb" list systemproperties 2>/dev/null </dev/null | sed -n 's/^Remote desktop ExtPack: *//p' | head -n 1)"
if [ "$1" = up ]; then
  ids=$(printf '%s\\n' "$out" | awk '
    /^UUID: *[0-9a-f-]+$/ { id = length($2) == 36 ? $2 : "" }
    /^State:/ && id != "" { if ($0 !~ /^State: *(powered off|saved|aborted|aborted-saved|teleported) \\(/) print id; id = "" }')
else ids=$(printf '%s\\n' "$out" | sed -n 's/^.*{\\([0-9a-fA-F-]\\{36\\}\\)}$/\\1/p')
fi
for id in $(printf '%s\\n' "$ids" | sort -u); do tell "$id"; done
exit 0`;

export interface ToldVm {
  readonly uuid: string;
  /** `showvminfo --machinereadable` */
  readonly info: readonly string[];
  /** `guestproperty enumerate` */
  readonly guest: readonly string[];
}

export type Told =
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly output: string }
  | { readonly kind: 'list'; readonly pack: string; readonly machines: readonly ToldVm[] };

/** null: it is not what the script prints. */
export function parseTold(stdout: string): Told | null {
  if (stdout.trim() === 'N') return { kind: 'none' };
  const lines = stdout.split('\n');
  if (lines[0] === 'E') return { kind: 'failed', output: lines.slice(1).join('\n').trim() };
  const pack = /^P (.*)$/.exec(lines[0] ?? '')?.[1];
  return pack === undefined
    ? null
    : { kind: 'list', pack: pack.trim(), machines: parseMachines(lines.slice(1)) };
}

export function parseMachines(lines: readonly string[]): readonly ToldVm[] {
  const machines: { uuid: string; info: string[]; guest: string[] }[] = [];
  let isGuest = false;
  for (const line of lines) {
    const uuid = /^V ([0-9a-f-]{36})$/i.exec(line)?.[1];
    const last = machines.at(-1);
    if (uuid !== undefined) machines.push({ uuid: uuid.toLowerCase(), info: [], guest: [] });
    else if (line.startsWith(' ')) (isGuest ? last?.guest : last?.info)?.push(line.slice(1));
    isGuest = line === 'G' || (isGuest && line.startsWith(' '));
  }
  return machines;
}
