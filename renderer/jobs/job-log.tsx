/** A job's log as it grows; it follows its end until one scrolls up. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { LogLine } from '../../core/model/job.ts';
import { theCore } from '../core.ts';
import { formatTime } from '../ui/format.ts';
import { told, useWords } from '../words/words.ts';

/** Most lines kept on the page. */
const MOST = 5_000;

export function JobLog({ job }: { readonly job: string }) {
  const { jobs } = useWords();
  const [lines, setLines] = useState<readonly LogLine[]>([]);
  const box = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  useEffect(() => followLog(job, (more) => setLines((before) => [...before, ...more].slice(-MOST))), [job]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when lines have been drawn
  useLayoutEffect(() => {
    if (following.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [lines]);
  return (
    <div
      className="job-log mono selectable"
      ref={box}
      data-testid="job-log"
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        following.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
    >
      {lines.length === 0 && <span className="muted">{jobs.noLog}</span>}
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end
        <div key={at}>
          <span className="muted">{formatTime(line.at)}</span>{' '}
          {line.from === 'output' ? line.text : told(line.text)}
        </div>
      ))}
    </div>
  );
}

/** Lines in batches, one a frame. Returns how to stop. */
function followLog(job: string, add: (lines: readonly LogLine[]) => void): () => void {
  const stop = new AbortController();
  let batch: LogLine[] = [];
  const flush = (): void => {
    if (!stop.signal.aborted) add(batch);
    batch = [];
  };
  void (async () => {
    try {
      for await (const line of await theCore().api.log({ job }, { signal: stop.signal })) {
        if (batch.length === 0) requestAnimationFrame(flush);
        batch.push(line);
      }
    } catch {
      // The log ends with its job, its window or the connection; the job's own row says how it went.
    }
  })();
  return () => stop.abort();
}
