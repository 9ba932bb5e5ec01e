/** One cell a column. Numbers stand right, in tabular figures; what is not known is an empty cell. */
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed one by one as they scroll into sight, which table elements cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
import type { Machine } from '../../core/model/machine.ts';
import { tables } from '../store.ts';
import { useClock } from '../ui/clock.ts';
import { formatCpu, formatMemory, formatRate, formatSpan } from '../ui/format.ts';
import { StateMark } from '../ui/state-mark.tsx';
import type { Column } from './columns.ts';
import { historyOf, type Measure, SCALES, SHORT, sparkline } from './use-history.ts';
import { lastSeen } from './staleness.ts';
import { cstOf } from './views.ts';
import { words } from '../words/words.ts';

/** px; two numbers of memory leave less room. */
const WIDTHS = { cpu: 42, memory: 32, disk: 56, net: 56 } as const satisfies Record<Measure, number>;
const HEIGHT = 14;
const OFF_STATES: ReadonlySet<Machine['state']> = new Set(['off', 'suspended', 'crashed', 'lost', 'unknown']);

interface CellProps {
  readonly column: Column;
  readonly machine: Machine;
}

/** A text is in its cell itself: dozens of cells are filled anew in every frame of a scroll, and each element counts. */
export function Cell({ column: { id, align }, machine }: CellProps) {
  const look = align === 'end' ? 'cell end' : 'cell';
  switch (id) {
    case 'machine':
      return null;
    case 'type':
      return textCell(`${look} muted`, machine.type);
    case 'cst':
      return textCell(`${look} muted`, cstOf(machine.state));
    case 'state':
      return (
        <div role="gridcell" className={`${look} parts`}>
          <StateMark state={machine.state} />
          <span className="cut">{words().states.machine[machine.state]}</span>
        </div>
      );
    case 'host':
      return (
        <div role="gridcell" className={look} data-tip={machine.host} data-tip-cut="">
          {machine.type === 'PM' ? '' : machine.host}
        </div>
      );
    case 'cpu':
      return <LineCell look={look} id={machine.id} measure="cpu" text={shown(machine.cpu, formatCpu)} />;
    case 'disk':
      return (
        <LineCell look={look} id={machine.id} measure="disk" text={shown(machine.diskRate, formatRate)} />
      );
    case 'net':
      return <LineCell look={look} id={machine.id} measure="net" text={shown(machine.netRate, formatRate)} />;
    case 'memory':
      return <MemoryCell look={look} machine={machine} />;
    case 'user':
      return textCell(look, machine.user ?? '');
    case 'up':
      return <UpCell look={look} machine={machine} />;
    case 'age':
      return <AgeCell look={`${look} muted`} machine={machine} />;
  }
}

/** Of what is given, and not in use as far as is known, there is a number alone. */
function MemoryCell({ look, machine: { id, memoryUsed, memoryTotal } }: OfMachine) {
  const text = formatMemory(memoryUsed, memoryTotal);
  return memoryUsed === undefined || !memoryTotal ? (
    textCell(look, text)
  ) : (
    <LineCell look={look} id={id} measure="memory" text={text} />
  );
}

const textCell = (look: string, text: string) => (
  <div role="gridcell" className={look}>
    {text}
  </div>
);

const shown = (value: number | undefined, format: (value: number) => string): string | undefined =>
  value === undefined ? undefined : format(value);

interface LineProps {
  readonly look: string;
  readonly id: string;
  readonly measure: Measure;
  /** undefined: not measured. */
  readonly text: string | undefined;
}

function LineCell({ look, id, measure, text }: LineProps) {
  if (text === undefined) return textCell(look, '');
  const [width, height] = [WIDTHS[measure], HEIGHT];
  return (
    <div role="gridcell" className={`${look} parts`}>
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
    </div>
  );
}

interface OfMachine {
  readonly look: string;
  readonly machine: Machine;
}

function UpCell({ look, machine: { since, state } }: OfMachine) {
  const text = useClock((now) =>
    since === undefined || OFF_STATES.has(state) ? '' : formatSpan(now - since),
  );
  return textCell(look, text);
}

function AgeCell({ look, machine }: OfMachine) {
  const text = useClock((now) => {
    const host = tables.getState().hosts.get(machine.host);
    return formatSpan(now - lastSeen(machine, host));
  });
  return textCell(look, text);
}
