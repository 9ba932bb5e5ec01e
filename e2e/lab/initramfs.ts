/** The guests' file system: busybox and a handful of files, as two initramfs archives. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cacheDir } from './layout.ts';
import { fetchKernel, type Kernel } from './kernel.ts';
import { must } from './run.ts';

export const BUSYBOX = '/bin/busybox';
const ROOT = join(import.meta.dirname, 'guest-root');
const FOLDERS = ['bin', 'sbin', 'dev', 'proc', 'sys', 'run', 'tmp', 'root', 'var', 'lib/modules'];
const PACK = 'find . | cpio -o -H newc -R 0:0 --quiet | gzip -1 >"$1"';
const PACK_PLAIN = 'find . | cpio -o -H newc --quiet >"$1"';

/** `deaf` has no acpid: it takes no notice of its power button. `host` has a network and sshd, as a physical machine. */
export type Variant = 'guest' | 'deaf' | 'host';
export const VARIANTS: readonly Variant[] = ['guest', 'deaf', 'host'];

/** Sees to it that vmlinuz, guest.cpio.gz and deaf.cpio.gz are in the cache and current. */
export async function prepareBootFiles(cache = cacheDir()): Promise<void> {
  const kernel = await fetchKernel(cache);
  const stamp = stampOf(kernel);
  const stampFile = join(cache, 'initramfs.stamp');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  for (const variant of VARIANTS) await pack(cache, kernel, variant);
  writeFileSync(stampFile, stamp);
}

/** Changes when anything does that goes into the archives. */
function stampOf(kernel: Kernel): string {
  const hash = createHash('sha256').update(kernel.version).update(readFileSync(BUSYBOX));
  hash.update(readFileSync(import.meta.filename));
  for (const root of [ROOT, HOST_ROOT])
    for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
      hash.update(path);
      if (statSync(join(root, path)).isFile()) hash.update(readFileSync(join(root, path)));
    }
  for (const program of HOST_PROGRAMS) hash.update(readFileSync(program));
  return hash.digest('hex');
}

async function pack(cache: string, kernel: Kernel, variant: Variant): Promise<void> {
  const root = mkdtempSync(join(cache, 'root-'));
  const archive = `${root}.cpio.gz`;
  try {
    await fillGuestRoot(root, variant === 'host' ? kernel.hostModules : kernel.modules);
    if (variant === 'deaf') deafen(join(root, 'etc/inittab'));
    if (variant === 'host') await fillHostRoot(root);
    await must(['sh', '-c', PACK, 'sh', archive], { cwd: root });
    // Whoever reads it meanwhile keeps the old one.
    renameSync(archive, join(cache, `${variant}.cpio.gz`));
  } finally {
    rmSync(root, { recursive: true, force: true });
    rmSync(archive, { force: true });
  }
}

/** Everything of a guest's file system: the files in guest-root, busybox under all its names, modules. */
export async function fillGuestRoot(root: string, modules: readonly string[]): Promise<void> {
  for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true });
  cpSync(ROOT, root, { recursive: true });
  for (const script of ['etc/rc', 'etc/rc.stop', 'etc/ready', 'etc/acpi/PWRF/00000080'])
    chmodSync(join(root, script), 0o755);
  copyFileSync(BUSYBOX, join(root, 'bin/busybox'));
  const applets = (await must([BUSYBOX, '--list'])).split('\n').filter((name) => name && name !== 'busybox');
  for (const applet of applets) symlinkSync('busybox', join(root, 'bin', applet));
  symlinkSync('../bin/busybox', join(root, 'sbin/init'));
  symlinkSync('sbin/init', join(root, 'init'));
  await must(['mknod', join(root, 'dev/console'), 'c', '5', '1']);
  await must(['mknod', join(root, 'dev/null'), 'c', '1', '3']);
  const folder = join(root, 'lib/modules');
  for (const path of modules) copyFileSync(path, join(folder, basename(path)));
  writeFileSync(join(folder, 'order'), modules.map((path) => `${basename(path)}\n`).join(''));
}

const HOST_ROOT = join(import.meta.dirname, 'host-root');
const HOST_PROGRAMS = ['/usr/sbin/dropbear', '/usr/sbin/ethtool'];

/** What a physical machine has beyond a guest: its network, sshd, ethtool, and the libraries they need. */
async function fillHostRoot(root: string): Promise<void> {
  cpSync(HOST_ROOT, root, { recursive: true });
  for (const script of ['etc/rc.host', 'etc/rc.stop']) chmodSync(join(root, script), 0o755);
  for (const program of HOST_PROGRAMS) {
    const libraries = (await must(['ldd', program])).match(/\/\S+/g) ?? [];
    for (const file of [program, ...libraries]) {
      mkdirSync(join(root, dirname(file)), { recursive: true });
      copyFileSync(file, join(root, file));
    }
  }
}

/** A few more files for the end of an archive of `pack`: the kernel unpacks one after the other. */
export async function appendFiles(archive: string, folder: string, to: string): Promise<void> {
  const more = `${to}.more`;
  await must(['sh', '-c', PACK, 'sh', more], { cwd: folder });
  writeFileSync(to, Buffer.concat([readFileSync(archive), readFileSync(more)]));
  rmSync(more);
}

/** A tree as an archive that is not compressed, with the owners the files have: an emulated machine reads it sooner. */
export async function packArchive(root: string, archive: string): Promise<void> {
  await must(['sh', '-c', PACK_PLAIN, 'sh', archive], { cwd: root });
}

function deafen(inittab: string): void {
  const lines = readFileSync(inittab, 'utf8').split('\n');
  writeFileSync(inittab, lines.filter((line) => !line.includes('acpid')).join('\n'));
}
