/** What is selected, and what can be done to all of it; it lies over the table, so that nothing moves. */
import { useMemo } from 'react';
import { availability } from '../../core/model/availability.ts';
import type { Machine } from '../../core/model/machine.ts';
import type { Verb } from '../../core/model/verb.ts';
import { useTables } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { count } from '../ui/format.ts';
import { setWindow, useWindow } from '../window-state.ts';
import { openMarks, reasonText, runVerb } from './commands.tsx';
import { machineMenu, openMachineMenu } from './machine-menu.ts';
import { useRows } from './row-source.ts';
import { VERB_WORDS } from './verbs.ts';
import { useWords } from '../words/words.ts';

const VERBS: readonly Verb[] = ['start', 'shutdown', 'poweroff'];

export function SelectionBar() {
  const w = useWords();
  const selected = useWindow((state) => state.selected);
  const all = useTables((state) => state.machines);
  const rows = useRows((state) => state.rows);
  const machines = useMemo(() => [...selected].flatMap((id) => all.get(id) ?? []), [selected, all]);
  const hidden = useMemo(() => {
    const shown = new Set(rows.map(({ id }) => id));
    return machines.filter(({ id }) => !shown.has(id)).length;
  }, [machines, rows]);
  const clear = (): void => {
    setWindow({ selected: new Set() });
    document.querySelector<HTMLElement>('.rows')?.focus();
  };
  return (
    <div
      className="selection-bar"
      role="toolbar"
      aria-label={w.table.selectedMachines}
      data-testid="selection"
    >
      <span className="words" aria-live="polite">
        {w.table.selected(count(machines.length, 'machine'))}
        {hidden > 0 && <span className="muted">{w.table.notShown(hidden)}</span>}
      </span>
      {VERBS.map((verb) => (
        <VerbButton key={verb} verb={verb} machines={machines} />
      ))}
      <Button
        small
        icon="tag"
        hint={w.table.tagsAndNote}
        data-testid="bulk-tags"
        onClick={() => openMarks(machines, 'tags')}
      />
      <Button
        small
        icon="more"
        hint={w.table.moreActions}
        data-testid="bulk-more"
        onClick={({ currentTarget }) => {
          const { left, top } = currentTarget.getBoundingClientRect();
          openMachineMenu({ x: left, y: top - 4 - 26 * machineMenu(machines).length }, machines);
        }}
      />
      <Button look="ghost" small icon="close" hint={w.table.selectNothing} onClick={clear} />
    </div>
  );
}

/** How many of them it can be used on; the plan says which are left out. */
function VerbButton({ verb, machines }: { readonly verb: Verb; readonly machines: readonly Machine[] }) {
  const w = useWords();
  const why = machines.map((machine) => availability(verb, machine));
  const able = why.filter((one) => one === null).length;
  return (
    <Button
      small
      reason={able > 0 ? undefined : (reasonText(why[0] ?? null) ?? w.table.nothingSelected)}
      data-testid={`bulk-${verb}`}
      onClick={() => void runVerb(verb, machines)}
    >
      {able > 0 ? w.verbs.act(verb, VERB_WORDS[verb].label, String(able)) : VERB_WORDS[verb].label}
    </Button>
  );
}
