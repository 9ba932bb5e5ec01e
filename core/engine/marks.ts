/**
 * What the person put on machines: tags, a note, a favourite, a colour. In one versioned file of theirs, by what a machine
 * is known by wherever it is moved. Rows show it; hosts and their plugins know nothing of it.
 */
import { z } from 'zod';
import * as s from '../contract/schemas.ts';
import { fail, toFailure } from '../model/failure.ts';
import type { Machine } from '../model/machine.ts';
import { isMarked, type MarkChange, marked, markKey, type Marks } from '../model/marks.ts';
import { readState, setAside, writeAtomic } from './files.ts';
import type { Notices } from './notices.ts';
import type { Table } from './tables.ts';

export interface MarkStore {
  /** The row with its marks. */
  marked(row: Machine): Machine;
  /** Written before it is shown. @throws Failure not-found, bad-input, file-unwritable */
  change(ids: readonly string[], change: MarkChange): Promise<void>;
}

const VERSION = 1;
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_MARKED = 100_000;
const DAMAGED = 'marks-damaged';

const file = z.object({ version: z.literal(VERSION), marks: z.record(z.string(), s.marks) });

type Known = ReadonlyMap<string, Marks>;

export async function openMarks(path: string, table: Table<Machine>, notices: Notices): Promise<MarkStore> {
  let known = await readMarks(path, notices);
  let turn: Promise<unknown> = Promise.resolve();
  const withMarks = ({ marks: _was, ...row }: Machine): Machine => {
    const marks = known.get(markKey(row));
    return marks === undefined ? row : { ...row, marks };
  };
  const write = async (ids: readonly string[], change: MarkChange): Promise<void> => {
    const rows = ids.flatMap((id) => table.get(id) ?? []);
    if (rows.length === 0) throw fail('not-found', 'The machine is gone.', 'Refresh its host.');
    const next = new Map(known);
    for (const key of new Set(rows.map(markKey))) {
      const marks = marked(next.get(key) ?? {}, change);
      if (isMarked(marks)) next.set(key, marks);
      else next.delete(key);
    }
    if (next.size > MOST_MARKED)
      throw fail('bad-input', `More than ${MOST_MARKED} machines cannot be marked.`, 'Remove some marks.');
    const marks = Object.fromEntries([...next].sort(([a], [b]) => (a < b ? -1 : 1)));
    await writeAtomic(path, `${JSON.stringify({ version: VERSION, marks }, null, 1)}\n`);
    known = next;
    // A guest that is a host stands in two rows.
    for (const row of [...table.values()]) table.put(withMarks(row));
  };
  return {
    marked: withMarks,
    async change(ids, change) {
      const mine = turn.then(() => write(ids, change));
      turn = mine.catch(() => {});
      await mine;
    },
  };
}

async function readMarks(path: string, notices: Notices): Promise<Known> {
  try {
    const text = await readState(path, MOST_BYTES);
    if (text === null) return new Map();
    const parsed = file.safeParse(parseJson(text));
    if (parsed.success) return new Map(Object.entries(parsed.data.marks));
    const aside = await setAside(path);
    notices.raise(DAMAGED, 'warning', {
      code: 'file-damaged',
      message: `The marks of machines in ${path} were damaged and are set aside as ${aside}.`,
      remedy: 'Correct that file and put it back; without it no machine has marks.',
      data: { file: path, aside },
    });
  } catch (caught) {
    notices.raise(DAMAGED, 'warning', toFailure(caught));
  }
  return new Map();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
