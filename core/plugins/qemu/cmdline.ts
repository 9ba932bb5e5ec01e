/** What a QEMU command line says of its guest. Pure. Options: qemu(1) 7.2. */
import { cleanUuid } from '../config/uuid.ts';
import type { Endpoint } from '../../channel/channel.ts';
import {
  absolute,
  isOn,
  type Options,
  parseDevice,
  parseOptions,
  parseShortSocket,
  socketOf,
} from './options.ts';
import { parseMemory, parseVcpus } from './sizes.ts';
import { parseVnc, type VncServer } from './vnc.ts';

export interface Cmdline {
  /** As it was called: `qemu-system-x86_64`, `/usr/bin/qemu-system-arm`, `/usr/libexec/qemu-kvm`. */
  readonly binary: string;
  /** `x86_64`, `arm` ...; absent for qemu-kvm, whose name does not tell. */
  readonly arch?: string;
  readonly name?: string;
  readonly uuid?: string;
  /** Monitor sockets that speak QMP, in order. */
  readonly qmp: readonly Endpoint[];
  /** It has a monitor that only who started it can reach (a file descriptor, stdio). */
  readonly privateMonitor: boolean;
  /** Serial ports that are listening sockets, in order. */
  readonly serial: readonly SerialPort[];
  readonly vnc?: VncServer;
  /** Bytes. */
  readonly memory?: number;
  readonly vcpus?: number;
  readonly accelerator?: string;
  readonly macs: readonly string[];
  /** Its interfaces on the host, where its words name them. */
  readonly taps: readonly string[];
  readonly pidfile?: string;
  /** libvirt runs it and holds its monitor. */
  readonly libvirt: boolean;
  /** QEMU stays when the guest has shut down. */
  readonly stays: boolean;
}

export interface SerialPort {
  /** Id of its character device, as query-chardev names it. */
  readonly chardev: string;
  readonly endpoint: Endpoint;
}

/** Options without a value; every other takes the next argument. */
const FLAGS = new Set(
  `h help version snapshot enable-fips full-screen nodefaults no-user-config nographic S no-reboot no-shutdown
  no-acpi no-hpet no-fd-bootchk s singlestep portrait usb win2k-hack alt-grab ctrl-grab no-quit sdl curses
  xen-attach xen-domid-restrict preconfig mem-prealloc only-migratable old-param semihosting enable-kvm no-kvm
  no-frame rtc-td-hack tdf show-cursor daemonize`.split(/\s+/),
);

interface Arg {
  readonly option: string;
  readonly value: string;
}

function split(args: readonly string[]): Arg[] {
  const found: Arg[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? '';
    // A word without a dash is a disk image.
    if (!word.startsWith('-') || word === '-') continue;
    const option = word.replace(/^--?/, '');
    if (FLAGS.has(option)) found.push({ option, value: '' });
    else found.push({ option, value: args[++i] ?? '' });
  }
  return found;
}

const BINARY = /^(?:qemu-system-([a-z0-9_]+)(?:-microvm)?|qemu-kvm|kvm)$/;

/** Is this the name of a system emulator? The device models of Xen are not: their guests are Xen's. */
export function isQemu(binary: string): boolean {
  return BINARY.test(binary.slice(binary.lastIndexOf('/') + 1));
}

const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i;
class Args {
  readonly all: readonly Arg[];
  readonly cwd: string | undefined;
  readonly #chardevs: ReadonlyMap<string, Options>;
  constructor(argv: readonly string[], cwd: string | undefined) {
    this.all = split(argv.slice(1));
    this.cwd = cwd;
    this.#chardevs = new Map(
      this.values('chardev').map((value) => {
        const options = parseOptions(value, 'backend');
        return [options.get('id') ?? '', options];
      }),
    );
  }
  values(...options: readonly string[]): string[] {
    return this.all.filter(({ option }) => options.includes(option)).map(({ value }) => value);
  }
  last(...options: readonly string[]): string | undefined {
    return this.values(...options).at(-1);
  }
  has(option: string): boolean {
    return this.all.some((arg) => arg.option === option);
  }
  chardev(id: string | undefined): Endpoint | undefined {
    const options = this.#chardevs.get(id ?? '');
    return options?.get('backend') === 'socket' ? socketOf(options, this.cwd) : undefined;
  }
}

