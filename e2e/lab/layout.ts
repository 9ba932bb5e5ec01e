/** Names, addresses and places of a lab instance. Pure: everything follows from the instance number. */
import { homedir } from 'node:os';
import { join } from 'node:path';

export type Sudo = 'nopasswd' | 'password' | 'none';

export interface HostSpec {
  readonly name: string;
  /** Where it hangs: on the bridge of this machine, or on the network that only the gate reaches. */
  readonly net: 'near' | 'far';
  /** Last parts of its addresses. */
  readonly parts: readonly number[];
  readonly sudo: Sudo;
  /** sshd accepts acue's password too. */
  readonly passwordLogin: boolean;
  /** Simultaneous handshakes sshd takes; absent: its default (10:30:100). */
  readonly maxStartups?: number;
}

export const GATE: HostSpec = { name: 'gate', net: 'near', parts: [2], sudo: 'none', passwordLogin: false };

export const HOSTS: readonly HostSpec[] = [
  GATE,
  { name: 'lab00', net: 'near', parts: [10], sudo: 'nopasswd', passwordLogin: false },
  { name: 'lab01', net: 'near', parts: [11], sudo: 'password', passwordLogin: true },
  { name: 'lab02', net: 'far', parts: [12], sudo: 'none', passwordLogin: false },
];

/** Most hosts `manyHosts` gives: the addresses 100 to 249. */
export const MOST_MANY = 150;

/** One sshd that answers at `count` addresses. */
export function manySpec(count: number): HostSpec {
  const parts = Array.from({ length: count }, (_, i) => 100 + i);
  return { name: 'many', net: 'near', parts, sudo: 'none', passwordLogin: false, maxStartups: 1000 };
}

export function manyNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `many${String(i).padStart(2, '0')}`);
}

/** Instances are 0 to 99, so that a lab has the networks 10.77.N.0/24 and 10.78.N.0/24. */
export const INSTANCES = 100;

export const STATE_ROOT = '/run/ctys-lab';

export interface Layout {
  readonly instance: number;
  /** tmpfs with everything of this lab. */
  readonly state: string;
  readonly home: string;
  readonly bridge: string;
  readonly bridgeAddress: string;
  readonly farNetwork: string;
  netns(host: string): string;
  /** This machine's end of the cable to a host. */
  cable(host: string): string;
  address(spec: HostSpec, part?: number): string;
  /** Folder of a host inside `state`. */
  hostDir(host: string): string;
}

export function layout(instance: number): Layout {
  const state = join(STATE_ROOT, String(instance));
  return {
    instance,
    state,
    home: join(state, 'home'),
    bridge: `ctyslab${instance}`,
    bridgeAddress: `10.77.${instance}.1`,
    farNetwork: `10.78.${instance}.0/24`,
    netns: (host) => `${netnsPrefix(instance)}${host}`,
    cable: (host) => `ctys${instance}${host}`,
    address: (spec, part = spec.parts[0]) => `10.${spec.net === 'near' ? 77 : 78}.${instance}.${part}`,
    hostDir: (host) => join(state, 'hosts', host),
  };
}

export function netnsPrefix(instance: number): string {
  return `ctys${instance}-`;
}

/** The instance a network namespace or bridge belongs to by its name; null: not the lab's. */
export function instanceOf(name: string): number | null {
  const number = /^ctys(?:lab)?(\d{1,2})(?:-.+)?$/.exec(name)?.[1];
  return number === undefined ? null : Number(number);
}

/** Kernel and initramfs are kept here from run to run; the hosts see it as `BOOT_DIR`. */
export function cacheDir(env: NodeJS.ProcessEnv = process.env): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'ctys-lab');
}

export const BOOT_DIR = '/srv/ctys-lab';
