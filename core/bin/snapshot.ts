/** The core's tables as a client sees them: whole, and then as they change. */
import type { Change } from '../contract/schemas.ts';
import type { HostStatus } from '../model/host.ts';
import type { Job } from '../model/job.ts';
import type { Machine } from '../model/machine.ts';
import type { Prompt } from '../model/prompt.ts';
import type { Session } from '../model/session.ts';
import type { Api } from './core-client.ts';

export interface Snapshot {
  readonly machines: ReadonlyMap<string, Machine>;
  readonly hosts: ReadonlyMap<string, HostStatus>;
  readonly sessions: ReadonlyMap<string, Session>;
  readonly jobs: ReadonlyMap<string, Job>;
  readonly prompts: ReadonlyMap<string, Prompt>;
}

const TABLES = ['machines', 'hosts', 'sessions', 'jobs', 'prompts', 'notices'] as const;

/** Row ids as the contract names them. */
const idOf = (row: object): string =>
  'config' in row && typeof row.config === 'object'
    ? (row as HostStatus).config.name
    : (row as { readonly id: string }).id;

/** Yields once all is there, then after each change. Ends with the signal. */
export async function* follow(api: Api, signal: AbortSignal): AsyncGenerator<Snapshot, void> {
  const tables = Object.fromEntries(TABLES.map((name) => [name, new Map<string, unknown>()]));
  const missing = new Set<string>(TABLES);
  for await (const change of await api.watch(undefined, { signal })) {
    apply(tables, change);
    if (change.whole) missing.delete(change.table);
    if (missing.size === 0) yield tables as unknown as Snapshot;
  }
}

function apply(tables: Record<string, Map<string, unknown>>, change: Change): void {
  const table = tables[change.table];
  for (const id of change.drop) table?.delete(id);
  for (const row of change.put) table?.set(idOf(row), row);
}

/** The tables as they are now. */
export async function snapshot(api: Api, signal: AbortSignal): Promise<Snapshot> {
  const enough = new AbortController();
  try {
    for await (const now of follow(api, AbortSignal.any([signal, enough.signal]))) return now;
    throw signal.reason;
  } finally {
    enough.abort();
  }
}
