/** The table folded to one line, so that consoles get the room. */
import { useTables } from '../store.ts';
import { withKeys } from '../commands/shown-keys.ts';
import { Button } from '../ui/button.tsx';
import { oneLine } from '../ui/one-line.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { machineOfRow, setWindow, useWindow } from '../window-state.ts';
import { useRows } from './row-source.ts';
import { useWords } from '../words/words.ts';

export function TableStrip() {
  const w = useWords();
  const cursor = useWindow((state) => state.cursor);
  const machine = useTables(() => machineOfRow(cursor));
  const matching = useRows((state) => state.matching);
  return (
    <div className="strip" data-testid="strip">
      <Button
        look="ghost"
        small
        icon="chevron"
        hint={withKeys(w.table.show, 'table.strip')}
        onClick={() => setWindow({ strip: false })}
      >
        {w.bar.machines(matching)}
      </Button>
      {machine !== undefined && (
        <span className="state-line">
          <StateMark state={machine.state} />
          <span className="cut">{oneLine(machine.label)}</span>
          <span className="muted">{w.states.machine[machine.state]}</span>
          <span className="muted cut">{machine.host}</span>
        </span>
      )}
    </div>
  );
}
