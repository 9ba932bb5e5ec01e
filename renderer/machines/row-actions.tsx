// biome-ignore-all lint/a11y/useSemanticElements: rows are no table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: the table has the focus and names its row
import { availability } from '../../core/model/availability.ts';
import type { Machine } from '../../core/model/machine.ts';
import { isTransition } from '../../core/model/machine.ts';
import type { Verb } from '../../core/model/verb.ts';
import { Button } from '../ui/button.tsx';
import { setWindow } from '../window-state.ts';
import { openMachine, reasonText, runVerb } from './commands.tsx';
import { openMachineMenu } from './machine-menu.ts';
import { actionOn, preferredConsole, VERB_WORDS, verbsOf } from './verbs.ts';
import { useWords } from '../words/words.ts';

/** What the power button of a row does: away from where the machine is. */
function powerVerb(machine: Machine): 'shutdown' | 'resume' | 'unpause' | 'start' {
  if (availability('shutdown', machine) === null || isTransition(machine.state)) return 'shutdown';
  if (machine.state === 'suspended') return 'resume';
  return machine.state === 'paused' ? 'unpause' : 'start';
}

/** While the pointer is on a button, the call bar shows what it would do. */
function pointing(machine: Machine, verb: Verb) {
  const offer = verb === 'connect' ? preferredConsole(machine)?.id : undefined;
  return {
    onPointerEnter: () =>
      setWindow({ pointed: { machine: machine.id, action: actionOn(verb, machine, offer) } }),
    onPointerLeave: () => setWindow({ pointed: null }),
  };
}

/** The three things one mostly wants, at the end of the row the pointer or keyboard is on. */
export function RowActions({ machine }: { readonly machine: Machine }) {
  const w = useWords();
  const power = powerVerb(machine);
  const button = { look: 'ghost', small: true, tabIndex: -1 } as const;
  return (
    <div className="row-actions" role="gridcell">
      {verbsOf(machine).includes(power) && (
        <Button
          {...button}
          {...pointing(machine, power)}
          icon={power === 'shutdown' ? 'stop' : 'play'}
          hint={VERB_WORDS[power].label}
          reason={reasonText(availability(power, machine))}
          data-testid={`action-${power}`}
          onClick={() => void runVerb(power, [machine])}
        />
      )}
      <Button
        {...button}
        {...pointing(machine, 'connect')}
        icon="terminal"
        hint={w.commands['machine.open']}
        reason={reasonText(availability('connect', machine))}
        data-testid="action-connect"
        onClick={() => openMachine(machine)}
      />
      <Button
        {...button}
        icon="more"
        hint={w.table.moreActions}
        data-testid="action-more"
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          openMachineMenu({ x: left, y: bottom + 2 }, [machine]);
        }}
      />
    </div>
  );
}
