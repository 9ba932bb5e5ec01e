/** Machines: anything with power, a physical host or a guest. Values only. */
import type { ConsoleOffer } from './console.ts';
import type { Marks } from './marks.ts';

/** Technology of a machine or session, spelled as in ctys. */
export const TYPES = ['PM', 'XEN', 'QEMU', 'VMW', 'VBOX', 'LIBVIRT', 'VNC', 'X11', 'CLI', 'RDP'] as const;
export type SessionType = (typeof TYPES)[number];

/** Sessions of people: nothing is configured, they come to be by being started, and are gone when they end. */
const MADE: ReadonlySet<string> = new Set(['VNC', 'X11', 'CLI', 'RDP'] satisfies readonly SessionType[]);
export const isMade = (type: string | undefined): type is 'VNC' | 'X11' | 'CLI' | 'RDP' =>
  MADE.has(type ?? '');

/** Whose host can end the clients of others, too; of all else those of ours are closed. */
export const endsClients = ({ type }: Pick<MachineRecord, 'type'>): boolean =>
  type === 'VNC' || type === 'RDP';

/** One technology, or all of them. */
export type MachineType = SessionType | 'ALL';

/**
 * off: configured, not running. suspended: off with a state file to resume from.
 * starting/stopping/saving: in transition. lost: its host does not answer. unknown: seen, state not readable.
 */
export const MACHINE_STATES = [
  'running',
  'paused',
  'suspended',
  'off',
  'starting',
  'stopping',
  'saving',
  'crashed',
  'lost',
  'unknown',
] as const;

export type MachineState = (typeof MACHINE_STATES)[number];

/** A network card as configured or seen. */
export interface NetworkCard {
  readonly mac?: string;
  readonly ip?: string;
  readonly name?: string;
  readonly netmask?: string;
  readonly relay?: string;
  readonly gateway?: string;
  readonly sshPort?: string;
  readonly netname?: string;
}

/** Further fields of a configuration, as written there; the words of ENUMERATE, ctys chapter 4.5. */
export const FACTS = [
  'vncBase',
  'vncDisplay',
  'dist',
  'distRel',
  'os',
  'osRel',
  'version',
  'serial',
  'category',
  'vmState',
  'hypervisor',
  'stackCap',
  'stackReq',
  'hwCap',
  'hwReq',
  'execLocation',
  'relocCap',
  'hypervisorRun',
  'execPath',
  'ctysRelease',
  'platform',
  'vram',
  'vcpu',
  'context',
  'userText',
  'uid',
  'gid',
  'defaultHosts',
  'defaultConsole',
  'startAfter',
] as const;
export type Facts = { readonly [F in (typeof FACTS)[number]]?: string };

/** What a plugin tells of a machine; the engine adds host, id and age (`Machine`). */
export interface MachineRecord {
  readonly type: SessionType;
  readonly label: string;
  readonly state: MachineState;
  readonly uuid?: string;
  readonly macs?: readonly string[];
  readonly addresses?: readonly string[];
  /** Network cards, one LIST/ENUMERATE record each; macs and addresses are theirs together. */
  readonly interfaces?: readonly NetworkCard[];
  /** Absolute path of the configuration on the host. Identity of a machine without uuid. */
  readonly config?: string;
  /** A session's number on its host, which names it there: a display, a process (ctys ID of HOSTs). */
  readonly number?: string;
  /** A viewer that runs on the host, its server anywhere. Absent: a machine, or a session's server. */
  readonly role?: 'client';
  /** It belongs to the account we are on its host; sessions only. */
  readonly own?: true;
  /** Who is connected to its console, where the host tells: addresses, as the host sees them. */
  readonly clients?: readonly string[];
  readonly pid?: number;
  readonly user?: string;
  readonly group?: string;
  /** Share of one core, 0..n; absent when not measured yet. */
  readonly cpu?: number;
  /** Bytes. */
  readonly memoryUsed?: number;
  /** Bytes. */
  readonly memoryTotal?: number;
  /** Bytes a second, read and written. */
  readonly diskRate?: number;
  /** Bytes a second, in and out. */
  readonly netRate?: number;
  readonly vcpus?: number;
  readonly arch?: string;
  /** PARA, HVM, KVM, TCG ... as LIST field 21 has it. */
  readonly accelerator?: string;
  /** When it came up, epoch ms. */
  readonly since?: number;
  /** True when a stored configuration was found (ENUMERATE); running only: false. */
  readonly configured: boolean;
  readonly consoles: readonly ConsoleOffer[];
  /** TCP port of its VNC server on its host (ctys CPORT). */
  readonly vncPort?: number;
  /** Port or path of its server's own access, a monitor for instance (ctys SPORT). */
  readonly serverPort?: string;
  /** What its configuration says of it and nothing else tells. */
  readonly facts?: Facts;
  /** The host itself, as its hypervisor sees it (Domain-0): it is listed, and never treated as a guest. */
  readonly control?: true;
  /** Where it was said that it can be woken by, when it was last switched off (ctys CANCEL ...,WOL,BROADCAST). */
  readonly broadcast?: string;
  /** Why the state is not fully known, in one sentence (e.g. monitor held by another program). */
  readonly note?: string;
  /** Further facts for the details pane, in the order to show them. */
  readonly details?: Readonly<Record<string, string>>;
}

export interface Machine extends MachineRecord {
  /** Stable over restarts: uuid where there is one, else host, type and configuration or label. */
  readonly id: string;
  /** Inventory name of the host it was found on; for a PM its own name. */
  readonly host: string;
  /** Its place: `/lab00` for a host, `/lab00/qemu/tst100` for a guest, `/lab00/xen/tst100/qemu/inner` for one in a guest. */
  readonly path: string;
  /** Last observation, epoch ms. */
  readonly seen: number;
  /** A guest that can be reached: the host of the inventory it is. */
  readonly asHost?: string;
  /** A host that is a guest: that row's id. */
  readonly asGuest?: string;
  /** What the person put on it. */
  readonly marks?: Marks;
}

/** Stable id of a record found on `host`. */
export function machineId(
  host: string,
  record: Pick<MachineRecord, 'type'> & Partial<MachineRecord>,
): string {
  if (record.type === 'PM') return `pm:${host}`;
  if (record.uuid !== undefined) return `${record.type.toLowerCase()}:${host}:${record.uuid.toLowerCase()}`;
  const locator = record.config ?? record.number ?? record.label;
  return `${record.type.toLowerCase()}:${host}:${locator}`;
}

/** Place of a record found on `host`, which stands at `at`. */
export function machinePath(host: string, record: MachineRecord, at = `/${host}`): string {
  return record.type === 'PM' ? `/${host}` : `${at}/${record.type.toLowerCase()}/${record.label}`;
}

export function isTransition(state: MachineState): boolean {
  return state === 'starting' || state === 'stopping' || state === 'saving';
}
