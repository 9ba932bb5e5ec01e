/** Machine records of guests: running ones and configured ones. Pure. */
import type { ConsoleOffer } from '../../model/console.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { Endpoint } from '../../channel/channel.ts';
import type { Entry } from './catalogue.ts';
import type { Cmdline } from './cmdline.ts';
import type { FailureData } from '../../model/failure.ts';
import { type Live, LOCAL, shownState } from './live.ts';
import type { QemuProcess } from './processes.ts';
import type { Saved } from './saved.ts';
import type { VncServer } from './vnc.ts';

export interface Running {
  readonly process: QemuProcess;
  readonly cmdline: Cmdline;
  readonly live?: Live | undefined;
  readonly trouble?: FailureData | undefined;
  readonly cpu?: number | undefined;
  /** Bytes a second. */
  readonly diskRate?: number | undefined;
  readonly netRate?: number | undefined;
  /** epoch ms */
  readonly since: number;
  readonly entry?: Entry | undefined;
  /** Serial ports (character devices) open through this channel. */
  readonly opened: ReadonlySet<string>;
}

const printEndpoint = (endpoint: Endpoint): string =>
  'unix' in endpoint ? endpoint.unix : `${endpoint.host}:${endpoint.port}`;

/** The monitor knows the port that was really taken. */
export const vncOf = ({ live, cmdline }: Pick<Running, 'live' | 'cmdline'>): VncServer | undefined =>
  live?.vnc === undefined ? cmdline.vnc : (live.vnc ?? undefined);

export const HELD = 'Another program is connected to this serial port, which serves one at a time.';

function offers(running: Running): ConsoleOffer[] {
  const { cmdline, live, opened } = running;
  const serial = cmdline.serial.map(({ chardev }, i): ConsoleOffer => {
    const held = live?.attached.has(chardev) === true && !opened.has(chardev);
    const title = cmdline.serial.length === 1 ? 'Serial console' : `Serial console ${i}`;
    return { id: `serial${i}`, kind: 'tty', title, ...(held && { held: HELD }) };
  });
  return vncOf(running) === undefined ? serial : [...serial, { id: 'vnc', kind: 'rfb', title: 'Screen' }];
}

function noteOf({ cmdline, live, trouble }: Running): string | undefined {
  if (cmdline.qmp.length === 0)
    return cmdline.libvirt
      ? 'libvirt holds its monitor; manage it with libvirt.'
      : 'It has no QMP socket: only its process can be seen.';
  if (trouble !== undefined) return trouble.message;
  return live === undefined ? undefined : shownState(live.status).note;
}

function detailsOf({ process, cmdline, live, entry }: Running): Record<string, string> {
  const monitor = cmdline.qmp[0];
  const vnc = vncOf({ cmdline, live });
  const sockets = cmdline.serial.map(({ endpoint }, i): [string, string] => [
    `Serial port ${i}`,
    printEndpoint(endpoint),
  ]);
  return {
    ...entry?.described?.details,
    Program: process.exe ?? cmdline.binary,
    // Of the process, QEMU's own share included: no measure of what the guest uses.
    'Memory on host': `${Math.round(process.rss / 2 ** 20)} MiB`,
    ...(monitor !== undefined && { Monitor: printEndpoint(monitor) }),
    ...Object.fromEntries(sockets),
    ...(vnc !== undefined && { Screen: screenText(printEndpoint(vnc.endpoint), vnc.password) }),
    ...(live !== undefined && { 'QEMU state': live.status }),
    ...(process.cwd !== undefined && { Directory: process.cwd }),
    ...(cmdline.pidfile !== undefined && { 'PID file': cmdline.pidfile }),
  };
}

const screenText = (at: string, password: boolean): string => (password ? `${at} (password)` : at);

/** Facts of the configuration that hold whether it runs or not. */
function configuredFacts(entry: Entry | undefined): Partial<MachineRecord> {
  if (entry === undefined) return {};
  const { described, cmdline } = entry;
  const macs = cmdline?.macs.length ? cmdline.macs : (described?.macs ?? []);
  const memoryTotal = cmdline?.memory ?? described?.memory;
  const vcpus = described?.vcpus ?? cmdline?.vcpus;
  const arch = cmdline?.arch ?? described?.arch;
  const accelerator = cmdline?.accelerator ?? described?.accelerator;
  return {
    config: entry.config,
    ...(entry.uuid !== undefined && { uuid: entry.uuid }),
    ...(macs.length > 0 && { macs }),
    ...(described !== undefined && described.addresses.length > 0 && { addresses: described.addresses }),
    ...(memoryTotal !== undefined && { memoryTotal }),
    ...(vcpus !== undefined && { vcpus }),
    ...(arch !== undefined && { arch }),
    ...(accelerator !== undefined && { accelerator }),
    ...(described !== undefined && described.cards.length > 0 && { interfaces: described.cards }),
    ...(described !== undefined && Object.keys(described.facts).length > 0 && { facts: described.facts }),
  };
}

