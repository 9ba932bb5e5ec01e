/**
 * What SHOW and INFO ask a host: the probe's script and more, POSIX sh as busybox and the BSDs have it too. Marks are
 * capitals here, one or two letters; what a system does not have is left out.
 */
import { PROBE_SCRIPT } from './parse.ts';

const KERNEL_SCRIPT = `
echo "KS $(uname -s)"; echo "KR $(uname -r)"; echo "KV $(uname -v 2>/dev/null)"
grep -E '^Swap(Total|Free):' /proc/meminfo 2>/dev/null
`;

/**
 * A: process times, B: the same a moment later, O: owners, G: bytes of a page, Q: ps where there is no /proc.
 * A process can have any name, line ends too: each line gets its mark.
 * D: file systems; only local ones, a lost server must not hold the rest back.
 * H: what lm_sensors tells, X: else what the kernel does. sensors -u has units, the kernel thousandths.
 */
export const SHOW_SCRIPT = `${PROBE_SCRIPT}${KERNEL_SCRIPT}
if [ -r /proc/stat ]; then
  read_times() { head -n 1 /proc/stat; cat /proc/[0-9]*/stat; }
  read_times 2>/dev/null | sed 's/^/A /'
  sleep 0.5 2>/dev/null || sleep 1
  read_times 2>/dev/null | sed 's/^/B /'
  ls -ld /proc/[0-9]* 2>/dev/null | sed 's/^/O /'
  echo "G $(getconf PAGESIZE 2>/dev/null || echo 4096)"
else
  ps -A -o pcpu= -o rss= -o pid= -o user= -o comm= 2>/dev/null | sort -rn | head -n 10 | sed 's/^/Q /'
fi
{ df -P -k -l 2>/dev/null || df -P -k 2>/dev/null; } | head -n 200 | sed 's/^/D /'
told=$(sensors -u 2>/dev/null </dev/null | head -n 2000)
if [ -n "$told" ]; then echo "$told" | sed 's/^/H /'
else
  for d in /sys/class/hwmon/hwmon*; do
    b=$d; [ -r "$b/name" ] || b=$d/device
    read -r v <"$b/name" && echo "X chip \${d##*/} $v" || continue
    for f in "$b"/temp[0-9]*_* "$b"/fan[0-9]*_* "$b"/in[0-9]*_* "$b"/power[0-9]*_* "$b"/curr[0-9]*_*; do
      case $f in
        *_input|*_average|*_label|*_min|*_max|*_crit|*_lcrit|*_alarm|*_fault)
          read -r v <"$f" && echo "X \${f##*/} $v";;
      esac
    done
  done 2>/dev/null | head -n 2000
fi
exit 0
`;

/**
 * C: processors, F: flags of the first, S: name and count where there is no /proc. W: which virtual machine this is.
 * T: a tool's path, V: its version. Tools of root are looked for too. Nothing is asked that needs rights or takes time.
 */
export const INFO_SCRIPT = `${PROBE_SCRIPT}${KERNEL_SCRIPT}
if [ -r /proc/cpuinfo ]; then
  grep -E '^(processor|vendor_id|cpu family|model|model name|stepping|cpu MHz|cache size|CPU implementer|CPU part|CPU revision|Hardware)[[:space:]]*:' /proc/cpuinfo | head -n 20000 | sed 's/^/C /'
  grep -E '^(flags|Features)[[:space:]]*:' /proc/cpuinfo | head -n 1 | sed 's/^/F /'
else
  echo "S $(sysctl -n machdep.cpu.brand_string 2>/dev/null || sysctl -n hw.model 2>/dev/null)"
fi
[ -e /dev/kvm ] && echo 'KD kvm'
echo "W $(systemd-detect-virt 2>/dev/null)"
PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/sbin:/usr/lib/vmware/bin
t() {
  p=$(command -v "$1" 2>/dev/null) || return
  case $p in /*) ;; *) p='(part of sh)';; esac
  echo "T $1 $p"
  [ $# -gt 1 ] && v=$("$@" 2>&1 </dev/null | head -n 5 | grep '[0-9]\\.[0-9]' | head -n 1) && echo "V $1 $v"
}
t sh; t sed --version; t grep --version; t ssh -V; t sshd -V; t base64 --version; t setsid --version
t sudo -V; t tmux -V; t screen --version; t socat -V; t ethtool --version; t sensors -v; t ipmitool -V
t qemu-system-x86_64 --version; t xl; t virsh --version; t VBoxManage --version; t vmrun; t vncserver
t dmidecode --version
exit 0
`;
