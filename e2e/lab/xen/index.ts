/**
 * The project's own Xen host: a real hypervisor and a Debian Dom0 in a machine that QEMU emulates in software, with
 * xl, xenstore and libvirt, and guests to start.
 *
 *     this machine ── 127.79.N.1:2222 ─── sshd of dom0 ── xenbr0 192.168.1.1 ─┬─ tst100  192.168.1.220  PV
 *                                                                             ├─ tst101  192.168.1.221  PVH
 *                                                                             ├─ tst102  192.168.1.222  PV, screen
 *                                                                             ├─ deaf103 192.168.1.223  PV, ignores shutdown
 *                                                                             └─ tst104  192.168.1.224  HVM, screen
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LAB_PASSWORD } from '../accounts.ts';
import { type Claim, claim } from '../claim.ts';
import { type HomePaths, homeEnv, homePaths, makeKeys } from '../home.ts';
import { INSTANCES } from '../layout.ts';
import { must, type RunResult } from '../run.ts';
import { isMounted } from '../teardown.ts';
import { xenAvailable } from './available.ts';
import { type Domain, parseDomains } from './domains.ts';
import { writeXenHome } from './home.ts';
import { prepareXen, type XenImage } from './image.ts';
import { type XenLayout, xenLayout } from './layout.ts';
import { boot, cutPower, isPowered } from './machine.ts';
import { writeInitrd } from './payload.ts';
import { type Dom0ExecOptions, Dom0Shell } from './shell.ts';
import { tearDownXen } from './teardown.ts';

export { xenAvailable } from './available.ts';
export { guestConf, guestMac, XEN_GUESTS, type XenGuest } from './guests.ts';
export type { Domain } from './domains.ts';

export interface XenOptions {
  /** 0 to 99; absent: the first that nobody has. */
  readonly instance?: number;
  /** Outlives this process until `down`. Default: it ends with this process. */
  readonly keep?: boolean;
}

