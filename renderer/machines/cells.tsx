/** One cell a column. Numbers stand right, in tabular figures; what is not known is an empty cell. */
import type { Machine } from '../../core/model/machine.ts';
import { tables } from '../store.ts';
import { useClock } from '../ui/clock.ts';
import { formatCpu, formatMemory, formatSpan } from '../ui/format.ts';
import { StateMark } from '../ui/state-mark.tsx';
import type { ColumnId } from './columns.ts';
import { cpuHistory, sparkline } from './cpu-history.ts';
import { lastSeen } from './staleness.ts';

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
          <span className="cut">{machine.state}</span>
        </>
      );
    case 'host':
      return (
        <span className="cut" data-tip={machine.host} data-tip-cut="">
          {machine.type === 'PM' ? '' : machine.host}
        </span>
      );
    case 'cpu':
      return <CpuCell machine={machine} />;
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

function CpuCell({ machine: { id, cpu } }: { readonly machine: Machine }) {
  if (cpu === undefined) return null;
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
        <polyline points={sparkline(cpuHistory(id), width, height)} />
      </svg>
      <span className="cpu-number">{formatCpu(cpu)}</span>
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
