/** One parameter of an anchor as a field. */
import type { TemplateParameter } from '../../core/model/template.ts';
import { Segments, TextField } from '../ui/field.tsx';
import { changed, type GuestForm, problemOf, typedOf } from './guest-form.ts';

interface Props {
  readonly parameter: TemplateParameter;
  readonly form: GuestForm;
  readonly onForm: (form: GuestForm) => void;
}

/** What is drawn for the guest where nothing is given. */
const DRAWN: Readonly<Record<string, string>> = { MYUUID: 'A new one', MYMAC: 'A new one' };

export function ParameterField({ parameter, form, onForm }: Props) {
  const { key, kind, title, hint } = parameter;
  const value = typedOf(parameter, form);
  const set = (text: string): void => onForm(changed(form, parameter, text));
  if (kind === 'allocation')
    return (
      <Segments
        label={title}
        value={value === 'allocated' ? 'allocated' : 'sparse'}
        options={[
          ['sparse', 'Sparse'],
          ['allocated', 'Allocated'],
        ]}
        onPick={set}
      />
    );
  // What is still empty is no mistake yet; the button says that it is missing.
  const problem = value === '' ? null : problemOf(parameter, form);
  return (
    <TextField
      label={title === key ? key : `${title}`}
      value={value}
      autoFocus={key === 'MYVM'}
      data-testid={`guest-${key}`}
      placeholder={DRAWN[key] ?? ''}
      aria-invalid={problem !== null || undefined}
      hint={problem === null ? hint : `${title} ${problem}.`}
      onText={set}
      {...(kind === 'number' && { inputMode: 'numeric' as const })}
    />
  );
}
