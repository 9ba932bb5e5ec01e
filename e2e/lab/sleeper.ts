/**
 * Emulated physical machines: a QEMU guest behind a network card that listens while it is off. A magic packet that
 * really arrives switches it on. `near` hangs on the bridge of this machine, `beyond` in a segment of its own that the
 * gate routes to:
 *
 *     this machine ── bridge 10.77.N.1 ─┬─ pm00 10.77.N.50
 *                                       └─ gate ── 10.79.N.2 ─── pm01 10.79.N.50
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeAt } from './host-files.ts';
import { addHost, type HomePaths, homePaths } from './home.ts';
import { appendFiles, prepareBootFiles } from './initramfs.ts';
import { SOON } from './kernel-options.ts';
import { makeKey, publicKey } from './keys.ts';
import { cacheDir, GATE, type Layout } from './layout.ts';
import { putHypervisor, putProgram } from './hypervisor.ts';
import { isGone, readProcess, signalAll } from './processes.ts';
import { must, run, waitFor } from './run.ts';
import { type TinySpec, writeTiny } from './tiny.ts';

export interface SleeperOptions {
  readonly name: string;
  readonly net: 'near' | 'beyond';
  /** Last part of its address. */
  readonly part: number;
  /** What its card lies under in its system. */
  readonly over?: 'bridge' | 'bond';
  /** SecureOn, as hex digits without colons: without it the card does not listen. */
  readonly password?: string;
  /** A guest of its own, for which it has QEMU and the memory. */
  readonly carries?: TinySpec;
}

/** Of its first serial port, in its network namespace. */
export const SERIAL_PORT = 9003;

export class Sleeper {
  readonly name: string;
  readonly address: string;
  readonly mac: string;
  /** What woke it: frames with its magic, in hex. */
  readonly woken: string[] = [];
  readonly options: SleeperOptions;
  readonly #lab: Layout;
  readonly #netns: string;
  readonly #dir: string;
  #ear: ChildProcess | null = null;
  readonly #beside: ChildProcess[] = [];
  #starting: Promise<void> | null = null;

  constructor(lab: Layout, options: SleeperOptions) {
    this.options = options;
    this.name = options.name;
    this.address = `10.${options.net === 'near' ? 77 : 79}.${lab.instance}.${options.part}`;
    const hex = [lab.instance, options.part].map((part) => part.toString(16).padStart(2, '0'));
    this.mac = `02:7a:00:${options.net === 'near' ? '77' : '79'}:${hex.join(':')}`;
    this.#lab = lab;
    this.#netns = lab.netns(this.name);
    this.#dir = join(lab.state, 'sleepers', this.name);
  }

  /** Plugged in, and listening. */
  async install(): Promise<void> {
    await prepareBootFiles();
    await this.#plugIn();
    await this.#writeRoot();
    this.listen();
  }