function monitors(args: Args): (Endpoint | undefined)[] {
  return args.all.flatMap(({ option, value }) => {
    if (option === 'qmp' || option === 'qmp-pretty')
      return [
        value.startsWith('chardev:')
          ? args.chardev(value.slice('chardev:'.length))
          : parseShortSocket(value, args.cwd),
      ];
    if (option !== 'mon') return [];
    const mon = parseOptions(value, 'chardev');
    return mon.get('mode') === 'control' ? [args.chardev(mon.get('chardev'))] : [];
  });
}

/** -serial in order, then serial devices that name their character device. */
function serials(args: Args): SerialPort[] {
  const short = args.values('serial').flatMap((value, i) => {
    const id = value.startsWith('chardev:') ? value.slice('chardev:'.length) : undefined;
    const endpoint = id === undefined ? parseShortSocket(value, args.cwd) : args.chardev(id);
    return endpoint === undefined ? [] : [{ chardev: id ?? `serial${i}`, endpoint }];
  });
  const devices = args.values('device').flatMap((value) => {
    const device = parseDevice(value, 'driver');
    const id = device.get('chardev');
    if (!/serial|virtconsole|sclpconsole/.test(device.get('driver') ?? '')) return [];
    const endpoint = args.chardev(id);
    return endpoint === undefined || id === undefined ? [] : [{ chardev: id, endpoint }];
  });
  return [...short, ...devices];
}

function macsOf(args: Args): string[] {
  const found = args.values('nic', 'device', 'net').flatMap((value) => {
    const options = parseDevice(value, 'driver');
    const mac = options.get('mac') ?? options.get('macaddr');
    return mac !== undefined && MAC.test(mac) ? [mac.toLowerCase()] : [];
  });
  return [...new Set(found)];
}

function tapsOf(args: Args): string[] {
  const found = args.values('netdev', 'nic', 'net').flatMap((value) => {
    const options = parseDevice(value, 'type');
    const name = options.get('ifname');
    return options.get('type') === 'tap' && name !== undefined ? [name] : [];
  });
  return [...new Set(found)];
}

/** KVM, TCG ... as QEMU would choose; the monitor knows for sure. */
function acceleratorOf(args: Args): string {
  const machine = parseOptions(args.last('machine', 'M') ?? '', 'type').get('accel');
  const named = args.values('accel').map((value) => parseOptions(value, 'accel').get('accel'));
  const first = named[0] ?? machine?.split(':')[0];
  if (first === undefined) return args.has('enable-kvm') ? 'KVM' : 'TCG';
  return first.toUpperCase();
}

function monitorsAndPorts(args: Args): Pick<Cmdline, 'qmp' | 'privateMonitor' | 'serial'> {
  const all = monitors(args);
  const qmp = all.filter((endpoint) => endpoint !== undefined);
  return { qmp, privateMonitor: qmp.length < all.length, serial: serials(args) };
}

/** `cwd`: where relative paths start. */
export function parseCmdline(argv: readonly string[], cwd?: string): Cmdline {
  const args = new Args(argv, cwd);
  const binary = argv[0] ?? '';
  const arch = BINARY.exec(binary.slice(binary.lastIndexOf('/') + 1))?.[1];
  const name = parseOptions(args.last('name') ?? '', 'guest').get('guest');
  const uuid = cleanUuid(args.last('uuid'));
  const vnc = parseVnc(args.last('vnc') ?? vncOfDisplay(args.last('display')), cwd);
  const memory = parseMemory(args.last('m'));
  const vcpus = parseVcpus(args.last('smp'));
  const pidfile = absolute(args.last('pidfile') ?? '', cwd);
  return {
    binary,
    ...(arch !== undefined && { arch }),
    ...(name !== undefined && name !== '' && { name }),
    ...(uuid !== undefined && { uuid }),
    ...monitorsAndPorts(args),
    ...(vnc !== undefined && { vnc }),
    ...(memory !== undefined && { memory }),
    ...(vcpus !== undefined && { vcpus }),
    accelerator: acceleratorOf(args),
    macs: macsOf(args),
    taps: tapsOf(args),
    ...(pidfile !== undefined && args.has('pidfile') && { pidfile }),
    libvirt: argv.some((word) => word.includes('/libvirt/qemu/')),
    stays: args.has('no-shutdown') || isOn(stayOf(args)),
  };
}

const vncOfDisplay = (display: string | undefined): string | undefined =>
  display?.startsWith('vnc=') ? display.slice('vnc='.length) : undefined;

/** `-action shutdown=pause`, the newer spelling of -no-shutdown. */
const stayOf = (args: Args): string =>
  args.values('action').some((value) => parseOptions(value, '').get('shutdown') === 'pause') ? 'on' : 'off';
