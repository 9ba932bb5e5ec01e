/** One folder of a host as a pane shows it: read, chosen in, gone on from. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { FailureData } from '../../core/model/failure.ts';
import { folderOf, lastOf, under } from '../../core/model/file-name.ts';
import type { FileEntry, FileList } from '../../core/model/file.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { isFolder, type Order, ordered } from './file-order.ts';

export interface Browser {
  /** Absent: being read for the first time. */
  readonly list: FileList | undefined;
  readonly failure: FailureData | undefined;
  readonly entries: readonly FileEntry[];
  readonly order: Order;
  readonly hidden: boolean;
  readonly chosen: ReadonlySet<string>;
  /** Index of the one with the keyboard. */
  readonly active: number;
  go(path: string, then?: string): void;
  up(): void;
  into(entry: FileEntry): void;
  again(): void;
  sort(by: Order['by']): void;
  showHidden(hidden: boolean): void;
  choose(at: number, how: 'one' | 'more' | 'range'): void;
  chooseAll(): void;
  /** Chosen, or the one with the keyboard. */
  meant(): readonly FileEntry[];
}

export function useFiles(host: string, first: string): Browser {
  const [list, setList] = useState<FileList>();
  const [failure, setFailure] = useState<FailureData>();
  const [order, setOrder] = useState<Order>({ by: 'name', down: false });
  const [hidden, setHidden] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState(0);
  const asked = useRef(0);
  const entries = useMemo(() => ordered(list?.entries ?? [], order, hidden), [list, order, hidden]);

  const go = async (path: string, then?: string, orHome = false): Promise<void> => {
    asked.current += 1;
    const turn = asked.current;
    try {
      const next = await theCore().api.files.list({ host, path });
      if (turn !== asked.current) return;
      setFailure(undefined);
      const at = ordered(next.entries, order, hidden).findIndex(({ name }) => name === then);
      setActive((now) => (at >= 0 ? at : next.path === list?.path ? now : 0));
      setChosen((now) => (next.path === list?.path ? now : new Set()));
      setList(next);
    } catch (caught) {
      if (turn !== asked.current) return;
      // A console may say it is where this account cannot go, or where another host is.
      if (orHome) await go('', undefined);
      else setFailure(asFailure(caught));
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each host
  useEffect(() => void go(first, undefined, first !== ''), [host]);

  const at = Math.min(active, Math.max(0, entries.length - 1));
  const path = list?.path ?? '/';
  return {
    ...{ list, failure, entries, order, hidden, chosen, active: at },
    go: (to, then) => void go(to, then),
    up: () => void go(folderOf(path), lastOf(path)),
    into: (entry) => {
      if (isFolder(entry)) void go(under(path, entry.name));
    },
    again: () => void go(list?.path ?? first),
    sort: (by) => setOrder((now) => ({ by, down: now.by === by && !now.down })),
    showHidden: setHidden,
    choose: (to, how) => {
      const next = Math.max(0, Math.min(to, entries.length - 1));
      const name = entries[next]?.name;
      if (name === undefined) return;
      setActive(next);
      if (how === 'one') setChosen(new Set());
      else if (how === 'range') {
        const [low, high] = at < next ? [at, next] : [next, at];
        setChosen((now) => new Set([...now, ...entries.slice(low, high + 1).map((one) => one.name)]));
      } else
        setChosen((now) =>
          now.has(name) ? new Set([...now].filter((one) => one !== name)) : new Set([...now, name]),
        );
    },
    chooseAll: () => setChosen(new Set(entries.map(({ name }) => name))),
    meant: () => {
      const all = entries.filter(({ name }) => chosen.has(name));
      const one = entries[at];
      return all.length > 0 ? all : one === undefined ? [] : [one];
    },
  };
}
