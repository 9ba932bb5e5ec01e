/** Every call ever made, one JSON object a line. Calls carry no secrets: those are only ever answers to prompts. */
import type { Job } from '../../model/job.ts';
import { toFailure } from '../../model/failure.ts';
import { appendLine } from '../files.ts';
import type { Notices } from '../notices.ts';

export interface History {
  add(job: Job): void;
  /** Resolves when all is written. */
  close(): Promise<void>;
}

const UNWRITABLE = 'history-unwritable';

export function openHistory(path: string, notices: Notices): History {
  let turn: Promise<void> = Promise.resolve();
  return {
    add({ action, call, path: machine, started }) {
      const line = JSON.stringify({ at: new Date(started).toISOString(), call, machine, action });
      turn = turn
        .then(() => appendLine(path, line))
        .then(
          () => notices.clear(UNWRITABLE),
          (caught: unknown) => notices.raise(UNWRITABLE, 'warning', toFailure(caught)),
        );
    },
    close: () => turn,
  };
}
