/** What a monitor tells of its guest, asked in one go. */
import type { MachineState } from '../../model/machine.ts';
import { Failure } from '../../model/failure.ts';
import type { Qmp } from './qmp.ts';
import { type VncServer, vncOfAnswer } from './vnc.ts';

export interface Live {
  /** RunState of QEMU. */
  readonly status: string;
  /** null: no VNC server. undefined: QEMU was built without. */
  readonly vnc?: VncServer | null;
  /** Where those are who look at its screen. */
  readonly viewers: readonly string[];
  /** Character devices that have a client now. */
  readonly attached: ReadonlySet<string>;
  readonly kvm?: boolean;
  /** Bytes read and written of all its disks since it was started. */
  readonly disk?: number;
}

/** ms; a monitor that is well answers in one. */
const LIMIT = 2000;

interface Shown {
  readonly state: MachineState;
  readonly note?: string;
}

/** Source: QEMU 7.2, qapi/run-state.json, RunState. What is missing here runs. */
const STATES: Readonly<Record<string, Shown>> = {
  paused: { state: 'paused' },
  prelaunch: { state: 'paused', note: 'It waits for its start (-S).' },
  debug: { state: 'paused', note: 'A debugger holds it.' },
  watchdog: { state: 'paused', note: 'Its watchdog stopped it.' },
  'io-error': { state: 'paused', note: 'A disk error stopped it; unpause tries again.' },
  suspended: { state: 'paused', note: 'The guest sleeps (ACPI S3); unpause wakes it.' },
  postmigrate: { state: 'paused', note: 'Its state was written or migrated; unpause lets it go on here.' },
  inmigrate: { state: 'starting' },
  'restore-vm': { state: 'starting' },
  'save-vm': { state: 'saving' },
  'finish-migrate': { state: 'saving' },
  shutdown: { state: 'off', note: 'The guest has shut down; its QEMU stays because it was told so.' },
  'internal-error': { state: 'crashed', note: 'QEMU met an internal error.' },
  'guest-panicked': { state: 'crashed', note: 'The guest has panicked.' },
};

export const shownState = (status: string): Shown => STATES[status] ?? { state: 'running' };

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

/** QEMU names a listening socket without client `disconnected:...`. */
function attachedOf(answer: unknown): Set<string> {
  const found = new Set<string>();
  for (const device of Array.isArray(answer) ? answer : []) {
    const label = field(device, 'label');
    const filename = field(device, 'filename');
    if (typeof label === 'string' && typeof filename === 'string' && !filename.startsWith('disconnected:'))
      found.add(label);
  }
  return found;
}

const MOST_VIEWERS = 100;
/** Somebody on the host, who has no address. */
export const LOCAL = 'localhost';

function viewersOf(answer: unknown): readonly string[] {
  const clients = field(answer, 'clients');
  if (!Array.isArray(clients)) return [];
  return clients.slice(0, MOST_VIEWERS).flatMap((client: unknown) => {
    const host = field(client, 'host');
    // Through a unix socket there is no address.
    return typeof host === 'string' ? [host.slice(0, 100) || LOCAL] : [];
  });
}

/** Of the devices themselves: what lies below one has the same bytes again. */
function bytesOf(answer: unknown): number | undefined {
  if (!Array.isArray(answer)) return undefined;
  const counts = answer.flatMap((device: unknown) => {
    const stats = field(device, 'stats');
    return [field(stats, 'rd_bytes'), field(stats, 'wr_bytes')];
  });
  const numbers = counts.filter((count) => typeof count === 'number');
  return numbers.length === 0 ? undefined : numbers.reduce((sum, count) => sum + count, 0);
}

/** A question older or smaller QEMUs cannot answer. */
async function optional(qmp: Qmp, command: string): Promise<unknown> {
  try {
    return await qmp.execute(command, undefined, LIMIT);
  } catch (caught) {
    if (caught instanceof Failure && caught.code === 'command-failed') return undefined;
    throw caught;
  }
}

/** @throws Failure timeout, socket-gone */
export async function askLive(qmp: Qmp): Promise<Live> {
  const [status, vnc, chardevs, kvm, blocks] = await Promise.all([
    qmp.execute('query-status', undefined, LIMIT),
    optional(qmp, 'query-vnc'),
    optional(qmp, 'query-chardev'),
    optional(qmp, 'query-kvm'),
    optional(qmp, 'query-blockstats'),
  ]);
  const server = vncOfAnswer(vnc);
  const enabled = field(kvm, 'enabled');
  const disk = bytesOf(blocks);
  return {
    status: String(field(status, 'status')),
    ...(server !== undefined && { vnc: server }),
    viewers: viewersOf(vnc),
    attached: attachedOf(chardevs),
    ...(typeof enabled === 'boolean' && { kvm: enabled }),
    ...(disk !== undefined && { disk }),
  };
}
