/** The guests of Dom0 and their configurations: native keys of xl, and keys of ctys in comments. Pure. */
import { SOON } from '../kernel-options.ts';
import { GUEST_BOOT } from './build.ts';

export interface XenGuest {
  readonly name: string;
  readonly type: 'pv' | 'pvh' | 'hvm';
  /** 32 hex digits, as ctys writes it. */
  readonly uuid: string;
  /** Last byte of its MAC address. */
  readonly mac: string;
  readonly ip: string;
  readonly memory: number;
  /** Screen over VNC; Dom0 chooses the display when it starts. */
  readonly screen: boolean;
  /** Takes no notice of a shutdown. */
  readonly deaf: boolean;
}

const plain = { type: 'pv', memory: 96, screen: false, deaf: false } as const;

export const XEN_GUESTS: readonly XenGuest[] = [
  { ...plain, name: 'tst100', uuid: '6842caf91e3e43249ed596b8b9f2c5c2', mac: '40', ip: '192.168.1.220' },
  {
    ...plain,
    name: 'tst101',
    type: 'pvh',
    uuid: '5ab9c0a3b3de4bb29c5f36c1e7d3f101',
    mac: '41',
    ip: '192.168.1.221',
  },
  {
    ...plain,
    name: 'tst102',
    screen: true,
    uuid: 'e4d1d6f0a9274a4f8f0f2b7c9a5ce102',
    mac: '42',
    ip: '192.168.1.222',
  },
  {
    ...plain,
    name: 'deaf103',
    deaf: true,
    uuid: '0c8f2b54e6d94d0cb1d5a7f36e48d103',
    mac: '43',
    ip: '192.168.1.223',
  },
  {
    ...plain,
    name: 'tst104',
    type: 'hvm',
    memory: 160,
    screen: true,
    uuid: '9b3c7d2e51f84a6d8e0a4c6f1b2de104',
    mac: '44',
    ip: '192.168.1.224',
  },
];

export const BRIDGE = 'xenbr0';
export const BRIDGE_ADDRESS = '192.168.1.1/24';
export const GUEST_INITRD = `${GUEST_BOOT}/guest.cpio`;

/** Folder of a guest in Dom0; its name is the label. */
export function guestFolder(name: string): string {
  return `/home/acue/xen/${name}`;
}

export function guestConf(name: string): string {
  return `${guestFolder(name)}/${name}.conf`;
}

export function guestMac(guest: XenGuest): string {
  return `00:50:56:13:11:${guest.mac}`;
}

/** Files of all guests: path in Dom0 to content. */
export function guestFiles(): Readonly<Record<string, string>> {
  return Object.fromEntries(XEN_GUESTS.flatMap(filesOf));
}

function filesOf(guest: XenGuest): readonly (readonly [string, string])[] {
  const conf: readonly [string, string] = [guestConf(guest.name), configuration(guest)];
  if (guest.name !== 'tst100') return [conf];
  const copy = `${guest.name}-copy`;
  return [
    conf,
    // As the ancestor's installation leaves it beside the one that is used afterwards.
    [`${guestFolder(guest.name)}/${guest.name}-inst.conf`, installation(guest)],
    [guestConf(copy), `#@#MAGICID-IGNORE\n${configuration(guest)}`],
  ];
}

function configuration(guest: XenGuest): string {
  return lines([...ctysKeys(guest), ...nativeKeys(guest), 'on_reboot = "restart"', 'on_crash = "destroy"']);
}

function installation(guest: XenGuest): string {
  const once = ['on_reboot = "destroy"', 'on_crash = "destroy"'];
  return lines(['# Installs the guest, once.', ...ctysKeys(guest), ...nativeKeys(guest), ...once]);
}

function ctysKeys(guest: XenGuest): readonly string[] {
  const keys = {
    LABEL: guest.name,
    UUID: guest.uuid,
    MAC0: guestMac(guest),
    IP0: guest.ip,
    DIST: 'CentOS',
    DISTREL: '5.0',
    OS: 'Linux',
    OSREL: '2.6',
    CATEGORY: 'VM',
    VMSTATE: 'ACTIVE',
    ARCH: 'x86_64',
    VRAM: String(guest.memory),
    VCPU: '1',
    STACKCAP: 'xen',
  };
  return ['#@#MAGICID-XEN', ...Object.entries(keys).map(([key, value]) => `#@#${key} = "${value}"`)];
}

function nativeKeys(guest: XenGuest): readonly string[] {
  const kernel = `${GUEST_BOOT}/${guest.type === 'hvm' ? 'vmlinuz' : 'vmlinux'}`;
  return [
    `name = "${guest.name}"`,
    `uuid = "${dashed(guest.uuid)}"`,
    `type = "${guest.type}"`,
    `kernel = "${kernel}"`,
    `ramdisk = "${GUEST_INITRD}"`,
    `extra = "${commandLine(guest)}"`,
    `memory = ${guest.memory}`,
    `maxmem = ${guest.memory}`,
    'vcpus = 1',
    `vif = [ 'mac=${guestMac(guest)},bridge=${BRIDGE}' ]`,
    ...screen(guest),
    'on_poweroff = "destroy"',
  ];
}

/** The last console is the one that init speaks on. */
function commandLine(guest: XenGuest): string {
  const consoles = [
    ...(guest.screen ? ['console=tty0'] : []),
    ...(guest.type === 'hvm' ? ['console=ttyS0'] : []),
    'console=hvc0',
  ];
  const words = [...consoles, SOON, `hn=${guest.name}`, `ip0=${guest.ip}`];
  // The clock of a PV guest is Xen's: measuring another takes a second.
  if (guest.type === 'pv') words.push('tsc_early_khz=2000000');
  return [...words, ...(guest.deaf ? ['deaf'] : [])].join(' ');
}

function screen(guest: XenGuest): readonly string[] {
  if (!guest.screen) return [];
  if (guest.type !== 'hvm') return ["vfb = [ 'vnc=1,vnclisten=127.0.0.1,vncunused=1' ]"];
  return ['serial = "pty"', 'vga = "stdvga"', 'vnc = 1', 'vnclisten = "127.0.0.1"', 'vncunused = 1'];
}

export function dashed(uuid: string): string {
  return uuid.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
