/** Words that a field offers to complete what is typed; the field keeps the focus and names the active one. */
import type { Candidate } from '../../core/ctys/complete.ts';
import { told, useWords } from '../words/words.ts';

interface ChoiceListProps {
  /** Element id; the choices' are made of it by `choiceId`. */
  readonly id: string;
  readonly className?: string;
  readonly items: readonly Candidate[];
  /** Index of the chosen one; -1: none. */
  readonly active: number;
  readonly onChoose: (item: Candidate) => void;
}

/** For the field's `aria-activedescendant`. */
export const choiceId = (list: string, active: number): string | undefined =>
  active >= 0 ? `${list}-${active}` : undefined;

export function ChoiceList({ id, className, items, active, onChoose }: ChoiceListProps) {
  const w = useWords();
  return (
    <div className={className} id={id} role="listbox" aria-label={w.calls.fitting}>
      {items.map((item, at) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names its active option
        <div
          key={item.text}
          id={choiceId(id, at)}
          role="option"
          aria-selected={at === active}
          className="call-choice"
          // The field must not lose the focus before the choice is put in.
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(item);
          }}
        >
          <span className="mono">{item.text}</span>
          <span className="muted cut">{told(item.help)}</span>
        </div>
      ))}
    </div>
  );
}