  /** As it is off: the card alone has power. */
  listen(): void {
    const magic = `${'ff'.repeat(6)}${this.mac.replaceAll(':', '').repeat(16)}${this.options.password ?? ''}`;
    const argv = ['netns', 'exec', this.#netns, 'socat', '-u', 'INTERFACE:eth0', '-'];
    const ear = spawn('ip', argv, { stdio: ['ignore', 'pipe', 'ignore'] });
    let heard = '';
    ear.stdout?.on('data', (chunk: Buffer) => {
      heard = (heard + chunk.toString('hex')).slice(-8192);
      if (!heard.includes(magic)) return;
      this.woken.push(heard);
      heard = '';
      if (!this.running()) void this.powerOn();
    });
    this.#ear = ear;
  }

  /** Once at a time; what is cut off while it starts is as if it had not been switched on. */
  async powerOn(): Promise<void> {
    this.#starting ??= this.#start().finally(() => {
      this.#starting = null;
    });
    await this.#starting;
  }

  async #start(): Promise<void> {
    if (this.running()) return;
    rmSync(this.#at('pid'), { force: true });
    await must(['ip', 'netns', 'exec', this.#netns, ...this.machine()]);
  }

  /** The call that is the machine, in its network namespace. */
  machine(): readonly string[] {
    const { options, address } = this;
    const bits = [
      `console=tty0 console=ttyS0 ${SOON} random.trust_cpu=on hn=${this.name} net=${address}/24`,
      ...(options.net === 'beyond' ? [`via=10.79.${this.#lab.instance}.2`] : []),
      ...(options.over === undefined ? [] : [`over=${options.over}`]),
    ];
    const serial = `socket,id=serial0,host=127.0.0.1,port=${SERIAL_PORT},server=on,wait=off`;
    return [
      ...['qemu-system-x86_64', '-name', `guest=${this.name}`, '-M', 'pc', '-accel', 'tcg,tb-size=32'],
      ...[
        '-cpu',
        'qemu64,+rdrand',
        '-m',
        options.carries === undefined ? '192' : '640',
        '-nodefaults',
        '-no-user-config',
        '-vga',
        'none',
      ],
      ...['-display', 'none', '-kernel', join(cacheDir(), 'vmlinuz'), '-initrd', this.#at('initrd')],
      ...['-append', bits.join(' '), '-netdev', 'tap,id=net0,ifname=tap0,script=no,downscript=no'],
      ...['-device', `vmxnet3,netdev=net0,mac=${this.mac},romfile=`],
      ...['-chardev', `${serial},logfile=${this.#at('log')},logappend=on`, '-serial', 'chardev:serial0'],
      ...['-qmp', `unix:${this.#at('qmp')},server=on,wait=off`, '-pidfile', this.#at('pid'), '-daemonize'],
    ];
  }

  /** Its plug pulled. */
  async powerCut(): Promise<void> {
    await this.#starting;
    const pid = this.#pid();
    if (pid !== null) signalAll([pid], 'SIGKILL');
    await this.off();
  }

  async off(): Promise<void> {
    await waitFor(`the end of ${this.name}`, () => !this.running(), { timeout: 60_000 });
  }

  running(): boolean {
    return this.#pid() !== null;
  }

  /** What came out of its serial port, over all its boots. */
  log(): string {
    return existsSync(this.#at('log')) ? readFileSync(this.#at('log'), 'utf8') : '';
  }

  /** Path of `<name>.qmp`, `.pid`; and others a test may want beside them. */
  path(ending: string): string {
    return this.#at(ending);
  }

  /** Adds an address to its outer end, as a management controller on the same cable has one. */
  async controllerAddress(part: number): Promise<string> {
    const address = `10.${this.options.net === 'near' ? 77 : 79}.${this.#lab.instance}.${part}`;
    await must(['ip', '-n', this.#netns, 'addr', 'add', `${address}/24`, 'dev', 'br0']);
    return address;
  }

  /** Starts a program on its outer end. */
  spawn(argv: readonly string[]): ChildProcess {
    const child = spawn('ip', ['netns', 'exec', this.#netns, ...argv], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#beside.push(child);
    return child;
  }

  /** Line for hosts.yaml. */
  get knownHost(): string {
    return `${this.name},${this.address} ${publicKey(join(this.#dir, 'root/etc/dropbear/key.pub'))}\n`;
  }

  stop(): void {
    for (const child of [this.#ear, ...this.#beside]) child?.kill('SIGKILL');
  }

  #at(ending: string): string {
    return join(this.#dir, `${this.name}.${ending}`);
  }

  #pid(): number | null {
    if (!existsSync(this.#at('pid'))) return null;
    const pid = Number(readFileSync(this.#at('pid'), 'utf8'));
    if (!(pid > 0) || isGone(pid)) return null;
    // One that ends has no command line left, and holds the cable still.
    const argv = readProcess(pid)?.argv ?? [];
    return argv.length === 0 || argv.includes(`guest=${this.name}`) ? pid : null;
  }

  /** A bridge joins cable and machine; it stands for the card while the machine is off. */
  async #plugIn(): Promise<void> {
    const lab = this.#lab;
    const ns = this.#netns;
    await must(['ip', 'netns', 'add', ns]);
    if (this.options.net === 'near') {
      const cable = lab.cable(this.name);
      await ip(`link add ${cable} type veth peer name eth0 netns ${ns}`);
      await ip(`link set ${cable} master ${lab.bridge} up`);
    } else {
      const gate = lab.netns(GATE.name);
      await ip(`-n ${gate} link add eth2 type veth peer name eth0 netns ${ns}`);
      await ip(`-n ${gate} addr add 10.79.${lab.instance}.2/24 brd + dev eth2`);
      await ip(`-n ${gate} link set eth2 up`);
    }
    await ip(`-n ${ns} link add br0 type bridge`);
    await ip(`-n ${ns} tuntap add tap0 mode tap`);
    for (const link of ['eth0', 'tap0']) await ip(`-n ${ns} link set ${link} master br0 up`);
    for (const link of ['lo', 'br0']) await ip(`-n ${ns} link set ${link} up`);
  }

  async #writeRoot(): Promise<void> {
    const root = join(this.#dir, 'root');
    const dropbear = join(root, 'etc/dropbear');
    mkdirSync(dropbear, { recursive: true });
    await makeKey(join(dropbear, 'key'), this.name);
    await must(['dropbearconvert', 'openssh', 'dropbear', join(dropbear, 'key'), join(dropbear, 'host_key')]);
    const { carries } = this.options;
    if (carries !== undefined) {
      await putHypervisor(root);
      // Its sshd forwards no sockets.
      await putProgram(root, '/usr/bin/socat');
      writeTiny(join(root, `root/qemu/${carries.name}`), carries);
    }
    const { identity } = homePaths(this.#lab);
    writeAt(join(root, 'root/.ssh/authorized_keys'), `${publicKey(`${identity}.pub`)}\n`, 0o600);
    await appendFiles(join(cacheDir(), 'host.cpio.gz'), root, this.#at('initrd'));
  }
}

/** What a person writes of it, before everything else. */
export function enroll(
  home: HomePaths,
  sleeper: Sleeper,
  more: Readonly<Record<string, unknown>> = {},
): void {
  const { name, address, mac, options, knownHost } = sleeper;
  const jump = options.net === 'beyond' ? { jump: GATE.name } : {};
  const entry = { address, user: 'root', mac, identity: home.identity, ...jump, ...more };
  addHost(home, name, entry, knownHost);
}

const ip = (words: string): Promise<string> => must(['ip', ...words.split(' ')]);

/** The gate routes between its networks; with `directed` also what is sent to all of one of them. */
export async function gateRoutes(lab: Layout, directed: boolean): Promise<void> {
  const gate = lab.netns(GATE.name);
  const set = async (key: string, value: string): Promise<void> => {
    await must(['ip', 'netns', 'exec', gate, 'sysctl', '-q', '-w', `${key}=${value}`]);
  };
  await set('net.ipv4.ip_forward', '1');
  for (const name of ['all', 'eth0', 'eth2'])
    await set(`net.ipv4.conf.${name}.bc_forwarding`, directed ? '1' : '0');
}

/** A host of the lab finds the segment behind the gate. */
export async function routeBeyond(lab: Layout, host: string): Promise<void> {
  const via = `10.77.${lab.instance}.2`;
  await run(['ip', '-n', lab.netns(host), 'route', 'replace', `10.79.${lab.instance}.0/24`, 'via', via]);
}
