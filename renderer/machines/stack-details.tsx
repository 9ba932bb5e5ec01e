/** Where a machine stands in its stack, what it carries, and what stopping it would do. */
import { useMemo } from 'react';
import type { Machine } from '../../core/model/machine.ts';
import { plan } from '../../core/model/plan.ts';
import { isUp, type Stack, stackOf } from '../../core/model/stack.ts';
import { tables, useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { oneLine } from '../ui/one-line.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { showPlan } from './commands.tsx';
import { PlanTree } from './plan-tree.tsx';
import { reveal } from './reveal.ts';
import { actionOn } from './verbs.ts';
import { useWords } from '../words/words.ts';

const MOST_SHOWN = 12;

export function StackDetails({ machine }: { readonly machine: Machine }) {
  const w = useWords();
  const machines = useTables((state) => state.machines);
  const stack = useMemo(() => stackOf(machines.values()), [machines]);
  const chain = stack.chainOf(machine);
  const inside = stack.inside(machine);
  if (chain.length < 3 && inside.length === 0) return null;
  return (
    <section className="details-section" data-testid="stack">
      <h3>{w.details.stack}</h3>
      <ol className="chain">
        {chain.map((one, depth) => (
          <Layer key={one.id} machine={one} depth={depth} current={one.id === machine.id} />
        ))}
        {inside.slice(0, MOST_SHOWN).map((one) => (
          <Layer key={one.id} machine={one} depth={chain.length} current={false} />
        ))}
      </ol>
      {inside.length > MOST_SHOWN && (
        <p className="muted">{w.details.moreInside(inside.length - MOST_SHOWN)}</p>
      )}
      <Consequence machine={machine} stack={stack} />
    </section>
  );
}

interface LayerProps {
  readonly machine: Machine;
  readonly depth: number;
  readonly current: boolean;
}

function Layer({ machine, depth, current }: LayerProps) {
  return (
    <li style={{ paddingInlineStart: depth * 12 }}>
      <button
        type="button"
        className="chain-link"
        aria-current={current || undefined}
        data-tip={machine.path}
        onClick={() => reveal(`m:${machine.id}`)}
      >
        <StateMark state={machine.state} />
        <span className="cut">{oneLine(machine.label)}</span>
        <span className="muted">{machine.type}</span>
      </button>
    </li>
  );
}

/** Only where more than the machine itself would stop. */
function Consequence({ machine, stack }: { readonly machine: Machine; readonly stack: Stack }) {
  const w = useWords();
  if (!isUp(machine) || !stack.inside(machine).some(isUp)) return null;
  const action = actionOn('shutdown', machine);
  const steps = plan(action, { machines: stack.machines.values(), hosts: tables.getState().hosts.values() });
  return (
    <>
      <h4>{w.details.would}</h4>
      <PlanTree plan={steps} most={MOST_SHOWN} />
      <Button small icon="plan" data-testid="stack-plan" onClick={() => void showPlan(action, machine)}>
        {w.common.plan}
      </Button>
    </>
  );
}
