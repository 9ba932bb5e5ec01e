/** The initramfs of Dom0: what takes it to its disk, and the files of this lab, which it puts there at its first boot. */
import { chmodSync, copyFileSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { homePaths } from '../home.ts';
import { giveTo, writeAt } from '../host-files.ts';
import { BUSYBOX, fillGuestRoot, packArchive } from '../initramfs.ts';
import { makeKey, publicKey } from '../keys.ts';
import { must } from '../run.ts';
import { DOM0_USERS, dom0Files } from './dom0-files.ts';
import { GUEST_INITRD, guestFiles } from './guests.ts';
import type { XenImage } from './image.ts';
import { writeInstaller } from './installer.ts';
import { DOM0, type XenLayout } from './layout.ts';

const DOM0_ROOT = join(import.meta.dirname, 'dom0-root');
const GUEST_ROOT = join(import.meta.dirname, 'guest-root');
const HOST_KEY = '/etc/ssh/ssh_host_ed25519_key';

/** Makes the archive; returns the public key of Dom0's sshd. */
export async function writeInitrd(lab: XenLayout, image: XenImage): Promise<string> {
  const root = join(lab.state, 'initrd-root');
  for (const folder of ['bin', 'dev', 'proc', 'root', 'lib'])
    mkdirSync(join(root, folder), { recursive: true });
  cpSync(DOM0_ROOT, root, { recursive: true });
  for (const script of ['init', 'payload/etc/rc', 'payload/etc/rc.stop'])
    chmodSync(join(root, script), 0o755);
  copyFileSync(BUSYBOX, join(root, 'bin/busybox'));
  await must(['mknod', join(root, 'dev/console'), 'c', '5', '1']);
  for (const file of image.bootModules) copyFileSync(file, join(root, 'lib', basename(file)));
  const payload = join(root, 'payload');
  writePayload(payload, lab);
  await writeGuestInitrd(join(payload, GUEST_INITRD), image, lab.state);
  await writeInstaller(payload, image, lab.state);
  await makeKey(join(payload, HOST_KEY), DOM0);
  const hostKey = publicKey(join(payload, `${HOST_KEY}.pub`));
  await packArchive(root, lab.initrd);
  rmSync(root, { recursive: true });
  return hostKey;
}

function writePayload(payload: string, lab: XenLayout): void {
  for (const [path, { content, mode }] of Object.entries(dom0Files()))
    writeAt(join(payload, path), content, mode);
  for (const [path, content] of Object.entries(guestFiles())) writeAt(join(payload, path), content);
  const { identity, lockedIdentity } = homePaths(lab);
  const authorized = [identity, lockedIdentity].map((key) => `${publicKey(`${key}.pub`)}\n`).join('');
  for (const { home, uid } of DOM0_USERS) {
    writeAt(join(payload, home, '.ssh/authorized_keys'), authorized, 0o600);
    chmodSync(join(payload, home, '.ssh'), 0o700);
    giveTo(join(payload, home), uid);
  }
}

async function writeGuestInitrd(archive: string, image: XenImage, work: string): Promise<void> {
  const root = join(work, 'guest-root');
  await fillGuestRoot(root, image.guestModules);
  cpSync(GUEST_ROOT, root, { recursive: true });
  for (const script of ['rc', 'rc.stop', 'console']) chmodSync(join(root, 'etc', script), 0o755);
  mkdirSync(join(archive, '..'), { recursive: true });
  await packArchive(root, archive);
  rmSync(root, { recursive: true });
}
