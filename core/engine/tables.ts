/**
 * The tables every client sees. A change is told to each client within one beat (16 ms), rows whole, each row once a
 * beat. A row put again with the same content tells nothing. What a client has not taken yet is a set of row ids, never
 * a queue: however slow it is, it gets the state as it is when it asks, and costs at most one id a row.
 *
 * Ages: `seen` counts as content here. Who writes rows (the monitor) leaves `seen` of an otherwise unchanged machine as
 * it is while its host is up; the host's own `seen` (at most every 10 s) speaks for all its machines. So 5,000 idle
 * machines send nothing.
 */
import type { Change } from '../contract/schemas.ts';
import type * as m from '../model/index.ts';
import { createFeed, type Feed } from './feed.ts';
import { same } from './same.ts';

interface Rows {
  machines: m.Machine;
  hosts: m.HostStatus;
  sessions: m.Session;
  jobs: m.Job;
  prompts: m.Prompt;
  notices: m.Notice;
}
export type TableName = keyof Rows;

export interface Table<T> {
  readonly size: number;
  get(id: string): T | undefined;
  has(id: string): boolean;
  values(): IterableIterator<T>;
  /** New or changed; by content, the same again is nothing. */
  put(row: T): void;
  drop(id: string): void;
}

export type Tables = { readonly [N in TableName]: Table<Rows[N]> } & {
  /** First the whole of each table, then what changes. Ends with the signal or `return`. */
  watch(signal?: AbortSignal): AsyncIterableIterator<Change, undefined>;
  /** Called with the id of each row that is new, changed or gone, until what is returned is called. */
  follow(table: TableName, listener: (id: string) => void): () => void;
  /** Clients watching now. */
  readonly watchers: number;
  /** Called with the new number whenever a client comes or goes. */
  onWatchers(listener: (count: number) => void): void;
  close(): void;
};

const BEAT_MS = 16;

const ID: { readonly [N in TableName]: (row: Rows[N]) => string } = {
  machines: (row) => row.id,
  hosts: (row) => row.config.name,
  sessions: (row) => row.id,
  jobs: (row) => row.id,
  prompts: (row) => row.id,
  notices: (row) => row.id,
};
const NAMES = Object.keys(ID) as TableName[];

/** What one client does not know yet. */
interface Watcher {
  readonly feed: Feed<Change>;
  mark(table: TableName, id: string): void;
}

export function createTables(): Tables {
  const watchers = new Set<Watcher>();
  const listeners: ((count: number) => void)[] = [];
  const tell = (): void => {
    for (const listener of listeners) listener(watchers.size);
  };
  let beat: NodeJS.Timeout | undefined;
  const followers = new Set<(table: TableName, id: string) => void>();
  const changed = (table: TableName, id: string): void => {
    for (const follower of [...followers]) follower(table, id);
    if (watchers.size === 0) return;
    for (const watcher of watchers) watcher.mark(table, id);
    beat ??= setTimeout(() => {
      beat = undefined;
      for (const watcher of watchers) watcher.feed.wake();
    }, BEAT_MS);
  };
  const table = <N extends TableName>(name: N): Table<Rows[N]> =>
    createTable(ID[name], (id) => changed(name, id));
  const tables = {
    machines: table('machines'),
    hosts: table('hosts'),
    sessions: table('sessions'),
    jobs: table('jobs'),
    prompts: table('prompts'),
    notices: table('notices'),
  };
  return {
    ...tables,
    watch(signal) {
      const watcher = createWatcher(tables, () => void (watchers.delete(watcher) && tell()), signal);
      if (signal?.aborted) return watcher.feed.iterator;
      watchers.add(watcher);
      tell();
      return watcher.feed.iterator;
    },
    follow(name, listener) {
      const follower = (table: TableName, id: string): void => {
        if (table === name) listener(id);
      };
      followers.add(follower);
      return () => void followers.delete(follower);
    },
    get watchers() {
      return watchers.size;
    },
    onWatchers: (listener) => void listeners.push(listener),
    close() {
      clearTimeout(beat);
      beat = undefined;
      for (const watcher of [...watchers]) watcher.feed.finish();
    },
  };
}

function createTable<T>(idOf: (row: T) => string, changed: (id: string) => void): Table<T> {
  const rows = new Map<string, T>();
  return {
    get size() {
      return rows.size;
    },
    get: (id) => rows.get(id),
    has: (id) => rows.has(id),
    values: () => rows.values(),
    put(row) {
      const id = idOf(row);
      if (same(rows.get(id), row)) return;
      rows.set(id, row);
      changed(id);
    },
    drop(id) {
      if (rows.delete(id)) changed(id);
    },
  };
}

type Kept = { readonly [N in TableName]: Table<Rows[N]> };

function createWatcher(tables: Kept, onEnd: () => void, signal?: AbortSignal): Watcher {
  const known = new Map<TableName, Set<string>>();
  const dirty = new Map<TableName, Set<string>>();
  const take = (): Change | undefined => {
    const fresh = NAMES.find((name) => !known.has(name));
    if (fresh !== undefined) {
      const put = [...tables[fresh].values()];
      known.set(fresh, new Set((put as never[]).map(ID[fresh] as (row: never) => string)));
      dirty.delete(fresh);
      return { table: fresh, put, drop: [], whole: true } as Change;
    }
    for (const [name, ids] of dirty) {
      dirty.delete(name);
      const change = difference(name, tables[name], ids, known.get(name) ?? new Set());
      if (change !== null) return change;
    }
    return undefined;
  };
  const feed = createFeed(take, onEnd, signal);
  return {
    feed,
    mark(name, id) {
      // The whole of it will be sent anyway.
      if (!known.has(name)) return;
      const ids = dirty.get(name) ?? new Set();
      dirty.set(name, ids.add(id));
      if (!tables[name].has(id) && !known.get(name)?.has(id)) ids.delete(id);
    },
  };
}

/** Brings `known` up to date. null: came and went unseen. */
function difference(
  name: TableName,
  table: Table<Rows[TableName]>,
  ids: Set<string>,
  known: Set<string>,
): Change | null {
  const put: Rows[TableName][] = [];
  const drop: string[] = [];
  for (const id of ids) {
    const row = table.get(id);
    if (row !== undefined) {
      put.push(row);
      known.add(id);
    } else if (known.delete(id)) drop.push(id);
  }
  return put.length === 0 && drop.length === 0 ? null : ({ table: name, put, drop } as Change);
}
