/** What a host's own description asks it, and how that is written there. */
import { MCONF_FOLDER } from '../../model/mconf.ts';
import { PROBE_SCRIPT } from './parse.ts';

/** Marks: M and a letter. Who calls through sudo is the account that counts. */
export const MCONF_SCRIPT = `${PROBE_SCRIPT}
echo "MS $(uname -s)"; echo "MR $(uname -r)"; echo "MD $(date +%Y%m%d%H%M%S)"
u=\${SUDO_USER:-$(id -un)}; echo "MU $u"; echo "MG $(id -gn "$u")"
for f in /etc/os-release /usr/lib/os-release; do
  [ -r "$f" ] && { sed -n 's/^ID=/MI /p;s/^VERSION_ID=/MV /p' "$f"; break; }
done
echo "MH $(systemd-detect-virt --vm 2>/dev/null)"
echo "MF $(grep -E '^(flags|Features)' /proc/cpuinfo 2>/dev/null | head -n 1)"
{ ip route show 2>/dev/null || netstat -rn 2>/dev/null; } | grep '^default' | head -n 1 | sed 's/^/MW /'
exit 0
`;

/** Exit code of the script where the account may not write. */
export const NO_RIGHT = 77;

/** The file's name is its argument, the text its input. Whole or not at all; the one before stays as .bak. */
export const WRITE_SCRIPT = `
umask 022
d=${MCONF_FOLDER}
[ -d "$d" ] || mkdir -p "$d" 2>/dev/null || exit ${NO_RIGHT}
[ -w "$d" ] || exit ${NO_RIGHT}
set -e
t="$d/.$1.$$"
trap 'rm -f "$t"' EXIT
cat >"$t"
[ ! -e "$d/$1" ] || cp -p "$d/$1" "$d/$1.bak"
mv -f "$t" "$d/$1"
`;