export interface XenLab extends HomePaths {
  readonly instance: number;
  readonly address: string;
  readonly port: number;
  /** Password of acue, asked and barred for sudo. */
  readonly password: string;
  /** For processes of the product. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs argv in Dom0 through ssh; default user root. */
  exec(argv: readonly string[], options?: Dom0ExecOptions): Promise<RunResult>;
  /** The same; a non-zero exit rejects. Returns stdout. */
  must(argv: readonly string[], options?: Dom0ExecOptions): Promise<string>;
  /** What Xen runs now, Domain-0 included, as `xl list -l` has it. */
  domains(): Promise<readonly Domain[]>;
  /** Waits until a guest has said GUEST-READY `times` times since Dom0 booted. */
  ready(guest: string, times?: number): Promise<void>;
  /** Waits until Xen has no domain of this name. */
  gone(guest: string): Promise<void>;
  /** Starts libvirtd, which takes about 10 s and ends with the boot. */
  startLibvirt(): Promise<void>;
  /** Power cut: Dom0 is lost with all its guests. */
  kill(): Promise<void>;
  /** Power cut, if it still runs, and boot; what was on Dom0's disk is still there. */
  restart(): Promise<void>;
  running(): boolean;
  /** Ends the lab with everything in it. */
  down(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Brings a Dom0 up; builds what it boots from when that is not there (about 15 s), and boots (about 15 s). */
export async function xenUp(options: XenOptions = {}): Promise<XenLab> {
  const against = xenAvailable();
  if (against !== null) throw new Error(against);
  const image = await prepareXen();
  const claimed = await claimInstance(options.instance);
  const lab = xenLayout(claimed.instance);
  const keep = options.keep ?? false;
  try {
    await tearDownXen(lab.instance);
    await furnish(lab, image);
    await boot(lab, image, keep);
    writeFileSync(stateFile(lab), JSON.stringify({ keep, image }));
  } catch (error) {
    await tearDownXen(lab.instance);
    await claimed.claim.release();
    throw error;
  }
  if (!keep) return handle(lab, image, claimed.claim);
  await claimed.claim.release();
  return handle(lab, image, null);
}

/** A handle on a kept Dom0, made by another process; null when the instance is not up. */
export async function xenAttach(instance = 0): Promise<XenLab | null> {
  const lab = xenLayout(instance);
  const state = readState(lab);
  return state?.keep ? handle(lab, state.image, null) : null;
}

/** A lab that is meant to be there although no process claims it. */
export function isXenKept(instance: number): boolean {
  return readState(xenLayout(instance))?.keep === true;
}

/** The claim of a Xen lab; null when someone has it. */
export function claimXen(instance: number): Promise<Claim | null> {
  return claim(`xen-${instance}`);
}

async function claimInstance(wanted: number | undefined): Promise<{ instance: number; claim: Claim }> {
  const candidates = wanted === undefined ? Array.from({ length: INSTANCES }, (_, i) => i) : [wanted];
  for (const instance of candidates) {
    const claimed = await claimXen(instance);
    if (claimed === null) continue;
    if (!isXenKept(instance)) return { instance, claim: claimed };
    await claimed.release();
  }
  throw new Error(wanted === undefined ? 'All Xen labs are in use.' : `Xen lab ${wanted} is in use.`);
}

async function furnish(lab: XenLayout, image: XenImage): Promise<void> {
  mkdirSync(lab.state, { recursive: true });
  await must(['mount', '-t', 'tmpfs', '-o', 'mode=755,size=2g', `ctys-xen-${lab.instance}`, lab.state]);
  mkdirSync(lab.home);
  await makeKeys(lab);
  writeXenHome(lab, await writeInitrd(lab, image));
  await must(['qemu-img', 'create', '-q', '-f', 'qcow2', '-b', image.disk, '-F', 'raw', lab.disk]);
}

interface State {
  readonly keep: boolean;
  readonly image: XenImage;
}

function stateFile(lab: XenLayout): string {
  return join(lab.state, 'state.json');
}

function readState(lab: XenLayout): State | null {
  if (!isMounted(lab.state) || !existsSync(stateFile(lab))) return null;
  return JSON.parse(readFileSync(stateFile(lab), 'utf8')) as State;
}

// Looked for inside: an ssh session a look would take half of the emulated processor.
const READY = `until [ "$(grep -c "GUEST-READY $1" "/var/log/xen/console/guest-$1.log")" -ge "$2" ]; do sleep 0.3; done`;
const GONE = 'while xl domid "$1" >/dev/null; do sleep 0.3; done';

async function waitInside(shell: Dom0Shell, script: string, ...words: readonly string[]): Promise<void> {
  await shell.must(['sh', '-c', `(${script}) 2>/dev/null`, 'sh', ...words], { timeout: 150_000 });
}

function handle(lab: XenLayout, image: XenImage, claimed: Claim | null): XenLab {
  const paths = homePaths(lab);
  const shell = new Dom0Shell(lab, paths.sshConfig);
  let isDown = false;
  const down = async () => {
    // Once only: a moment later the instance may be someone else's.
    if (isDown) return;
    isDown = true;
    const held = claimed ?? (await claimXen(lab.instance));
    if (held === null) throw new Error(`Xen lab ${lab.instance} is in use.`);
    await tearDownXen(lab.instance);
    await held.release();
  };
  const kill = async () => {
    await cutPower(lab);
    shell.forget();
  };
  return {
    ...paths,
    instance: lab.instance,
    address: lab.address,
    port: lab.port,
    password: LAB_PASSWORD,
    env: homeEnv(lab),
    exec: (argv, options) => shell.exec(argv, options),
    must: (argv, options) => shell.must(argv, options),
    domains: async () => parseDomains(await shell.must(['xl', 'list', '-l'])),
    ready: (guest, times = 1) => waitInside(shell, READY, guest, String(times)),
    gone: (guest) => waitInside(shell, GONE, guest),
    startLibvirt: async () => {
      await shell.must(['libvirtd', '-d']);
    },
    kill,
    restart: async () => {
      await kill();
      await boot(lab, image, claimed === null);
    },
    running: () => isPowered(lab),
    down,
    [Symbol.asyncDispose]: down,
  };
}
