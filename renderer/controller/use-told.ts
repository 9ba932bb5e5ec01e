/** What a management controller tells of one thing, asked for anew when that changes or when somebody wants it again. */
import { useCallback, useEffect, useState } from 'react';
import type { ControllerWord } from '../../core/model/controller.ts';
import type { FailureData } from '../../core/model/failure.ts';
import type { ReportSection } from '../../core/model/report.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';

export type Told =
  | { readonly at: 'asking' }
  | { readonly at: 'told'; readonly sections: readonly ReportSection[] }
  | { readonly at: 'failed'; readonly failure: FailureData };

/** Returns it, and how to ask again; what was told stays in sight until then. */
export function useTold(host: string, what: ControllerWord): readonly [Told, () => void] {
  const [told, setTold] = useState<Told>({ at: 'asking' });
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks again
  useEffect(() => {
    const stop = new AbortController();
    const put = (next: Told): void => {
      if (!stop.signal.aborted) setTold(next);
    };
    put({ at: 'asking' });
    theCore()
      .api.hosts.controller({ name: host, what }, { signal: stop.signal })
      .then(
        (sections) => put({ at: 'told', sections }),
        (caught: unknown) => put({ at: 'failed', failure: asFailure(caught) }),
      );
    return () => stop.abort();
  }, [host, what, turn]);
  return [told, useCallback(() => setTurn((before) => before + 1), [])];
}
