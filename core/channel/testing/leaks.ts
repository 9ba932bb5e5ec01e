/** Fails a test that leaves child processes, sockets or timers of ours, or processes on the host, behind. */
import { processesWith, descendants } from './processes.ts';
import { until } from './wait.ts';

/** Resources of this process that a channel makes; others belong to the test runner. */
const OURS = [
  'TCPSocketWrap',
  'TCPServerWrap',
  'PipeWrap',
  'ProcessWrap',
  'Timeout',
  'TTYWrap',
  'FSEventWrap',
];

function count(): Map<string, number> {
  const counts = new Map(OURS.map((name) => [name, 0]));
  for (const name of process.getActiveResourcesInfo())
    if (counts.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

export interface LeakCheck {
  /** Words that only command lines of this test's remote processes have. */
  readonly words: string[];
  /** Waits until nothing is left; fails naming what stays. */
  done(): Promise<void>;
}

export function leakCheck(): LeakCheck {
  const before = count();
  const children = new Set(descendants(process.pid).map(({ pid }) => pid));
  const words: string[] = [];

  function left(): string[] {
    const now = count();
    // A timer of the check itself may run.
    const over = OURS.filter(
      (name) => (now.get(name) ?? 0) > (before.get(name) ?? 0) + (name === 'Timeout' ? 1 : 0),
    );
    return [
      ...over.map((name) => `${(now.get(name) ?? 0) - (before.get(name) ?? 0)} ${name}`),
      ...descendants(process.pid)
        .filter(({ pid }) => !children.has(pid))
        .map(({ pid, argv }) => `child ${pid} ${argv}`),
      ...words.flatMap(processesWith).map(({ pid, argv }) => `remote ${pid} ${argv}`),
    ];
  }

  return {
    words,
    async done() {
      let last: string[] = [];
      await until(
        'no leaks',
        () => {
          last = left();
          return last.length === 0;
        },
        10_000,
      ).catch(() => {
        throw new Error(`left behind: ${last.join('; ')}`);
      });
    },
  };
}
