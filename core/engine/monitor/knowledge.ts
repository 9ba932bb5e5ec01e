/**
 * What is known of one host's machines, and how it is shown. Kept apart from the connection, so that it outlives losses
 * and changes of the host's configuration.
 */
import * as schemas from '../../contract/schemas.ts';
import type { Machine, MachineRecord, MachineState, SessionType } from '../../model/machine.ts';
import { machineId } from '../../model/machine.ts';
import type { Notices } from '../notices.ts';
import { same } from '../same.ts';
import type { Table } from '../tables.ts';
import { applyEvent, byId, fromCache, mergeRecords, NO_RECORDS, type Records, toMachine } from './merge.ts';
import type { Placed, Stacking } from './stacking.ts';

interface Known {
  running: Records;
  configured: Records;
  /** Last list or event, epoch ms. */
  seen: number;
  /** Its host fell silent since. */
  lost: boolean;
  /** Ids of its rows in the table. */
  readonly shown: Set<string>;
}

/** An unchanged machine's age is brought up to date this often where its host's age does not speak for it. */
export const SEEN_MS = 10_000;

export interface KnowledgeContext {
  readonly table: Table<Machine>;
  readonly notices: Notices;
  readonly stacking: Stacking;
  /** The row with what the person put on it. */
  marked(row: Machine): Machine;
}

export class Knowledge {
  private readonly types = new Map<SessionType, Known>();
  private readonly via = new Map<string, MachineState>();
  private readonly host: string;
  private readonly table: Table<Machine>;
  private readonly notices: Notices;
  private readonly stacking: Stacking;
  private readonly marked: (row: Machine) => Machine;

  constructor(
    host: string,
    { table, notices, stacking, marked }: KnowledgeContext,
    cached: readonly Machine[],
  ) {
    this.host = host;
    this.table = table;
    this.notices = notices;
    this.stacking = stacking;
    this.marked = marked;
    for (const type of new Set(cached.map((machine) => machine.type))) {
      const machines = cached.filter((machine) => machine.type === type);
      const seen = Math.max(...machines.map((machine) => machine.seen));
      this.types.set(type, {
        ...fromCache(machines),
        seen,
        lost: false,
        shown: new Set(machines.map(({ id }) => id)),
      });
    }
    for (const { asHost: _host, asGuest: _guest, ...machine } of cached)
      this.put(marked({ ...machine, ...stacking.placed(host, machine.id, machine) }));
  }

  /** Its machines stand elsewhere in the stack now. */
  moved(): void {
    this.publishAll();
  }

  /** All of a type that run now. */
  listed(type: SessionType, records: readonly MachineRecord[]): void {
    this.update(type, { running: byId(this.host, records), seen: Date.now(), lost: false });
  }

  /** All of a type that are configured. */
  enumerated(type: SessionType, records: readonly MachineRecord[]): void {
    this.update(type, { configured: byId(this.host, records) });
  }

  /** The host answers, but the type cannot be read there any more: its tools or rights are gone. */
  unreadable(type: SessionType): void {
    const known = this.types.get(type);
    if (known === undefined) return;
    const running = new Map<string, MachineRecord>();
    for (const [id, record] of known.running) running.set(id, { ...record, state: 'unknown' });
    this.update(type, { running, lost: false });
  }

  /** One that changed. */
  event(record: MachineRecord): void {
    const known = this.known(record.type);
    const next = applyEvent(known.running, known.configured, machineId(this.host, record), record);
    this.update(record.type, { ...next, seen: Date.now(), lost: false });
  }

  /** One that has not been seen yet, as people wrote of it: never instead of one that was. */
  expected(record: MachineRecord): void {
    if (this.record(machineId(this.host, record)) !== undefined) return;
    const { configured } = this.known(record.type);
    this.update(record.type, {
      configured: new Map(configured).set(machineId(this.host, record), record),
      seen: 0,
    });
  }

  /** What something else than the host says of its state, while it does not answer. On is not yet up. */
  unseen(type: SessionType, state: MachineState): void {
    const { running, configured } = this.known(type);
    for (const record of mergeRecords(running, configured).values()) {
      if (state === 'off' && record.state !== 'off') this.event({ ...record, state });
      if (state !== 'off' && record.state === 'off') this.event({ ...record, state: 'unknown' });
    }
  }

