/** The end of a process, asked for and seen on the host itself. */

/**
 * $1 pid, $2 its start time, $3 a signal or `-`, $4 looks of 0.1 s. A pid that means another process by now, and a
 * zombie (a container's init may keep it), count as gone. The name in stat may contain anything but ends at the
 * last `)`.
 */
export const END_SCRIPT = `
same() {
  s=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  want=$2
  set -f; set -- \${s##*) }
  case $1 in Z|X) return 1 ;; esac
  shift 19; [ "$1" = "$want" ]
}
same "$1" "$2" || { echo gone; exit 0; }
[ "$3" = - ] || kill -s "$3" "$1" || exit 1
i=0
while [ "$i" -lt "$4" ]; do
  same "$1" "$2" || { echo gone; exit 0; }
  sleep 0.1 2>/dev/null || sleep 1
  i=$((i + 1))
done
echo alive
`;
