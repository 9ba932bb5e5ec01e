/** The name of a row as a field: the call bar shows the call it makes, Enter carries it out as any other. */
import { type KeyboardEvent, useEffect, useState } from 'react';
import { formatCall } from '../../core/ctys/format.ts';
import type { MachineAction } from '../../core/model/action.ts';
import type { Machine } from '../../core/model/machine.ts';
import { isName } from '../../core/model/rename.ts';
import { carryOut } from '../calls/carry-out.tsx';
import { setWindow } from '../window-state.ts';
import { useWords } from '../words/words.ts';

const end = (): void => {
  setWindow({ renaming: null, pointed: null });
  document.querySelector<HTMLElement>('.rows')?.focus();
};

export function NameField({ machine }: { readonly machine: Machine }) {
  const w = useWords();
  const { id, label } = machine;
  const [text, setText] = useState(label);
  const wanted = text.trim();
  const wrong = !isName(wanted);
  useEffect(() => {
    const action: MachineAction = { verb: 'rename', target: { id }, newName: wanted };
    setWindow({ pointed: wanted === '' ? null : { machine: id, action } });
  }, [id, wanted]);
  const rename = (): void => {
    if (wrong) return;
    end();
    if (wanted === label) return;
    const action: MachineAction = { verb: 'rename', target: { id }, newName: wanted };
    void carryOut([action], { call: formatCall(action, machine) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Enter') rename();
    else if (event.key === 'Escape') end();
  };
  return (
    <input
      className="input name-field"
      type="text"
      spellCheck={false}
      autoComplete="off"
      maxLength={63}
      aria-label={w.machine.newName(label)}
      aria-invalid={wrong}
      data-tip={wrong ? w.machine.noName : undefined}
      data-testid="name-field"
      // biome-ignore lint/a11y/noAutofocus: opened by a key to be typed into
      autoFocus
      value={text}
      onFocus={({ target }) => target.select()}
      onChange={({ target }) => setText(target.value)}
      onKeyDown={onKeyDown}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onBlur={() => setWindow({ renaming: null, pointed: null })}
    />
  );
}
