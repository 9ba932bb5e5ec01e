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
import { rememberCpu } from './machines/cpu-history.ts';

export interface Rows {
  readonly machines: ReadonlyMap<string, Machine>;
  readonly hosts: ReadonlyMap<string, HostStatus>;
  readonly sessions: ReadonlyMap<string, Session>;
  readonly jobs: ReadonlyMap<string, Job>;
  readonly prompts: ReadonlyMap<string, Prompt>;
  readonly notices: ReadonlyMap<string, Notice>;
}

export interface Tables extends Rows {
  /** The machines and hosts have come at least once. */
  readonly loaded: boolean;
  readonly core: CoreState;
  /** Connection attempts since the core was last there. */
  readonly tries: number;
}

const none: ReadonlyMap<string, never> = new Map();

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

const rowId = (row: Change['put'][number]): string => ('config' in row && typeof row.config === 'object' ? row.config.name : 'id' in row ? row.id : '');

/** One table after a change of it. */
function changed<T extends Change['put'][number]>(
  before: ReadonlyMap<string, T>,
  change: { readonly put: readonly T[]; readonly drop: readonly string[]; readonly whole?: boolean },
): ReadonlyMap<string, T> {
  const after = new Map(change.whole === true ? [] : before);
  for (const id of change.drop) after.delete(id);
  for (const row of change.put) after.set(rowId(row), row);
  return after;
}

/** All tables after a batch of changes. Pure. */
export function applyChanges(before: Tables, changes: readonly Change[]): Tables {
  let after = before;
  for (const change of changes) {
    if (change.table === 'machines') after = { ...after, machines: changed(after.machines, change) };
    else if (change.table === 'hosts') after = { ...after, hosts: changed(after.hosts, change), loaded: true };
    else if (change.table === 'sessions') after = { ...after, sessions: changed(after.sessions, change) };
    else if (change.table === 'jobs') after = { ...after, jobs: changed(after.jobs, change) };
    else if (change.table === 'prompts') after = { ...after, prompts: changed(after.prompts, change) };
    else after = { ...after, notices: changed(after.notices, change) };
  }
  return after;
}

/** Takes changes as they come and applies them together, once a frame. */
export function batchChanges(): (change: Change) => void {
  let waiting: Change[] = [];
  const flush = (): void => {
    const changes = waiting;
    waiting = [];
    if (changes.length === 0) return;
    for (const change of changes) if (change.table === 'machines') rememberCpu(change.put);
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
