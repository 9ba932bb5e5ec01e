/** Parts of the plan of many machines: the call it is, how many at a time, and what is left out. */
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { Segments } from '../ui/field.tsx';
import { count } from '../ui/format.ts';
import { type Bulk, setWindow } from '../window-state.ts';
import { atOnceChoices, bulkCall, plannedOf } from './bulk.ts';
import type { PlanDialogState } from './plan-dialog.tsx';
import { useWords } from '../words/words.ts';

/** In one line; the whole is copied. */
export function CallText({ call }: { readonly call: string }) {
  const w = useWords();
  return (
    <div className="plan-call">
      <code className="mono selectable cut grow" data-tip={call} data-tip-cut="" data-testid="plan-call">
        {call}
      </code>
      <Button look="ghost" small icon="copy" hint={w.common.copyCall} onClick={() => void copyText(call)} />
    </div>
  );
}

/** Nothing of the plan but its pace depends on it: the steps stay. */
export function BulkChoices({ dialog, bulk }: { readonly dialog: PlanDialogState; readonly bulk: Bulk }) {
  const w = useWords();
  const pick = (value: string): void => {
    const { atOnce: _was, ...rest } = bulk;
    const next: Bulk = value === '' ? rest : { ...rest, atOnce: Number(value) };
    setWindow({ dialog: { ...dialog, bulk: next, action: plannedOf(next), call: bulkCall(next) } });
  };
  const choices = atOnceChoices(bulk).map((most) => [String(most), String(most)] as const);
  return (
    <Segments
      label={w.plans.atOnce}
      value={bulk.atOnce === undefined ? '' : String(bulk.atOnce)}
      options={[['', w.plans.asGood], ...choices]}
      onPick={pick}
    />
  );
}

export function LeftOut({ bulk: { leftOut } }: { readonly bulk: Bulk }) {
  const w = useWords();
  const [open, setOpen] = useState(false);
  if (leftOut.length === 0) return null;
  return (
    <div className="plan-left" data-testid="plan-left">
      <Button look="link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {w.plans.leftOut(count(leftOut.length, 'machine'))}
      </Button>
      {open && (
        <ul>
          {leftOut.slice(0, MOST).map(({ path, why }) => (
            <li key={path}>
              <span className="mono">{path}</span> <span className="muted">{why}</span>
            </li>
          ))}
          {leftOut.length > MOST && <li className="muted">{w.common.more(leftOut.length - MOST)}</li>}
        </ul>
      )}
    </div>
  );
}

const MOST = 50;
