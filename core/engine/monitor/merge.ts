/** What the plugins told of one host, as machines. Pure. */
import type { Machine, MachineRecord, MachineState } from '../../model/machine.ts';
import { machineId } from '../../model/machine.ts';
import type { Placed } from './stacking.ts';

/** Records by machine id. */
export type Records = ReadonlyMap<string, MachineRecord>;

export const NO_RECORDS: Records = new Map();

/** The same machine told twice counts once. */
export function byId(host: string, records: readonly MachineRecord[]): Records {
  const found = new Map<string, MachineRecord>();
  for (const record of records) {
    const id = machineId(host, record);
    if (!found.has(id)) found.set(id, record);
  }
  return found;
}

const isDown = (state: MachineState): boolean => state === 'off' || state === 'suspended';

/** A host that never answered may be up all the same. */
const isUnseen = ({ type, state }: MachineRecord): boolean => type === 'PM' && state === 'unknown';

/**
 * Running machines win over their configuration; a configured one that does not run is off, or suspended if its scan
 * said so.
 */
export function mergeRecords(running: Records, configured: Records): Records {
  const merged = new Map<string, MachineRecord>();
  for (const [id, record] of configured)
    merged.set(id, isDown(record.state) || isUnseen(record) ? record : { ...record, state: 'off' });
  for (const [id, record] of running) merged.set(id, withConfig(record, configured.get(id)));
  return merged;
}

/** Listed before the first scan was over, it does not know yet what it was started from. */
function withConfig(record: MachineRecord, stored: MachineRecord | undefined): MachineRecord {
  if (stored === undefined || record.configured) return record;
  const config = record.config ?? stored.config;
  return { ...record, configured: true, ...(config !== undefined && { config }) };
}

/** One machine's news into what is known: what runs no longer leaves the running ones. */
export function applyEvent(
  running: Records,
  configured: Records,
  id: string,
  record: MachineRecord,
): { readonly running: Records; readonly configured: Records } {
  const nextRunning = new Map(running);
  const nextConfigured = new Map(configured);
  if (isDown(record.state)) {
    nextRunning.delete(id);
    if (record.configured || configured.has(id)) nextConfigured.set(id, { ...record, configured: true });
  } else nextRunning.set(id, record);
  return { running: nextRunning, configured: nextConfigured };
}

/** What the cache keeps of a type: running ones and configured ones. */
export function fromCache(machines: readonly Machine[]): { running: Records; configured: Records } {
  const of = (wanted: (machine: Machine) => boolean): Records =>
    new Map(machines.filter(wanted).map((machine) => [machine.id, recordOf(machine)]));
  return {
    running: of(({ state }) => !isDown(state)),
    configured: of(({ configured }) => configured),
  };
}

function recordOf(machine: Machine): MachineRecord {
  const { id: _id, host: _host, path: _path, seen: _seen, ...rest } = machine;
  const { asHost: _as, asGuest: _guest, marks: _marks, ...record } = rest;
  return record;
}

export interface Shown {
  readonly via?: MachineState | undefined;
  readonly lost: boolean;
  readonly placed: Placed;
  /** Label of what carries it, which is off. */
  readonly carrierOff?: string | undefined;
}

/** What is shown of a record: a job's state while it runs, lost while its host does not answer. */
export function toMachine(
  host: string,
  id: string,
  record: MachineRecord,
  seen: number,
  { via, lost, placed, carrierOff }: Shown,
): Machine {
  const machine = { ...record, id, host, ...placed, seen };
  if (via !== undefined) return { ...machine, state: via };
  // A host that was switched off is expected not to answer.
  if (!lost || (record.type === 'PM' && isDown(record.state))) return machine;
  if (carrierOff !== undefined)
    return {
      ...machine,
      state: record.state === 'suspended' ? 'suspended' : 'off',
      note: `${carrierOff}, which carries it, is off.`,
    };
  const note = `Last known state: ${record.state}.${record.note === undefined ? '' : ` ${record.note}`}`;
  return { ...machine, state: 'lost', note };
}
