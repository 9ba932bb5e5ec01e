/** What a guest of Dom0 is installed by and from: a ramdisk that obeys a script, and a system as an archive, over HTTP. */
import { chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fillGuestRoot, packArchive } from '../initramfs.ts';
import { must } from '../run.ts';
import { GUEST_BOOT } from './build.ts';
import type { XenImage } from './image.ts';

const INSTALLER_ROOT = join(import.meta.dirname, 'installer-root');
const GUEST_ROOT = join(import.meta.dirname, 'guest-root');

export const INSTALLER = `${GUEST_BOOT}/installer.cpio`;
/** Dom0's web server has this folder. */
export const SOURCE = `${GUEST_BOOT}/source`;

/** Both below `payload`, the files of Dom0. */
export async function writeInstaller(payload: string, image: XenImage, work: string): Promise<void> {
  const root = join(work, 'system-root');
  await fillGuestRoot(root, []);
  cpSync(GUEST_ROOT, root, { recursive: true });
  for (const script of ['rc', 'rc.stop', 'console']) chmodSync(join(root, 'etc', script), 0o755);
  mkdirSync(join(payload, SOURCE), { recursive: true });
  await must(['tar', '--owner=0', '--group=0', '-cf', join(payload, SOURCE, 'system.tar'), '-C', root, '.']);
  toInstaller(root, image);
  mkdirSync(dirname(join(payload, INSTALLER)), { recursive: true });
  await packArchive(root, join(payload, INSTALLER));
  rmSync(root, { recursive: true });
}

/** The same busybox, with what it takes to reach network and disk, and another first process. */
function toInstaller(root: string, { bootModules, guestModules }: XenImage): void {
  rmSync(join(root, 'etc'), { recursive: true });
  rmSync(join(root, 'init'));
  for (const folder of ['etc', 'mnt']) mkdirSync(join(root, folder));
  copyFileSync(join(INSTALLER_ROOT, 'init'), join(root, 'init'));
  chmodSync(join(root, 'init'), 0o755);
  const modules = join(root, 'lib/modules');
  for (const old of readdirSync(modules)) rmSync(join(modules, old));
  for (const file of guestModules) copyFileSync(file, join(modules, basename(file)));
  for (const file of bootModules.filter((path) => !/virtio/.test(path)))
    copyFileSync(file, join(modules, `90-${basename(file)}`));
}
