/** A job's log: its last 10,000 lines, and who follows it. */
import type { LogLine } from '../../model/job.ts';
import { createFeed, type Feed } from '../feed.ts';

export const MOST_LINES = 10_000;
const LUMP = 1_000;
/** Longer lines are cut. */
export const MOST_CHARS = 4_096;

export interface JobLog {
  add(text: string, from?: 'output'): void;
  /** From the first line kept, then as it grows; ends with the job. A reader too slow for what is kept misses lines. */
  read(signal?: AbortSignal): AsyncIterableIterator<LogLine, undefined>;
  end(): void;
}

export function createJobLog(): JobLog {
  const lines: LogLine[] = [];
  let dropped = 0;
  let ended = false;
  const readers = new Set<Feed<LogLine>>();
  return {
    add(text, from) {
      for (const line of text.split('\n'))
        lines.push({
          at: Date.now(),
          text: line.length > MOST_CHARS ? `${line.slice(0, MOST_CHARS)}…` : line,
          ...(from !== undefined && { from }),
        });
      // Cut in lumps: shifting one line at a time would copy the whole log each time.
      if (lines.length > MOST_LINES) dropped += lines.splice(0, lines.length - MOST_LINES + LUMP).length;
      for (const reader of readers) reader.wake();
    },
    read(signal) {
      let next = dropped;
      const take = (): LogLine | undefined => {
        next = Math.max(next, dropped);
        const line = lines[next - dropped];
        if (line !== undefined) next++;
        return line;
      };
      const feed = createFeed(take, () => readers.delete(feed), signal);
      if (ended) feed.finish();
      else if (signal?.aborted !== true) readers.add(feed);
      return feed.iterator;
    },
    end() {
      ended = true;
      for (const reader of [...readers]) reader.finish();
    },
  };
}
