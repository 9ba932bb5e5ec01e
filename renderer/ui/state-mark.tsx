/** States as a small shape beside their word, so that colour never stands alone. */
import type { HostState } from '../../core/model/host.ts';
import type { JobState } from '../../core/model/job.ts';
import type { MachineState } from '../../core/model/machine.ts';

type Shape = 'full' | 'bars' | 'empty' | 'half' | 'turning' | 'cross' | 'barred' | 'question' | 'check';

const SHAPES: Readonly<
  Record<MachineState | HostState | JobState, readonly [Shape, 'ok' | 'warn' | 'bad' | 'calm']>
> = {
  running: ['full', 'ok'],
  paused: ['bars', 'warn'],
  suspended: ['half', 'calm'],
  off: ['empty', 'calm'],
  starting: ['turning', 'calm'],
  stopping: ['turning', 'calm'],
  saving: ['turning', 'calm'],
  crashed: ['cross', 'bad'],
  lost: ['cross', 'bad'],
  unknown: ['question', 'calm'],
  new: ['empty', 'calm'],
  connecting: ['turning', 'calm'],
  up: ['full', 'ok'],
  denied: ['barred', 'bad'],
  queued: ['empty', 'calm'],
  done: ['check', 'ok'],
  failed: ['cross', 'bad'],
  aborted: ['barred', 'calm'],
};

const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.6, strokeLinecap: 'round' } as const;

function drawing(shape: Shape) {
  switch (shape) {
    case 'full':
      return <circle cx="6" cy="6" r="4" fill="currentColor" />;
    case 'empty':
      return <circle cx="6" cy="6" r="3.4" {...line} />;
    case 'half':
      return (
        <>
          <circle cx="6" cy="6" r="3.4" {...line} />
          <path d="M6 2.6a3.4 3.4 0 0 0 0 6.8z" fill="currentColor" />
        </>
      );
    case 'bars':
      return <path d="M4.2 2.8v6.4M7.8 2.8v6.4" {...line} strokeWidth={2} />;
    case 'turning':
      return <circle cx="6" cy="6" r="3.8" {...line} strokeDasharray="3.2 2.77" strokeLinecap="butt" />;
    case 'cross':
      return <path d="M3 3l6 6M9 3l-6 6" {...line} />;
    case 'barred':
      return <path d="M6 1.8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4ZM3.2 8.8l5.6-5.6" {...line} />;
    case 'check':
      return <path d="M2.5 6.4l2.4 2.4 4.6-5.4" {...line} />;
    case 'question':
      return <path d="M4.2 4.4a1.9 1.9 0 1 1 2.6 1.8c-.6.2-.8.6-.8 1.2M6 9.6h.01" {...line} />;
  }
}

export function StateMark({ state }: { readonly state: MachineState | HostState | JobState }) {
  const [shape, tone] = SHAPES[state];
  return (
    <svg
      className={shape === 'turning' ? `mark ${tone} turning` : `mark ${tone}`}
      viewBox="0 0 12 12"
      aria-hidden="true"
    >
      {drawing(shape)}
    </svg>
  );
}
