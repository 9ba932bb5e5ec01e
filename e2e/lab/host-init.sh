#!/bin/sh
# First process of a lab host: builds its file tree, then keeps the pid namespace alive and reaps.
# It runs in the host's own network, UTS, IPC, mount and pid namespaces.
# Arguments: name, folder of the host (upper work root home roothome), folder shown as /srv/ctys-lab
set -eu
name=$1 dir=$2 boot=$3
root=$dir/root

hostname "$name"
mount --make-rprivate /
# Not crossing mounts: what the machine has mounted elsewhere stays out of the host.
mount -t overlay -o "lowerdir=/,upperdir=$dir/upper,workdir=$dir/work" overlay "$root"
mount --bind "$dir/home" "$root/home"
mount --bind "$dir/roothome" "$root/root"
mount --bind "$boot" "$root/srv/ctys-lab"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs -o mode=755 run "$root/run"
mount -t tmpfs -o mode=1777 tmp "$root/tmp"
mkdir "$root/run/sshd" "$root/run/lock"

# A /dev of its own without kvm: a /dev/kvm that opens but does not work must not tempt a guest.
mount -t tmpfs -o mode=755 dev "$root/dev"
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
for node in null zero full random urandom tty; do
  : >"$root/dev/$node"
  mount --bind "/dev/$node" "$root/dev/$node"
done
# TAP devices, as on any Debian host.
mkdir "$root/dev/net"
mknod -m 666 "$root/dev/net/tun" c 10 200
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
ln -s fd/0 "$root/dev/stdin"
ln -s fd/1 "$root/dev/stdout"
ln -s fd/2 "$root/dev/stderr"

mkdir -p "$root/.machine"
cd "$root"
pivot_root . .machine
cd /
umount -l /.machine
rmdir /.machine

: >/run/lab-host
# With SIGCHLD ignored the kernel reaps every orphan that comes to this process.
exec env --ignore-signal=CHLD sleep infinity </dev/null >/dev/null 2>&1
