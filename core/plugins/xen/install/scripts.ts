/** What is run on a host while a guest is made: constant scripts, with what differs as further words. */
import { MARK } from './mark.ts';

/** Somebody else goes on with it, or it is none of ours. */
export const NOT_OURS = 9;
/** A tool is missing, told on standard error. */
export const NO_TOOL = 127;

const OURS = `grep -qF -- "$2" "$1/${MARK}" 2>/dev/null || exit ${NOT_OURS}`;

/** $1 the guest's folder, $2 the one it is made in. */
export const LOOK = `
echo "B $(cat /proc/sys/kernel/random/boot_id 2>/dev/null)"
for d; do
  if [ -e "$d" ] || [ -L "$d" ]; then
    echo X
    [ -f "$d/${MARK}" ] && head -c 4096 "$d/${MARK}" | sed 's/^/ /'
  else echo -; fi
done
exit 0`;

/** $1 bridge; then tools that will be needed, as `curl|wget`: any of them will do. */
export const CHECK = `
if ! [ -e "/sys/class/net/$1" ]; then echo "there is no bridge $1" >&2; exit 1; fi
shift
for any; do
  found=
  for tool in $(echo "$any" | tr '|' ' '); do command -v "$tool" >/dev/null 2>&1 && found=yes; done
  [ -n "$found" ] || { echo "$any is not there" >&2; exit ${NO_TOOL}; }
done`;

/** $1 folder; the mark on standard input. It has its name only with its mark, and fails where it is there already. */
export const BEGIN = `
umask 077
new="$1.$$"
mkdir -p -- "\${1%/*}" && mkdir -- "$new" || exit
cat >"$new/${MARK}" && grep -q '}$' "$new/${MARK}" && mv -T -- "$new" "$1" || { rm -rf -- "$new"; exit 1; }`;

/** $1 folder, $2 token of the mark that is there; the new one on standard input. */
export const GO_ON = `
${OURS}
umask 077
cat >"$1/${MARK}.new" && mv -f -- "$1/${MARK}.new" "$1/${MARK}"`;

/** $1 folder, $2 token. */
export const REMOVE = `
[ -d "$1" ] || exit 0
${OURS}
rm -rf -- "$1"`;

/** $1 folder it was made in, $2 token, $3 the guest's. */
export const PLACE = `
${OURS}
if [ -e "$3" ] || [ -L "$3" ]; then echo "$3 is there." >&2; exit 1; fi
mv -- "$1" "$3"`;

/** $1 path; content on standard input. */
export const PUT = `
umask 077
cat >"$1"`;

const FETCH = `fetch() {
  case $2 in
  /*) cp -- "$2" "$1" ;;
  *) if command -v curl >/dev/null 2>&1; then curl -fsSL --retry 2 -o "$1" --url "$2"
    elif command -v wget >/dev/null 2>&1; then wget -q -O "$1" "$2"
    else echo 'neither curl nor wget is there' >&2; exit ${NO_TOOL}; fi ;;
  esac
}`;

/** $1 path, $2 URL or path on the host. */
export const FETCH_TO = `
umask 077
${FETCH}
fetch "$1" "$2" && [ -s "$1" ]`;

/** $1 ramdisk; on standard input what is unpacked after it. */
export const APPEND = `
n=$(( (4 - $(wc -c <"$1") % 4) % 4 ))
[ "$n" -eq 0 ] || dd if=/dev/zero bs=1 count="$n" 2>/dev/null >>"$1"
cat >>"$1"`;

/** $1 path, $2 bytes, $3 sparse or allocated, $4 what it begins as, or nothing. It is made anew, and never cut. */
export const IMAGE = `
umask 077
${FETCH}
rm -f -- "$1"
if [ -n "$4" ]; then
  fetch "$1.from" "$4" || exit
  if [ "$(head -c 3 "$1.from")" = QFI ]; then
    command -v qemu-img >/dev/null 2>&1 || { echo 'qemu-img is not there' >&2; exit ${NO_TOOL}; }
    qemu-img convert -O raw "$1.from" "$1" && rm -f -- "$1.from" || exit
  else mv -- "$1.from" "$1"; fi
fi
: >>"$1" || exit
size=$(wc -c <"$1")
if [ "$3" = allocated ]; then
  fallocate -l "$2" "$1" 2>/dev/null && exit
  [ "$size" -ge "$2" ] && exit
  dd if=/dev/zero of="$1" bs=1048576 conv=notrunc seek=$((size / 1048576)) count=$(( ($2 - size + 1048575) / 1048576 )) 2>&1 >/dev/null | grep -i 'no space' >&2
  [ "$(wc -c <"$1")" -ge "$2" ]
else
  [ "$size" -ge "$2" ] || dd if=/dev/null of="$1" bs=1 seek="$2" count=0 2>/dev/null
fi`;

/** $1 domain, $2 seconds: S it has shut down, C crashed, G is gone, R runs on. */
export const WAIT = `
export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin:/usr/local/sbin"
end=$(( $(date +%s) + $2 ))
while :; do
  flags=$(xl list "$1" 2>/dev/null | awk 'NR == 2 { print $5 }')
  case $flags in
  '') xl list >/dev/null 2>&1 && { echo G; exit 0; } ;;
  *c*) echo C; exit 0 ;;
  *s*) echo S; exit 0 ;;
  esac
  [ "$(date +%s)" -ge "$end" ] && { echo R; exit 0; }
  sleep 2
done`;

/** $1 image: whether its beginning holds anything. */
export const IS_WRITTEN = `
export LC_ALL=C
[ "$(head -c 1048576 "$1" | tr -d '\\000' | head -c 1 | wc -c)" -gt 0 ]`;

/** $1 folder, $2 token, $3 configuration, $4 keys beside it, then files of the installer that no configuration needs. */
export const FINISH = `
${OURS}
dir=$1 conf=$3
for f in "$3" "$4"; do
  [ -f "$f" ] || continue
  sed 's/^#@#[[:blank:]]*MAGICID-IGNORE.*/#@#MAGICID-XEN/' "$f" >"$f.new" && mv -f -- "$f.new" "$f" || exit 1
done
shift 4
for f; do grep -qF -- "$f" "$conf" || rm -f -- "$dir/$f"; done
rm -f -- "$dir/${MARK}"`;

/** $1 domain: what it said last, where Xen keeps that. */
export const LAST_WORDS = `tail -n 20 "/var/log/xen/console/guest-$1.log" 2>/dev/null; exit 0`;
