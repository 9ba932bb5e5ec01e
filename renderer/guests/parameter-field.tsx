/** One parameter of an anchor as a field. */
import type { TemplateParameter } from '../../core/model/template.ts';
import { Segments, TextField } from '../ui/field.tsx';
import { changed, faultText, type GuestForm, problemOf, typedOf } from './guest-form.ts';
import { told, useWords } from '../words/words.ts';

interface Props {
  readonly parameter: TemplateParameter;
  readonly form: GuestForm;
  readonly onForm: (form: GuestForm) => void;
}

/** What is drawn for the guest where nothing is given. */
const DRAWN: ReadonlySet<string> = new Set(['MYUUID', 'MYMAC']);

export function ParameterField({ parameter, form, onForm }: Props) {
  const w = useWords();
  const { key, kind, title, hint } = parameter;
  const value = typedOf(parameter, form);
  const set = (text: string): void => onForm(changed(form, parameter, text));
  if (kind === 'allocation')
    return (
      <Segments
        label={told(title)}
        value={value === 'allocated' ? 'allocated' : 'sparse'}
        options={[
          ['sparse', w.guests.sparse],
          ['allocated', w.guests.allocated],
        ]}
        onPick={set}
      />
    );
  // What is still empty is no mistake yet; the button says that it is missing.
  const problem = value === '' ? null : problemOf(parameter, form);
  return (
    <TextField
      label={told(title)}
      value={value}
      autoFocus={key === 'MYVM'}
      data-testid={`guest-${key}`}
      placeholder={DRAWN.has(key) ? w.guests.drawn : ''}
      aria-invalid={problem !== null || undefined}
      hint={problem === null ? hint : faultText(parameter, problem)}
      onText={set}
      {...(kind === 'number' && { inputMode: 'numeric' as const })}
    />
  );
}
