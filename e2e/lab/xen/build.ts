/** From unpacked packages to what a Dom0 boots from. Maintainer scripts are not run: the few that matter are done here. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { must, together } from '../run.ts';

const UNPACK = `dpkg-deb --fsys-tarfile "$1" | tar -x --keep-directory-symlink -C "$2" \\
  --exclude './usr/share/doc/*' --exclude './usr/share/man/*' --exclude './usr/share/info/*' \\
  --exclude './usr/share/locale/*' --exclude './usr/share/bug/*' --exclude './usr/share/lintian/*'`;
const GUNZIP = 'gzip -dc "$1" >"$2"';
// The image is a decompressor with the kernel behind it; more follows the kernel.
const UNXZ = 'tail -c +"$3" "$1" | xz -dc --single-stream >"$2"';

/** Where the guests' kernels lie in Dom0. */
export const GUEST_BOOT = '/srv/xen';

const BOOT_MODULES = ['virtio_pci', 'virtio_blk', 'crc32c_generic', 'ext4'];
const GUEST_MODULES = ['xen-netfront', 'xen-blkfront'];
const XEN_MODULES =
  'xen-evtchn xen-gntdev xen-gntalloc xen-privcmd xenfs xen-netback xen-blkback xen-pciback';
const DOM0_MODULES = [...XEN_MODULES.split(' '), 'virtio_net', 'bridge', 'tun', 'loop', '8021q'];

export interface Tree {
  /** Dom0's file system. */
  readonly root: string;
  /** The kernel's package, of which Dom0 gets a part. */
  readonly kernel: string;
  readonly version: string;
}

export async function unpack(debs: readonly string[], work: string): Promise<Tree> {
  const root = join(work, 'root');
  const kernel = join(work, 'kernel');
  mkdirSync(kernel);
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(join(root, 'usr', name), { recursive: true });
    symlinkSync(join('usr', name), join(root, name));
  }
  const isKernel = (deb: string) => basename(deb).startsWith('linux-image-');
  const into = async (files: readonly string[], folder: string) => {
    for (const deb of files) await must(['sh', '-c', UNPACK, 'sh', deb, folder], { timeout: 120_000 });
  };
  const others = debs.filter((deb) => !isKernel(deb));
  await together([into(debs.filter(isKernel), kernel), into(others, root)]);
  const version = readdirSync(join(kernel, 'lib/modules'))[0];
  if (version === undefined) throw new Error('The kernel package has no modules.');
  await must(['depmod', '-b', kernel, version]);
  return { root, kernel, version };
}

/** Hypervisor and kernel, uncompressed: an emulated processor takes long to do it. */
export async function buildBoot({ root, kernel, version }: Tree, image: string): Promise<void> {
  const xen = readdirSync(join(root, 'boot')).find((name) => /^xen-.*-amd64\.gz$/.test(name));
  if (xen === undefined) throw new Error('The package of the hypervisor has no hypervisor.');
  await must(['sh', '-c', GUNZIP, 'sh', join(root, 'boot', xen), join(image, 'xen')]);
  const compressed = join(kernel, 'boot', `vmlinuz-${version}`);
  const start = readFileSync(compressed).indexOf(Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]));
  if (start < 0) throw new Error('The Dom0 kernel is not compressed with xz, as Debian does it.');
  const plain = join(image, 'vmlinux');
  await must(['sh', '-c', UNXZ, 'sh', compressed, plain, String(start + 1)]);
  const guests = join(root, GUEST_BOOT);
  mkdirSync(guests, { recursive: true });
  copyFileSync(plain, join(guests, 'vmlinux'));
  copyFileSync(compressed, join(guests, 'vmlinuz'));
}

export async function buildModules(tree: Tree, image: string): Promise<void> {
  for (const [kind, names] of [
    ['boot-modules', BOOT_MODULES],
    ['guest-modules', GUEST_MODULES],
  ] as const) {
    const folder = join(image, kind);
    mkdirSync(folder);
    const files = await withDependencies(tree, names);
    files.forEach((file, i) => {
      const order = String(i).padStart(2, '0');
      copyFileSync(file, join(folder, `${order}-${basename(file)}`));
    });
  }
  const from = join(tree.kernel, 'lib/modules', tree.version);
  const to = join(tree.root, 'lib/modules', tree.version);
  for (const file of await withDependencies(tree, [...BOOT_MODULES, ...DOM0_MODULES])) {
    const copy = join(to, file.slice(from.length));
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(file, copy);
  }
  for (const list of ['modules.builtin', 'modules.builtin.modinfo', 'modules.order'])
    copyFileSync(join(from, list), join(to, list));
  await must(['depmod', '-b', tree.root, tree.version]);
}

/** Files of the modules and of all they need, in the order to load them; what is built in has none. */
async function withDependencies(
  { kernel, version }: Tree,
  names: readonly string[],
): Promise<readonly string[]> {
  const files = new Set<string>();
  for (const name of names) {
    const text = await must(['modprobe', '-d', kernel, '-S', version, '--show-depends', name]);
    for (const [, file = ''] of text.matchAll(/^insmod (\S+)/gm)) files.add(file);
  }
  return [...files];
}

/** Disk of Dom0, sparse, with room for saved guests. */
export async function buildDisk({ root }: Tree, image: string): Promise<void> {
  finish(root);
  await must(['ldconfig', '-r', root]);
  const options = ['-q', '-t', 'ext4', '-m', '0', '-L', 'dom0', '-E', 'lazy_itable_init=1', '-J', 'size=8'];
  await must(['mke2fs', ...options, '-d', root, join(image, 'dom0.ext4'), '2G'], { timeout: 120_000 });
}

const FOLDERS = 'dev proc sys run tmp mnt root home var/tmp var/lib/xen var/log/xen/console var/log/libvirt';

/** What maintainer scripts would have done, as far as a Dom0 needs it. */
function finish(root: string): void {
  for (const folder of FOLDERS.split(' ')) mkdirSync(join(root, folder), { recursive: true });
  // Packages bring folders for these; on a running system they are links.
  for (const name of ['run', 'lock']) rmSync(join(root, 'var', name), { recursive: true, force: true });
  link(root, 'var/run', '/run');
  link(root, 'var/lock', '/run/lock');
  link(root, 'etc/mtab', '/proc/self/mounts');
  link(root, 'usr/bin/awk', 'mawk');
  copyFileSync('/bin/busybox', join(root, 'usr/bin/busybox'));
  for (const applet of ['init', 'poweroff', 'reboot', 'halt'])
    link(root, `usr/sbin/${applet}`, '../bin/busybox');
  copyFileSync(join(root, 'usr/share/libc-bin/nsswitch.conf'), join(root, 'etc/nsswitch.conf'));
  withoutSep(join(root, 'usr/share/libvirt/cpu_map'));
}

/** A link where no package has put anything. */
function link(root: string, path: string, target: string): void {
  if (!existsSync(join(root, path))) symlinkSync(target, join(root, path));
}

/** Xen hides SEP on AMD processors; libvirt's models demand it, and libvirtd then refuses Xen altogether. */
function withoutSep(models: string): void {
  for (const model of ['x86_qemu64.xml', 'x86_kvm64.xml']) {
    const text = readFileSync(join(models, model), 'utf8');
    writeFileSync(join(models, model), text.replace(/^.*name='sep'.*\n/m, ''));
  }
}
