/**
 * The project's own lab: hosts in namespaces of this machine with real sshd, sudo and shells, QEMU guests on them.
 *
 *     this machine ── bridge 10.77.N.1 ─┬─ gate  10.77.N.2 ── 10.78.N.2 ─── lab02 10.78.N.12
 *                                       ├─ lab00 10.77.N.10
 *                                       └─ lab01 10.77.N.11
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LAB_PASSWORD } from './accounts.ts';
import { type Claim, claim } from './claim.ts';
import { GUESTS } from './guest-files.ts';
import { LabGuest, writeGuests } from './guest.ts';
import { LabHost } from './host.ts';
import { prepareBootFiles } from './initramfs.ts';
import { HOST_KEY, writeHostFiles } from './host-files.ts';
import { type HomePaths, homeEnv, homePaths, makeKeys, writeHome } from './home.ts';
import { makeKey } from './keys.ts';
import {
  HOSTS,
  type HostSpec,
  INSTANCES,
  type Layout,
  layout,
  manyNames,
  manySpec,
  MOST_MANY,
} from './layout.ts';
import { bridgeUp, plugIn, setOwnAddress } from './network.ts';
import { enroll, gateRoutes, routeBeyond, Sleeper, type SleeperOptions } from './sleeper.ts';
import { type SlowLink, type SlowLinkOptions, slowLink } from './slow-link.ts';
import { must, together } from './run.ts';
import { isMounted, tearDown } from './teardown.ts';
import { labAvailable } from './available.ts';

export { labAvailable } from './available.ts';
export { LAB_PASSWORD } from './accounts.ts';
export { waitFor } from './run.ts';
export { VNC_PASSWORD } from './guest.ts';
export { HOSTILE_LABELS, HOSTILE_MARK, startHostileGuest } from './hostile.ts';
export type { LabGuest } from './guest.ts';
export type { LabHost } from './host.ts';
export type { Sleeper } from './sleeper.ts';
export { IPMI_PASSWORD, IPMI_USER, startController } from './controller.ts';
export type { Qmp } from './qmp.ts';
export type { LabProcess } from './processes.ts';

export interface LabOptions {
  /** 0 to 99; absent: the first that nobody has. */
  readonly instance?: number;
  /** Outlives this process until `down`. Default: it is stale once this process ends. */
  readonly keep?: boolean;
  /** Kernel and initramfs ready (downloaded once), so that the product can start guests. Default false. */
  readonly guests?: boolean;
}