/** Where clients of its screen and its monitor are answered, as far as that is a port or path on its host. */
function portsOf({ cmdline, live }: Running): Partial<MachineRecord> {
  const screen = vncOf({ cmdline, live })?.endpoint;
  const [monitor] = cmdline.qmp;
  const clients = live?.viewers.filter((from) => from !== LOCAL) ?? [];
  return {
    ...(screen !== undefined && 'port' in screen && { vncPort: screen.port }),
    ...(clients.length > 0 && { clients }),
    ...(monitor !== undefined && {
      serverPort: 'unix' in monitor ? monitor.unix : String(monitor.port),
    }),
  };
}

/** Identity comes from the configuration where one is known, so that `list` and `enumerate` say the same. */
export function runningRecord(running: Running): MachineRecord {
  const { process, cmdline, live, entry, since, cpu, diskRate, netRate } = running;
  const note = noteOf(running);
  const accelerator = live?.kvm === undefined ? cmdline.accelerator : live.kvm ? 'KVM' : cmdline.accelerator;
  return {
    type: 'QEMU',
    ...configuredFacts(entry),
    label: entry?.label ?? cmdline.name ?? `qemu-${process.pid}`,
    // A process without a monitor that answers can only be seen to be there.
    state: live === undefined ? 'running' : shownState(live.status).state,
    ...(entry === undefined && cmdline.uuid !== undefined && { uuid: cmdline.uuid }),
    ...(cmdline.macs.length > 0 && { macs: cmdline.macs }),
    pid: process.pid,
    user: process.user,
    ...(cpu !== undefined && { cpu }),
    ...(diskRate !== undefined && { diskRate }),
    ...(netRate !== undefined && { netRate }),
    ...(cmdline.memory !== undefined && { memoryTotal: cmdline.memory }),
    ...(cmdline.vcpus !== undefined && { vcpus: cmdline.vcpus }),
    ...(cmdline.arch !== undefined && { arch: cmdline.arch }),
    ...(accelerator !== undefined && { accelerator }),
    since,
    configured: entry !== undefined,
    consoles: offers(running),
    ...portsOf(running),
    ...(note !== undefined && { note }),
    details: detailsOf(running),
  };
}

const savedNote = ({ state, at }: Saved): string =>
  `Its state of ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC is kept in ${state}.`;

/** A configured guest that does not run. */
export function configuredRecord(entry: Entry): MachineRecord {
  const { saved, starter } = entry;
  const note = saved !== undefined ? savedNote(saved.saved) : starter === undefined ? NO_STARTER : undefined;
  return {
    type: 'QEMU',
    ...configuredFacts(entry),
    label: entry.label,
    state: saved === undefined ? 'off' : 'suspended',
    user: entry.owner.user,
    configured: true,
    consoles: [],
    ...(note !== undefined && { note }),
    details: { ...entry.described?.details, ...(starter !== undefined && { 'Start file': starter.path }) },
  };
}

export const NO_STARTER = 'No start script or argument file stands beside its configuration.';

/** A suspended guest without a configuration. */
export const looseRecord = (saved: Saved, user: string): MachineRecord => ({
  type: 'QEMU',
  label: saved.label,
  state: 'suspended',
  ...(saved.uuid !== undefined && { uuid: saved.uuid }),
  user,
  configured: false,
  consoles: [],
  note: savedNote(saved),
});

/** Guests told apart: of several with one identity, all but the first go by their pid. */
export function distinct(records: readonly MachineRecord[]): readonly MachineRecord[] {
  const seen = new Set<string>();
  return records.map((record) => {
    const key = JSON.stringify([record.uuid ?? null, record.uuid ?? record.config ?? record.label]);
    if (!seen.has(key)) {
      seen.add(key);
      return record;
    }
    const { uuid: _uuid, config: _config, ...rest } = record;
    return {
      ...rest,
      label: `${record.label} (pid ${record.pid})`,
      configured: false,
      note: `A second process of ${record.label}.`,
    };
  });
}
