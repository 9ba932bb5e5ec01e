/** The core's tables as the window knows them. Rows are values: a changed row is a new object, all others stay. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Change } from '../core/contract/schemas.ts';
import type { HostStatus } from '../core/model/host.ts';
import type { Job } from '../core/model/job.ts';
import type { Machine } from '../core/model/machine.ts';
import type { Notice } from '../core/model/notice.ts';
import type { Prompt } from '../core/model/prompt.ts';
import type { Session } from '../core/model/session.ts';
import type { CoreState } from './client.ts';
import { forgetUse, rememberUse } from './machines/use-history.ts';

export interface Rows {
  readonly machines: ReadonlyMap<string, Machine>;
  readonly hosts: ReadonlyMap<string, HostStatus>;
  readonly sessions: ReadonlyMap<string, Session>;
  readonly jobs: ReadonlyMap<string, Job>;
  readonly prompts: ReadonlyMap<string, Prompt>;
  readonly notices: ReadonlyMap<string, Notice>;
}

export interface Tables extends Rows {
  /** The machines have come at least once. */
  readonly loaded: boolean;
  readonly core: CoreState;
  /** Connection attempts since the core was last there. */
  readonly tries: number;
}

const none: ReadonlyMap<string, never> = new Map<string, never>();

export const emptyTables: Tables = {
  machines: none,
  hosts: none,
  sessions: none,
  jobs: none,
  prompts: none,
  notices: none,
  loaded: false,
  core: 'connecting',
  tries: 0,
};

export const tables = createStore<Tables>(() => emptyTables);

export const useTables = <T>(select: (state: Tables) => T): T => useStore(tables, select);

/** One table after a change of it. */
function changed<T>(
  before: ReadonlyMap<string, T>,
  change: { readonly put: readonly T[]; readonly drop: readonly string[]; readonly whole?: boolean },
  idOf: (row: T) => string,
): ReadonlyMap<string, T> {
  const after = new Map(change.whole === true ? [] : before);
  for (const id of change.drop) after.delete(id);
  for (const row of change.put) after.set(idOf(row), row);
  return after;
}

const byId = (row: { readonly id: string }): string => row.id;
const byName = (host: HostStatus): string => host.config.name;

/** The tables a change leaves different. Row ids as core/contract/schemas.ts has them. */
function applied(tables: Tables, change: Change): Partial<Tables> {
  switch (change.table) {
    case 'machines':
      return { machines: changed<Machine>(tables.machines, change, byId) };
    case 'hosts':
      return { hosts: changed<HostStatus>(tables.hosts, change, byName) };
    case 'sessions':
      return { sessions: changed<Session>(tables.sessions, change, byId) };
    case 'jobs':
      return { jobs: changed<Job>(tables.jobs, change, byId) };
    case 'prompts':
      return { prompts: changed<Prompt>(tables.prompts, change, byId) };
    case 'notices':
      return { notices: changed<Notice>(tables.notices, change, byId) };
  }
}

/** All tables after a batch of changes. Pure. */
export function applyChanges(before: Tables, changes: readonly Change[]): Tables {
  let after = before;
  for (const change of changes) after = { ...after, ...applied(after, change) };
  const come = changes.some(({ table }) => table === 'machines');
  return come ? { ...after, loaded: true } : after;
}

/** Takes changes as they come and applies them together, once a frame. */
export function batchChanges(): (change: Change) => void {
  let waiting: Change[] = [];
  const flush = (): void => {
    const changes = waiting;
    waiting = [];
    if (changes.length === 0) return;
    for (const change of changes)
      if (change.table === 'machines') {
        forgetUse(change.whole === true ? [...tables.getState().machines.keys()] : change.drop);
        rememberUse(change.put);
      }
    tables.setState(applyChanges(tables.getState(), changes), true);
  };
  return (change) => {
    waiting.push(change);
    if (waiting.length > 1) return;
    requestAnimationFrame(flush);
    // A hidden page gets no frames.
    setTimeout(flush, 250);
  };
}
