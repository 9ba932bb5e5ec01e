/** The Debian packages the lab is made of, and their installation where that is allowed. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What a lab of hosts needs. */
export const HOST_PACKAGES: readonly string[] = [
  'openssh-server',
  'openssh-client',
  'sudo',
  'iproute2',
  'util-linux',
  'procps',
  'fish',
  'tcsh',
  'dash',
  // Relays to unix sockets.
  'socat',
  'netcat-openbsd',
  // Kerberos: clients with ksu, the KDC and what fills it.
  'krb5-user',
  'krb5-kdc',
  'krb5-admin-server',
  // Sessions of people: VNC servers, their tools, and X programs.
  'tigervnc-standalone-server',
  'tigervnc-common',
  'tigervnc-tools',
  'tightvncserver',
  'x11vnc',
  'xfonts-base',
  'xauth',
  'xterm',
  'x11-apps',
  'x11-utils',
  'twm',
  'xvfb',
  // An RDP server on an X display.
  'freerdp2-shadow-x11',
  // Virtual switches of QEMU guests.
  'vde2',
  // The slow line.
  'perl',
  // Kept shells.
  'tmux',
  // Files through a terminal.
  'lrzsz',
  // Certificates of controllers.
  'openssl',
];

/** What its guests need on top. The kernel is downloaded, not installed (`kernel.ts`). */
export const GUEST_PACKAGES: readonly string[] = [
  'qemu-system-x86',
  'qemu-utils',
  'busybox-static',
  'cpio',
  'kmod',
  // Emulated physical machines: sshd that fits in an initramfs, cards that are armed, their management controllers.
  'dropbear-bin',
  'ethtool',
  'ipmitool',
  'openipmi',
];

/** What a host needs whose guests libvirt runs. */
export const LIBVIRT_PACKAGES: readonly string[] = [
  'libvirt-daemon-system',
  'libvirt-clients',
  'libvirt-daemon-driver-qemu',
];

/** What the Xen lab needs here. Its Dom0 is made of packages that are downloaded, not installed (`xen/debs.ts`). */
export const XEN_PACKAGES: readonly string[] = [
  'qemu-system-x86',
  'qemu-utils',
  'busybox-static',
  'cpio',
  'kmod',
  'openssh-client',
  'e2fsprogs',
  'xz-utils',
  'util-linux',
];

/** What the window's tests need besides the lab. */
export const WINDOW_PACKAGES: readonly string[] = [
  'chromium',
  'tigervnc-standalone-server',
  'tigervnc-common',
  'xclip',
  'xvfb',
  'xauth',
  'fonts-dejavu-core',
];

/** What runs on this machine: ping for vping, zone transfers for dnsutil, viewers for screens. */
export const TOOL_PACKAGES: readonly string[] = [
  'iputils-ping',
  'bind9-host',
  'tigervnc-viewer',
  'freerdp2-x11',
];

/** What benches compare with. */
export const BENCH_PACKAGES: readonly string[] = ['gawk'];

export const PACKAGES: readonly string[] = [
  ...HOST_PACKAGES,
  ...GUEST_PACKAGES,
  ...LIBVIRT_PACKAGES,
  ...XEN_PACKAGES,
  ...WINDOW_PACKAGES,
  ...TOOL_PACKAGES,
  ...BENCH_PACKAGES,
];

/** True where apt and dpkg rule: the lab is made of Debian packages. */
export function isDebian(): boolean {
  return existsSync('/usr/bin/dpkg-query') && existsSync('/usr/bin/apt-get');
}

/** Those of `wanted` that are not installed; all of them where there is no dpkg. */
export function missingPackages(wanted: readonly string[] = PACKAGES): readonly string[] {
  if (!isDebian()) return wanted;
  // The braces are dpkg-query's.
  const format = ['-f=$', '{db:Status-Status} $', '{Package}\\n'].join('');
  const query = spawnSync('dpkg-query', ['-W', format, ...wanted], { encoding: 'utf8' });
  const installed = new Set(
    query.stdout
      .split('\n')
      .filter((line) => line.startsWith('installed '))
      .map((line) => line.slice('installed '.length)),
  );
  return wanted.filter((name) => !installed.has(name));
}

/**
 * Installs what is missing of `wanted`. Returns null when all is there afterwards, else one sentence that
 * names what is not.
 */
export function installPackages(wanted: readonly string[] = PACKAGES): string | null {
  const missing = missingPackages(wanted);
  if (missing.length === 0) return null;
  const names = missing.join(' ');
  if (!isDebian()) return `The lab needs Debian packages (${names}); this machine has no apt.`;
  if (process.getuid?.() !== 0) return `Missing Debian packages; as root: apt-get install ${names}`;
  for (const argv of [
    ['update', '-q'],
    ['install', '-q', '-y', '--no-install-recommends', ...missing],
  ]) {
    // Output to stderr: who calls the lab may read its stdout.
    spawnSync('apt-get', argv, {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  const left = missingPackages(wanted);
  return left.length === 0 ? null : `apt-get could not install ${left.join(' ')}.`;
}
