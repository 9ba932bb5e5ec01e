/**
 * Guests whose boot loader runs in Dom0 and asks: pyGRUB, which takes one of two kernels from the disk of its guest, and a
 * script that stands for all others.
 */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SOON } from '../kernel-options.ts';
import { must } from '../run.ts';
import { guestConf, type XenLab } from './index.ts';

const GRUB = 'grub107';
const SCRIPT = 'menu106';
/** What the second entry says to its kernel. */
export const SECOND = 'entry=second';

const MENU = `set timeout=600
set default=0
menuentry 'The first' {
  linux /boot/vmlinuz console=hvc0 ${SOON} hn=${GRUB} entry=first
  initrd /boot/guest.cpio
}
menuentry 'The second' {
  linux /boot/vmlinuz console=hvc0 ${SOON} hn=${GRUB} ${SECOND}
  initrd /boot/guest.cpio
}
`;

const CONFIGURE = `
mkdir -p "\${2%/*}" && mv /tmp/grub.img "\${2%/*}/xvda.img" &&
  grep -vE '^(kernel|ramdisk|extra|#@#)' "$1" |
  sed 's/tst100/${GRUB}/; s/6842caf9/6842ca07/; s/13:11:40/13:11:47/' >"$2" &&
  printf '%s\\n' '#@#MAGICID-XEN' 'bootloader = "pygrub"' "disk = [ '\${2%/*}/xvda.img,raw,xvda,rw' ]" >>"$2"`;

/** Answers as pygrub does; libxl takes its files away. */
const LOADER = String.raw`#!/bin/sh
for word; do
  case $word in --output=*) out=${'$'}{word#*=} ;; --output-directory=*) folder=${'$'}{word#*=} ;; esac
done
stty -icanon -echo min 1
printf ' 1 the first\r\n 2 the second\r\nWhich one? '
key=$(dd bs=1 count=1 2>/dev/null)
printf 'Number %s.\r\n' "$key"
cp /srv/xen/vmlinux "$folder/kernel" && cp /srv/xen/guest.cpio "$folder/ramdisk"
printf "kernel $folder/kernel\0ramdisk $folder/ramdisk\0args console=hvc0 ${SOON} hn=${SCRIPT}\0" >"$out"
`;

const ADD_SCRIPT = `
mkdir -p "$2" && cd "$2" && cat >loader && chmod +x loader && truncate -s 1M xvda.img &&
  grep -vE '^(kernel|ramdisk|extra|#@#)' "$1" |
  sed 's/tst100/${SCRIPT}/; s/6842caf9/6842ca06/; s/13:11:40/13:11:46/' >${SCRIPT}.conf &&
  printf '%s\\n' '#@#MAGICID-XEN' "bootloader = '$2/loader'" "disk = [ '$2/xvda.img,raw,xvda,rw' ]" >>${SCRIPT}.conf`;

/** The one with a script, in `folder`. */
export async function addMenuGuest(lab: XenLab, folder: string): Promise<void> {
  const argv = ['sh', '-c', ADD_SCRIPT, 'sh', guestConf('tst100'), `${folder}/${SCRIPT}`];
  await lab.must(argv, { input: LOADER });
}

/** Puts the one with pyGRUB into the inventory of Dom0, at `folder` or where the others are; returns its label. */
export async function addPygrubGuest(lab: XenLab, folder = '/home/acue/xen'): Promise<string> {
  const work = mkdtempSync(join(tmpdir(), 'ctys-pygrub-'));
  try {
    const root = join(work, 'root');
    const image = join(work, 'grub.img');
    mkdirSync(join(root, 'boot/grub'), { recursive: true });
    writeFileSync(join(root, 'boot/grub/grub.cfg'), MENU);
    const copy = ['scp', '-q', '-F', lab.sshConfig];
    await must([...copy, 'dom0:/srv/xen/vmlinuz', 'dom0:/srv/xen/guest.cpio', join(root, 'boot')]);
    // The plain ext2 that libfsimage of Xen reads.
    await must(['mke2fs', '-q', '-t', 'ext2', '-b', '1024', '-O', 'none', '-d', root, image, '14M']);
    await must([...copy, image, 'dom0:/tmp/grub.img']);
    const conf = `${folder}/${GRUB}/${GRUB}.conf`;
    await lab.must(['sh', '-c', CONFIGURE, 'sh', guestConf('tst100'), conf]);
    return GRUB;
  } finally {
    rmSync(work, { recursive: true });
  }
}
