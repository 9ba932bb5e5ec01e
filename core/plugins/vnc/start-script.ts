/** Starting a VNC server on a host with what runs in it; both outlive the channel, and leave nothing when they end. */
import { MARK } from '../sessions/processes.ts';

/**
 * The session's own shell. $1 type, $2 label, $3 its folder, $4 display, $5 server, $6 tiger|tight|other, $7 size,
 * $8 port, $9 password file; then what runs inside. A VNC session lives as long as its server, an X11 one as long as its
 * program.
 */
const RUN_SCRIPT = `
type=$1 label=$2 dir=$3 display=$4 binary=$5 flavor=$6 size=$7 port=$8 secret=$9
shift 9
serve() {
  exec "$binary" ":$display" -desktop "$label" -geometry "$size" -depth 24 -rfbport "$port" -rfbauth "$secret" \\
    -auth "$dir/auth" -localhost -alwaysshared "$@"
}
alive() { s=$(cat "/proc/$1/stat" 2>/dev/null) || return 1; case $s in *') Z '*) return 1 ;; esac; }
clean() { case $dir in */ctys-session.*) rm -rf -- "$dir" ;; esac; }
(case $flavor in tiger) serve -SecurityTypes VncAuth -nolisten tcp ;; *) serve -nolisten tcp ;; esac) >"$dir/log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null' TERM INT HUP
n=0
# The socket alone may be another server's that was quicker.
ours() { [ "$(tr -cd 0-9 <"/tmp/.X$display-lock")" = "$server" ] && [ -S "/tmp/.X11-unix/X$display" ]; } 2>/dev/null
until ours || [ $n -ge 200 ]; do
  alive "$server" || exit 1
  sleep 0.05 2>/dev/null || sleep 1
  n=$((n + 1))
done
echo up >"$dir/up"
unset WAYLAND_DISPLAY
export DISPLAY=":$display" XAUTHORITY="$dir/auth"
cd
if [ $# -gt 0 ]; then
  "$@" >>"$dir/log" 2>&1 </dev/null &
  program=$!
  [ "$type" = VNC ] || { wait "$program"; kill "$server" 2>/dev/null; }
fi
while alive "$server"; do wait "$server"; done
clean
trap '' TERM
kill -TERM 0
`;

/**
 * $1 type, $2 label, $3 size, $4 port of display 0, $5 literal port or -, $6 display or -, $7 password file; then what
 * runs inside. Standard input: the X authority. Prints \`display port pid\`, or what went wrong.
 */
export const START_SCRIPT = `
export LC_ALL=C PATH="$PATH:/usr/local/bin:/usr/bin:/bin:/usr/X11R6/bin"
umask 077
type=$1 label=$2 size=$3 base=$4 literal=$5 wanted=$6 secret=$7
shift 7
binary=
for b in Xtigervnc Xvnc Xtightvnc Xvnc4 Xrealvnc; do
  binary=$(command -v "$b" 2>/dev/null) && break
done
[ -n "$binary" ] || { echo 'none no-server'; exit 0; }
case $("$binary" -version 2>&1 </dev/null | head -n 5) in
  *TigerVNC*) flavor=tiger ;; *TightVNC*) flavor=tight ;; *) flavor=other ;;
esac
command -v setsid >/dev/null 2>&1 || { echo 'none no-setsid'; exit 0; }
alive() { s=$(cat "/proc/$1/stat" 2>/dev/null) || return 1; case $s in *') Z '*) return 1 ;; esac; }
used() {
  [ -e "/tmp/.X11-unix/X$1" ] || [ -e "/tmp/.X$1-lock" ] ||
    grep -qsE "^ *[0-9]+: [0-9A-F]+:$(printf %04X "$2") [0-9A-F:]+ 0A " /proc/net/tcp /proc/net/tcp6
}
dir=$(mktemp -d "\${TMPDIR:-/tmp}/ctys-session.XXXXXX") || { echo "none no-folder \${TMPDIR:-/tmp}"; exit 0; }
cat >"$dir/auth" || { rm -rf -- "$dir"; echo "none no-room \${TMPDIR:-/tmp}"; exit 0; }
n=1
[ "$wanted" = - ] || n=$wanted
while [ "$n" -le 199 ]; do
  port=$((base + n))
  [ "$literal" = - ] || port=$literal
  if used "$n" "$port"; then
    [ "$wanted" = - ] || { rm -rf -- "$dir"; echo "none used :$n"; exit 0; }
    n=$((n + 1)); continue
  fi
  rm -f "$dir/log" "$dir/up"
  setsid sh -c '${RUN_SCRIPT.replaceAll("'", "'\\''")}' ${MARK} "$type" "$label" "$dir" "$n" "$binary" "$flavor" "$size" "$port" "$secret" "$@" \\
    </dev/null >/dev/null 2>&1 &
  pid=$!
  i=0
  until [ -e "$dir/up" ] || [ $i -ge 300 ]; do
    alive "$pid" || break
    sleep 0.05 2>/dev/null || sleep 1
    i=$((i + 1))
  done
  [ -e "$dir/up" ] && { echo "$n $port"; exit 0; }
  said=$(tail -n 20 "$dir/log" 2>/dev/null | tr '\\n' ' ')
  # Another one was quicker.
  case $said in *already*|*'in use'*) n=$((n + 1)); [ "$wanted" = - ] && continue ;; esac
  break
done
kill -TERM "$pid" 2>/dev/null
rm -rf -- "$dir"
echo "none failed $said"
`;

/** Window managers by the ancestor's words: the first that is there is taken. */
export const MANAGERS: Readonly<Record<string, readonly string[]>> = {
  DTWM: ['dtwm', 'dtsession'],
  FVWM: ['fvwm', 'fvwm2', 'fvwm3'],
  FVWM2: ['fvwm2', 'fvwm', 'fvwm3'],
  GNOME: ['gnome-session', 'mate-session'],
  KDE: ['startplasma-x11', 'startkde'],
  TWM: ['twm'],
  X11: ['xterm', 'x-terminal-emulator'],
  XFCE: ['startxfce4', 'xfce4-session'],
};

/** Where nothing is asked for: the person's own start file, else a desktop, else any window manager. */
const USUAL = [
  'x-session-manager',
  'startxfce4',
  'mate-session',
  'gnome-session',
  'startplasma-x11',
  'startlxde',
  'x-window-manager',
  'openbox',
  'fvwm',
  'icewm',
  'twm',
  'xterm',
];

/** $1 \`own\`: the person's start file first; then programs. Prints the first that can be run, or nothing. */
export const FIND_SCRIPT = `
export PATH="$PATH:/usr/local/bin:/usr/bin:/bin:/usr/X11R6/bin"
if [ "$1" = own ]; then
  for f in "$HOME/.vnc/xstartup" "$HOME/.config/tigervnc/xstartup"; do
    [ -x "$f" ] && [ -f "$f" ] && { echo "$f"; exit 0; }
  done
fi
shift
for p in "$@"; do command -v "$p" 2>/dev/null && exit 0; done
exit 0
`;

export const findArgv = (programs: readonly string[] | undefined): readonly string[] => [
  ...['sh', '-c', FIND_SCRIPT, 'sh'],
  ...(programs === undefined ? ['own', ...USUAL] : ['only', ...programs]),
];
