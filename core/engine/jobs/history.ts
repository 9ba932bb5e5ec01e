/**
 * Every call ever made: a line of JSON when its job starts, another when it ends. Calls carry no secrets: those are only
 * ever answers to prompts.
 */
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { failure as failureSchema, jobAction as actionSchema } from '../../contract/schemas.ts';
import { toFailure } from '../../model/failure.ts';
import type { HistoryEntry } from '../../model/history.ts';
import type { Job } from '../../model/job.ts';
import { appendLine } from '../files.ts';
import type { Notices } from '../notices.ts';

export interface History {
  begin(job: Job): void;
  end(job: Job): void;
  /** The last `limit` entries, newest first. What cannot be read is left out. */
  read(limit: number): Promise<readonly HistoryEntry[]>;
  /** Resolves when all is written. */
  close(): Promise<void>;
}

const UNWRITABLE = 'history-unwritable';
/** However long the file has become, no more of its end is read. */
export const MOST_READ = 4 * 1024 * 1024;

export function openHistory(path: string, notices: Notices): History {
  let turn: Promise<void> = Promise.resolve();
  const write = (line: object): void => {
    turn = turn
      .then(() => appendLine(path, JSON.stringify(line)))
      .then(
        () => notices.clear(UNWRITABLE),
        (caught: unknown) => notices.raise(UNWRITABLE, 'warning', toFailure(caught)),
      );
  };
  return {
    begin: ({ id, action, call, path: machine, started }) =>
      write({ at: new Date(started).toISOString(), id, call, machine, action }),
    end: ({ id, state, started, ended = Date.now(), failure }) =>
      write({ of: id, state, duration: ended - started, ...(failure && { failure: briefly(failure) }) }),
    async read(limit) {
      await turn;
      return entriesOf(await readTail(path))
        .slice(-limit)
        .reverse();
    },
    close: () => turn,
  };
}

/** Raw output and the like belong to the job's log. */
const briefly = ({ code, message, remedy }: NonNullable<Job['failure']>) => ({ code, message, remedy });

/** The end of the file from the start of a line on; empty: there is none. */
async function readTail(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return '';
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - MOST_READ);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    const text = buffer.toString('utf8', 0, bytesRead);
    return from === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } catch {
    return '';
  } finally {
    await file.close();
  }
}

const text = z.string().max(65_536);
const startLine = z.object({
  at: z.iso.datetime(),
  id: text.optional(),
  call: text,
  machine: text,
  action: z.unknown(),
});
const endLine = z.object({
  of: text,
  state: z.enum(['done', 'failed', 'aborted']),
  duration: z.number().min(0),
  failure: failureSchema.optional(),
});

/** Oldest first. */
function entriesOf(lines: string): readonly HistoryEntry[] {
  const entries = new Map<string, HistoryEntry>();
  for (const line of lines.split('\n')) {
    const value = parsed(line);
    const start = startLine.safeParse(value).data;
    const end = endLine.safeParse(value).data;
    if (start !== undefined) begin(entries, start);
    else if (end !== undefined) finish(entries, end);
  }
  return [...entries.values()];
}

/** Lines of old have no id: the time of the call and its place tell them apart. */
function begin(entries: Map<string, HistoryEntry>, start: z.infer<typeof startLine>): void {
  const { at, id = `${at} ${entries.size}`, call, machine } = start;
  const action = actionSchema.safeParse(start.action).data;
  entries.set(id, { id, at: Date.parse(at), call, machine, ...(action !== undefined && { action }) });
}

function finish(entries: Map<string, HistoryEntry>, end: z.infer<typeof endLine>): void {
  const { of, state, duration, failure } = end;
  const entry = entries.get(of);
  if (entry === undefined) return;
  entries.set(of, { ...entry, state, duration, ...(failure !== undefined && { failure }) });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