  /** The state a job shows for its machine; undefined: what it is. */
  showVia(id: string, state: MachineState | undefined): void {
    if (state === undefined) this.via.delete(id);
    else this.via.set(id, state);
    this.publishAll();
  }

  /** The host does not answer: rows stay, with the time they were last seen. */
  lost(): void {
    for (const known of this.types.values()) known.lost = true;
    this.publishAll(true);
  }

  /** What the plugins said, not what is shown. */
  record(id: string): MachineRecord | undefined {
    for (const known of this.types.values()) {
      const record = mergeRecords(known.running, known.configured).get(id);
      if (record !== undefined) return record;
    }
    return undefined;
  }

  /** Machines as last read, for the cache. */
  snapshot(): readonly Machine[] {
    return [...this.types.values()].flatMap(({ running, configured, seen }) =>
      [...mergeRecords(running, configured)].map(([id, record]) =>
        toMachine(this.host, id, record, seen, { lost: false, placed: this.placed(id, record) }),
      ),
    );
  }

  /** The host is gone from the inventory. */
  forget(): void {
    for (const { shown } of this.types.values()) for (const id of [...shown]) this.drop(id, shown);
    this.types.clear();
  }

  /** Brings ages up to date where the host's own does not move on (a plugin fails there). */
  refreshAges(): void {
    this.publishAll(false, SEEN_MS);
  }

  private known(type: SessionType): Known {
    const none = { running: NO_RECORDS, configured: NO_RECORDS, seen: Date.now(), lost: false };
    return this.types.get(type) ?? { ...none, shown: new Set() };
  }

  private update(type: SessionType, news: Partial<Known>): void {
    this.types.set(type, { ...this.known(type), ...news });
    this.publish(type, false, Number.POSITIVE_INFINITY);
  }

  private publishAll(touch = false, older = Number.POSITIVE_INFINITY): void {
    for (const type of this.types.keys()) this.publish(type, touch, older);
  }

  /** Writes a type's rows. `touch`: with their age; else unchanged rows older than `older` ms only get theirs. */
  private publish(type: SessionType, touch: boolean, older: number): void {
    const { running, configured, seen, lost, shown } = this.known(type);
    const merged = mergeRecords(running, configured);
    const carrierOff = this.stacking.carrierOff(this.host);
    let bad = 0;
    for (const id of shown) if (!merged.has(id)) this.drop(id, shown);
    for (const [id, record] of merged) {
      const placed = this.placed(id, record);
      const row = toMachine(this.host, id, record, seen, { via: this.via.get(id), lost, placed, carrierOff });
      if (this.write(row, touch, older)) shown.add(id);
      else {
        bad++;
        this.drop(id, shown);
      }
    }
    this.complain(type, bad);
  }

  /** false: it is no machine; one such row would end every client's stream. */
  private write(plain: Machine, touch: boolean, older: number): boolean {
    const row = this.marked(plain);
    const old = this.table.get(row.id);
    if (old !== undefined && same({ ...row, seen: old.seen }, old)) {
      if (touch || row.seen - old.seen > older) this.table.put(row);
      return true;
    }
    if (!schemas.machine.safeParse(row).success) return false;
    this.put(row);
    return true;
  }

  private put(row: Machine): void {
    const old = this.table.get(row.id);
    this.table.put(row);
    this.stacking.tell(old, row);
  }

  private placed(id: string, record: MachineRecord): Placed {
    return this.stacking.placed(this.host, id, record);
  }

  private complain(type: SessionType, count: number): void {
    const id = `records:${this.host}:${type}`;
    if (count === 0) this.notices.clear(id);
    else
      this.notices.raise(id, 'error', {
        code: 'unexpected-output',
        message: `${count} ${type} machines of ${this.host} are not shown: their records are not valid.`,
        remedy: 'This is a bug of ctys; please report it.',
      });
  }

  private drop(id: string, shown: Set<string>): void {
    shown.delete(id);
    const old = this.table.get(id);
    this.table.drop(id);
    if (old !== undefined) this.stacking.tell(old, undefined);
  }
}
