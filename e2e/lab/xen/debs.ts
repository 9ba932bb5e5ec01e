/** The Debian packages a Dom0 is made of: which they are, and how they come here. They are never installed here. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { must, run } from '../run.ts';

/** What the Dom0 is for, and the programs its start files call. The rest follows from their dependencies. */
const WANTED: readonly string[] = [
  'linux-image-amd64',
  'xen-hypervisor-4.17-amd64',
  'xen-utils-4.17',
  'xenstore-utils',
  'qemu-system-xen',
  'libvirt-daemon',
  'libvirt-daemon-driver-xen',
  'libvirt-clients',
  'openssh-server',
  'openssh-sftp-server',
  'sudo',
  'bash',
  'dash',
  'coreutils',
  'findutils',
  'grep',
  'sed',
  'mawk',
  'procps',
  'kmod',
  'mount',
  'login',
  'passwd',
  'util-linux',
  'iproute2',
  'hostname',
  'bridge-utils',
  'iputils-ping',
  'libc-bin',
  'ncurses-base',
  'base-files',
];

/** Depended on for installing or upgrading, which nobody does in a Dom0 that is unpacked only. */
const NOT_NEEDED =
  /^(perl.*|libperl.*|lib.*-perl|iso-codes|initramfs-tools.*|klibc-utils|libklibc|linux-base|linux-image-amd64|udev|usrmerge|dpkg|tar|cpio|debconf|ucf|adduser|init-system-helpers|runit-helper|sysvinit-utils)$/;

export interface Deb {
  readonly name: string;
  readonly version: string;
  /** As the archive names it. */
  readonly file: string;
}

/** The packages as they would be installed on an empty machine, from this machine's archives. */
export async function resolveDebs(): Promise<readonly Deb[]> {
  const first = await printUris();
  if (first.code === 0) return parseUris(first.stdout);
  await run(['apt-get', '-q', 'update'], { timeout: 300_000 });
  const second = await printUris();
  if (second.code === 0) return parseUris(second.stdout);
  throw new Error(`The Debian archive has not all of a Xen Dom0: ${second.stderr.trim().slice(0, 1000)}`);
}

function printUris() {
  const empty = ['-o', 'Dir::State::status=/dev/null', '-o', 'Debug::NoLocking=1'];
  // Also what apt has in its own archive is to be printed.
  const nothingKept = ['-o', 'Dir::Cache::archives=/nonexistent'];
  const argv = ['apt-get', '-q', 'install', '--print-uris', '-y', '--no-install-recommends'];
  return run([...argv, ...empty, ...nothingKept, ...WANTED]);
}

/** Of the output of `apt-get install --print-uris`: lines `'URI' FILE SIZE HASH`, FILE with `%3a` for a colon. */
export function parseUris(text: string): readonly Deb[] {
  return [...text.matchAll(/^'[^']+' ((\S+?)_(\S+?)_\S+\.deb) /gm)]
    .map(([, file = '', name = '', version = '']) => ({ name, version: decodeURIComponent(version), file }))
    .filter(({ name }) => !NOT_NEEDED.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Downloads them (about 140 MB) into `folder`; returns the files' paths. */
export async function downloadDebs(debs: readonly Deb[], folder: string): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true });
  const names = debs.map(({ name, version }) => `${name}=${version}`);
  await must(['apt-get', '-q', '-o', 'APT::Sandbox::User=root', 'download', ...names], {
    cwd: folder,
    timeout: 600_000,
  });
  const files = readdirSync(folder).filter((file) => file.endsWith('.deb'));
  if (files.length !== debs.length)
    throw new Error(`apt-get download gave ${files.length} packages of ${debs.length}.`);
  return files.sort().map((file) => join(folder, file));
}