export interface Lab extends HomePaths {
  readonly instance: number;
  /** Password of acue; sshd takes it on lab01. */
  readonly password: string;
  /** For processes of the product. */
  readonly env: Readonly<Record<string, string>>;
  readonly hosts: readonly LabHost[];
  /** gate, lab00, lab01, lab02; after `manyHosts` also `many`. Throws on other names. */
  host(name: string): LabHost;
  readonly guests: readonly LabGuest[];
  /** lab00: tst100, tst101, tst102, deaf103; lab01: tst110; lab02: tst120. Throws on others. */
  guest(host: string, name: string): LabGuest;
  /** Puts many00, many01 ... into hosts.yaml, ssh_config and known_hosts: one sshd at `count` (1 to 150) addresses. */
  manyHosts(count: number): Promise<readonly { readonly name: string; readonly address: string }[]>;
  /** A physical machine that is off, put into hosts.yaml (with `more`), ssh_config and known_hosts. */
  sleeper(options: SleeperOptions, more?: Readonly<Record<string, unknown>>): Promise<Sleeper>;
  /** The gate routes to the segment of sleepers `beyond` it, and there from `from`; `directed`: broadcasts too. */
  routes(directed: boolean, from: readonly string[]): Promise<void>;
  /** Another, slow way to one of its hosts, which the product knows as `slow`. One a lab. */
  slowLink(host: string, options: SlowLinkOptions): Promise<SlowLink>;
  /** Gives this machine the address 10.77.N.`part` instead of the one it has; 1 is the first. */
  moveTo(part: number): Promise<void>;
  /** Ends the lab with everything in it. */
  down(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Brings a lab up; what a killed run left of the instance is cleared first. Rejects when it cannot be had. */
export async function labUp(options: LabOptions = {}): Promise<Lab> {
  const against = labAvailable();
  if (against !== null) throw new Error(against);
  const claimed = await claimInstance(options.instance);
  const lab = layout(claimed.instance);
  try {
    await tearDown(lab.instance);
    if (options.guests) await prepareBootFiles();
    await build(lab);
    writeFileSync(stateFile(lab), JSON.stringify({ keep: options.keep ?? false, many: 0 }));
  } catch (error) {
    await tearDown(lab.instance);
    await claimed.claim.release();
    throw error;
  }
  if (!options.keep) return handle(lab, claimed.claim);
  await claimed.claim.release();
  return handle(lab, null);
}

/** A handle on a kept lab, made by another process; null when the instance is not up. */
export async function labAttach(instance = 0): Promise<Lab | null> {
  const lab = layout(instance);
  return isKept(lab) ? handle(lab, null) : null;
}

async function claimInstance(wanted: number | undefined): Promise<{ instance: number; claim: Claim }> {
  const candidates = wanted === undefined ? Array.from({ length: INSTANCES }, (_, i) => i) : [wanted];
  for (const instance of candidates) {
    const claimed = await claim(instance);
    if (claimed === null) continue;
    if (!isKept(layout(instance))) return { instance, claim: claimed };
    await claimed.release();
  }
  throw new Error(
    wanted === undefined ? 'All lab instances are in use.' : `Lab instance ${wanted} is in use.`,
  );
}

async function build(lab: Layout): Promise<void> {
  mkdirSync(lab.state, { recursive: true });
  await must(['mount', '-t', 'tmpfs', '-o', 'mode=755,size=4g', `ctys-lab-${lab.instance}`, lab.state]);
  mkdirSync(lab.home);
  await together([makeKeys(lab), bridgeUp(lab)]);
  // One after the other: the far hosts plug into the gate.
  for (const spec of HOSTS) await plugIn(lab, spec);
  await together(HOSTS.map((spec) => install(lab, spec)));
  writeHome(lab, 0);
  await together(HOSTS.map((spec) => new LabHost(lab, spec).boot()));
}

async function install(lab: Layout, spec: HostSpec): Promise<void> {
  const { identity, lockedIdentity } = homePaths(lab);
  writeHostFiles(lab, spec, [`${identity}.pub`, `${lockedIdentity}.pub`]);
  writeGuests(spec.name, join(lab.hostDir(spec.name), 'home'));
  await makeKey(join(lab.hostDir(spec.name), 'upper', HOST_KEY), spec.name);
}

interface State {
  readonly keep: boolean;
  readonly many: number;
}

function stateFile(lab: Layout): string {
  return join(lab.state, 'state.json');
}

function readState(lab: Layout): State | null {
  if (!existsSync(stateFile(lab))) return null;
  return JSON.parse(readFileSync(stateFile(lab), 'utf8')) as State;
}

/** A lab that is meant to be there although no process claims it. */
export function isKept(lab: Layout): boolean {
  return isMounted(lab.state) && readState(lab)?.keep === true;
}

function handle(lab: Layout, claimed: Claim | null): Lab {
  const hosts = HOSTS.map((spec) => new LabHost(lab, spec));
  const known = readState(lab)?.many ?? 0;
  if (known > 0) hosts.push(new LabHost(lab, manySpec(known)));
  const host = (name: string) => found(hosts, (one) => one.name === name, `host ${name}`);
  const guests = GUESTS.map((spec) => new LabGuest(host(spec.host), spec));
  const sleepers: Sleeper[] = [];
  let isDown = false;
  const down = async () => {
    // Once only: a moment later the instance may be someone else's.
    if (isDown) return;
    isDown = true;
    for (const one of sleepers) one.stop();
    const held = claimed ?? (await claim(lab.instance));
    if (held === null) throw new Error(`Lab instance ${lab.instance} is in use.`);
    await tearDown(lab.instance);
    await held.release();
  };
  return {
    ...homePaths(lab),
    instance: lab.instance,
    password: LAB_PASSWORD,
    env: homeEnv(lab),
    hosts,
    host,
    guests,
    guest: (on, name) =>
      found(guests, (one) => one.host.name === on && one.name === name, `guest ${name} on ${on}`),
    manyHosts: async (count) => {
      const many = await addMany(lab, count);
      hosts.push(many);
      return manyNames(count).map((name, i) => ({
        name,
        address: lab.address(many.spec, many.spec.parts[i]),
      }));
    },
    sleeper: async (options, more) => {
      const sleeper = new Sleeper(lab, options);
      await sleeper.install();
      sleepers.push(sleeper);
      enroll(homePaths(lab), sleeper, more);
      return sleeper;
    },
    routes: async (directed, from) => {
      await gateRoutes(lab, directed);
      for (const name of from) await routeBeyond(lab, name);
    },
    slowLink: (name, options) => slowLink(lab, host(name), options),
    moveTo: (part) => setOwnAddress(lab, `10.77.${lab.instance}.${part}`),
    down,
    [Symbol.asyncDispose]: down,
  };
}

function found<T>(all: readonly T[], is: (one: T) => boolean, what: string): T {
  const one = all.find(is);
  if (one === undefined) throw new Error(`The lab has no ${what}.`);
  return one;
}

async function addMany(lab: Layout, count: number): Promise<LabHost> {
  if (count < 1 || count > MOST_MANY) throw new Error(`manyHosts takes 1 to ${MOST_MANY}, not ${count}.`);
  const state = readState(lab);
  if (state === null || state.many > 0) throw new Error('This lab has its many hosts already.');
  const spec = manySpec(count);
  await plugIn(lab, spec);
  await install(lab, spec);
  const host = new LabHost(lab, spec);
  await host.boot();
  writeHome(lab, count);
  writeFileSync(stateFile(lab), JSON.stringify({ ...state, many: count }));
  return host;
}
