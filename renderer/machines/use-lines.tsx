/** CPU, memory, disks and network of the last polls in the details, larger than in the row. */
import type { Machine } from '../../core/model/machine.ts';
import { formatCpu, formatMemory, formatRate } from '../ui/format.ts';
import { historyOf, type Measure, SCALES, sparkline } from './use-history.ts';
import { useWords } from '../words/words.ts';

const BOX = { width: 240, height: 36 } as const;
const VALUES = 120;

export function UseLines({ machine }: { readonly machine: Machine }) {
  const w = useWords();
  const { cpu, memoryUsed, memoryTotal, diskRate, netRate } = machine;
  return (
    <>
      {cpu !== undefined && (
        <Line title={w.details.cpu} measure="cpu" id={machine.id} value={formatCpu(cpu)} />
      )}
      {memoryUsed !== undefined && (
        <Line
          title={w.details.memory}
          measure="memory"
          id={machine.id}
          value={formatMemory(memoryUsed, memoryTotal)}
        />
      )}
      {diskRate !== undefined && (
        <Line title={w.details.disk} measure="disk" id={machine.id} value={formatRate(diskRate)} />
      )}
      {netRate !== undefined && (
        <Line title={w.details.net} measure="net" id={machine.id} value={formatRate(netRate)} />
      )}
    </>
  );
}

interface LineProps {
  readonly title: string;
  readonly measure: Measure;
  readonly id: string;
  readonly value: string;
}

/** Two values make a line; before, there is only the number, which stands in the facts. */
function Line({ title, measure, id, value }: LineProps) {
  const w = useWords();
  const history = historyOf(measure, id, VALUES);
  if (history.length < 2) return null;
  const { width, height } = BOX;
  const most = Math.max(...history);
  return (
    <figure className="use-line" data-testid={`line-${measure}`}>
      <figcaption>
        <span className="muted grow">{title}</span>
        <span className="muted">
          {w.details.most((measure === 'cpu' || measure === 'memory' ? formatCpu : formatRate)(most))}
        </span>
        <span>{value}</span>
      </figcaption>
      <svg
        className="spark"
        viewBox={`0 -1 ${width} ${height + 2}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={w.details.lastValues(title, history.length)}
      >
        <polyline points={sparkline(history, width, height, VALUES, SCALES[measure])} />
      </svg>
    </figure>
  );
}
