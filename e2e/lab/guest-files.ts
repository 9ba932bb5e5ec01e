/** The lab's guests and the files that configure them, in the forms people use. Pure. */
import { createHash } from 'node:crypto';
import { SOON } from './kernel-options.ts';
import { BOOT_DIR } from './layout.ts';
import type { Variant } from './initramfs.ts';

export interface GuestSpec {
  readonly host: string;
  readonly name: string;
  /** ctys: a .ctys file and a start script; script: the script alone; args: QEMU arguments, one a line. */
  readonly form: 'ctys' | 'script' | 'args';
  readonly owner: 'acue' | 'root';
  /** Value of -vnc; absent: a unix socket beside the configuration. */
  readonly vnc?: string;
  readonly boot: Variant;
  /** Last byte of its MAC address. */
  readonly number: number;
}

export const GUESTS: readonly GuestSpec[] = [
  { host: 'lab00', name: 'tst100', form: 'ctys', owner: 'acue', boot: 'guest', number: 100 },
  {
    host: 'lab00',
    name: 'tst101',
    form: 'args',
    owner: 'acue',
    boot: 'guest',
    number: 101,
    vnc: '127.0.0.1:1,password=on',
  },
  {
    host: 'lab00',
    name: 'tst102',
    form: 'script',
    owner: 'acue',
    boot: 'guest',
    number: 102,
    vnc: '127.0.0.1:2',
  },
  { host: 'lab00', name: 'deaf103', form: 'ctys', owner: 'acue', boot: 'deaf', number: 103 },
  { host: 'lab01', name: 'tst110', form: 'ctys', owner: 'root', boot: 'guest', number: 110 },
  { host: 'lab02', name: 'tst120', form: 'ctys', owner: 'acue', boot: 'guest', number: 120 },
];

export interface GuestFile {
  readonly content: string;
  readonly mode: number;
}

/** Folder of a guest on its host; its name is the label. */
export function guestDir(spec: GuestSpec): string {
  return `/home/acue/qemu/${spec.name}`;
}

export function guestUuid(spec: GuestSpec): string {
  const hex = createHash('sha256').update(`ctys-lab guest ${spec.name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function guestMac(spec: GuestSpec): string {
  return `02:79:00:00:00:${spec.number.toString(16).padStart(2, '0')}`;
}

/** Files in the guest's folder by name. */
export function guestFiles(spec: GuestSpec): Readonly<Record<string, GuestFile>> {
  if (spec.form === 'args') return { [`${spec.name}.args`]: { content: argsFile(spec), mode: 0o644 } };
  const script = { [`${spec.name}.sh`]: { content: startScript(spec), mode: 0o755 } };
  if (spec.form === 'script') return script;
  return { ...script, [`${spec.name}.ctys`]: { content: ctysFile(spec), mode: 0o644 } };
}

/** What the machine is made of, whoever starts it. Never KVM: see host-init.sh. */
function machineArgs(spec: GuestSpec): readonly (readonly string[])[] {
  return [
    ['-name', `guest=${spec.name}`],
    // The script without .ctys is a guest that nobody gave a uuid.
    ...(spec.form === 'script' ? [] : [['-uuid', guestUuid(spec)]]),
    ['-M', 'pc'],
    ['-accel', 'tcg,tb-size=32'],
    ['-m', '128'],
    ['-smp', '1'],
    ['-nodefaults'],
    ['-no-user-config'],
    ['-vga', 'std'],
    ['-display', 'none'],
    ['-kernel', `${BOOT_DIR}/vmlinuz`],
    ['-initrd', `${BOOT_DIR}/${spec.boot}.cpio.gz`],
    ['-append', `console=tty0 console=ttyS0 ${SOON} hn=${spec.name}`],
    ['-netdev', 'user,id=net0,restrict=on'],
    ['-device', `virtio-net-pci,netdev=net0,mac=${guestMac(spec)},romfile=`],
  ];
}

/** What makes it manageable: monitor, serial port, screen and pid file below `here`. */
function managedArgs(spec: GuestSpec, here: string): readonly (readonly string[])[] {
  const at = (ending: string) => `${here}/${spec.name}.${ending}`;
  return [
    ['-chardev', `socket,id=serial0,path=${at('serial')},server=on,wait=off,logfile=${at('log')}`],
    ['-serial', 'chardev:serial0'],
    ['-qmp', `unix:${at('qmp')},server=on,wait=off`],
    ['-pidfile', at('pid')],
    ['-daemonize'],
  ];
}

function screenArgs(spec: GuestSpec, here: string): readonly string[] {
  return ['-vnc', spec.vnc ?? `unix:${here}/${spec.name}.vnc`];
}

function startScript(spec: GuestSpec): string {
  const here = '$here';
  const options = [...machineArgs(spec), ...managedArgs(spec, here), screenArgs(spec, here)];
  const lines = options.map((words) => `  ${words.map(shellWord).join(' ')} \\`);
  return [
    '#!/bin/sh',
    `# Starts the guest ${spec.name}. Further QEMU arguments may be given.`,
    'here=$(cd "$(dirname "$0")" && pwd)',
    'exec qemu-system-x86_64 \\',
    ...lines,
    '  "$@"',
    '',
  ].join('\n');
}

/** Only for the constants above: double quotes where a word needs any, so that $here is seen. */
function shellWord(word: string): string {
  return /^[\w./:,=@-]+$/.test(word) ? word : `"${word}"`;
}

function argsFile(spec: GuestSpec): string {
  return [
    `# The guest ${spec.name}: arguments of qemu-system-x86_64, one a line.`,
    ...machineArgs(spec).flat(),
    '# Its screen wants a password, which is set through the monitor.',
    ...screenArgs(spec, guestDir(spec)),
    '',
  ].join('\n');
}

/** The arguments in an args file, and what else the lab gives such a guest. */
export function argsToRun(spec: GuestSpec, file: string): readonly string[] {
  const written = file.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return [...written, ...managedArgs(spec, guestDir(spec)).flat()];
}

function ctysFile(spec: GuestSpec): string {
  const keys = {
    LABEL: spec.name,
    UUID: guestUuid(spec),
    MAC0: guestMac(spec),
    DIST: 'Debian',
    OS: 'Linux',
    CATEGORY: 'VM',
    VMSTATE: 'ACTIVE',
    ARCH: 'x86_64',
    VRAM: '128',
    VCPU: '1',
  };
  const lines = Object.entries(keys).map(([key, value]) => `#@#${key} = "${value}"`);
  return ['#@#MAGICID-QEMU', ...lines, ''].join('\n');
}
