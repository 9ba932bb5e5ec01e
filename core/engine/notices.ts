/** Things a person should know that belong to no row. */
import type { FailureData } from '../model/failure.ts';
import type { Notice } from '../model/notice.ts';
import { same } from './same.ts';
import type { Table } from './tables.ts';

export interface Notices {
  /** The same again keeps its time. */
  raise(id: string, level: Notice['level'], failure: FailureData): void;
  clear(id: string): void;
  /** Clears all whose id starts so, but those named. */
  clearOthers(prefix: string, keep: ReadonlySet<string>): void;
}

export function createNotices(table: Table<Notice>): Notices {
  return {
    raise(id, level, failure) {
      const old = table.get(id);
      if (old?.level === level && same(old.failure, failure)) return;
      table.put({ id, level, failure, at: Date.now() });
    },
    clear: (id) => table.drop(id),
    clearOthers(prefix, keep) {
      for (const { id } of [...table.values()]) if (id.startsWith(prefix) && !keep.has(id)) table.drop(id);
    },
  };
}
