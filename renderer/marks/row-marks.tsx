/** A machine's marks in its row: quiet, and never more than the name leaves room for. */
import type { Marks } from '../../core/model/marks.ts';
import { Icon } from '../ui/icons.tsx';
import { colourClass } from './mark.ts';
import './marks.css';
import { useWords } from '../words/words.ts';

const MOST_TAGS = 3;

/** Before the name. */
export function ColourMark({ marks }: { readonly marks: Marks | undefined }) {
  return marks?.colour === undefined ? null : (
    <span className={`colour-mark ${colourClass(marks.colour)}`} role="img" aria-label={marks.colour} />
  );
}

/** Behind it. */
export function RowMarks({ marks }: { readonly marks: Marks | undefined }) {
  const w = useWords();
  if (marks === undefined) return null;
  const { favourite, tags = [], note } = marks;
  return (
    <span className="row-marks">
      {favourite === true && (
        <span className="favourite" role="img" aria-label={w.marks.favourite}>
          <Icon name="starred" />
        </span>
      )}
      {note !== undefined && (
        <span className="note-mark" data-tip={note} role="img" aria-label={w.marks.hasNote}>
          <Icon name="note" />
        </span>
      )}
      {tags.slice(0, MOST_TAGS).map((tag) => (
        <span key={tag} className="tag">
          {tag}
        </span>
      ))}
      {tags.length > MOST_TAGS && <span className="muted">{`+${tags.length - MOST_TAGS}`}</span>}
    </span>
  );
}
