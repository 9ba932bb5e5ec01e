/** One cell a column. Numbers stand right, in tabular figures; what is not known is an empty cell. */
import type { Machine } from '../../core/model/machine.ts';
import { tables } from '../store.ts';
import { useClock } from '../ui/clock.ts';
import { formatCpu, formatMemory, formatRate, formatSpan } from '../ui/format.ts';
import { StateMark } from '../ui/state-mark.tsx';
import type { ColumnId } from './columns.ts';
import { historyOf, type Measure, SCALES, SHORT, sparkline } from './use-history.ts';
import { lastSeen } from './staleness.ts';
import { words } from '../words/words.ts';

const SPARK = { width: 56, height: 14 } as const;
const OFF_STATES: ReadonlySet<Machine['state']> = new Set(['off', 'suspended', 'crashed', 'lost', 'unknown']);

export function Cell({ column, machine }: { readonly column: ColumnId; readonly machine: Machine }) {
  switch (column) {
    case 'machine':
      return null;
    case 'type':
      return <span className="muted">{machine.type}</span>;
    case 'cst':
      return <span className="muted">{OFF_STATES.has(machine.state) ? '' : 'S'}</span>;
    case 'state':
      return (
        <>
          <StateMark state={machine.state} />
          <span className="cut">{words().states.machine[machine.state]}</span>
        </>
      );
    case 'host':
      return (
        <span className="cut" data-tip={machine.host} data-tip-cut="">
          {machine.type === 'PM' ? '' : machine.host}
        </span>
      );
    case 'cpu':
      return <LineCell id={machine.id} measure="cpu" text={shown(machine.cpu, formatCpu)} />;
    case 'disk':
      return <LineCell id={machine.id} measure="disk" text={shown(machine.diskRate, formatRate)} />;
    case 'net':
      return <LineCell id={machine.id} measure="net" text={shown(machine.netRate, formatRate)} />;
    case 'memory':
      return <>{formatMemory(machine.memoryUsed, machine.memoryTotal)}</>;
    case 'user':
      return <span className="cut">{machine.user ?? ''}</span>;
    case 'up':
      return <UpCell machine={machine} />;
    case 'age':
      return <AgeCell machine={machine} />;
  }
}

const shown = (value: number | undefined, format: (value: number) => string): string | undefined =>
  value === undefined ? undefined : format(value);

interface LineProps {
  readonly id: string;
  readonly measure: Measure;
  /** undefined: not measured. */
  readonly text: string | undefined;
}

function LineCell({ id, measure, text }: LineProps) {
  if (text === undefined) return null;
  const { width, height } = SPARK;
  return (
    <>
      <svg
        className="spark"
        width={width}
        height={height}
        viewBox={`0 -1 ${width} ${height + 2}`}
        aria-hidden="true"
      >
        <polyline points={sparkline(historyOf(measure, id), width, height, SHORT, SCALES[measure])} />
      </svg>
      <span className="cpu-number">{text}</span>
    </>
  );
}

function UpCell({ machine: { since, state } }: { readonly machine: Machine }) {
  const text = useClock((now) =>
    since === undefined || OFF_STATES.has(state) ? '' : formatSpan(now - since),
  );
  return <>{text}</>;
}

function AgeCell({ machine }: { readonly machine: Machine }) {
  const text = useClock((now) => {
    const host = tables.getState().hosts.get(machine.host);
    return formatSpan(now - lastSeen(machine, host));
  });
  return <span className="muted">{text}</span>;
}
