/** What one file offers, with what was left out of it. */
import type { ImportSource } from '../../core/contract/schemas.ts';
import type { HostConfig } from '../../core/model/host.ts';
import { Button } from '../ui/button.tsx';
import { FailureView } from '../ui/failure.tsx';
import { Icon } from '../ui/icons.tsx';
import { told, useWords } from '../words/words.ts';
import { whereOf } from './choice.ts';

interface SectionProps {
  readonly source: ImportSource;
  readonly isChosen: (name: string) => boolean;
  /** Those of its name that lead elsewhere. */
  readonly rivalsOf: (name: string) => Rivals;
  readonly onChoose: (names: readonly string[], on: boolean) => void;
}

type Rivals = readonly { readonly title: string; readonly host: HostConfig }[];

export function OfferSection({ source, isChosen, rivalsOf, onChoose }: SectionProps) {
  const w = useWords();
  const { title, offers, notes, failure } = source;
  const free = offers.filter(({ known }) => !known).map(({ host }) => host.name);
  const all = free.length > 0 && free.every(isChosen);
  return (
    <section className="offer-section" data-testid={`source-${source.id}`}>
      <header>
        <h3 className="grow cut">{told(title)}</h3>
        {free.length > 1 && (
          <Button look="link" onClick={() => onChoose(free, !all)}>
            {all ? w.common.none : w.hosts.all(free.length)}
          </Button>
        )}
      </header>
      {offers.length > 0 && (
        <ul className="offers">
          {offers.map((offer) => (
            <OfferLine
              key={offer.host.name}
              offer={offer}
              chosen={isChosen(offer.host.name)}
              rivals={rivalsOf(offer.host.name)}
              onToggle={() => onChoose([offer.host.name], !isChosen(offer.host.name))}
            />
          ))}
        </ul>
      )}
      {notes.map((note) => (
        <p key={note} className="muted">
          {told(note)}
        </p>
      ))}
      {failure !== undefined && <FailureView failure={failure} />}
    </section>
  );
}

interface OfferLineProps {
  readonly offer: ImportSource['offers'][number];
  readonly chosen: boolean;
  readonly rivals: Rivals;
  readonly onToggle: () => void;
}

function OfferLine({ offer: { host, known, doubt }, chosen, rivals, onToggle }: OfferLineProps) {
  const w = useWords();
  const where = whereOf(host);
  const via = host.jump === undefined || host.jump.length === 0 ? '' : w.hosts.via(host.jump.join(', '));
  const mac = host.mac === undefined ? '' : ` ${host.mac}`;
  return (
    <li>
      {/* biome-ignore lint/a11y/useSemanticElements: a native check box cannot be styled as a whole line */}
      <button
        type="button"
        className="offer"
        role="checkbox"
        aria-checked={chosen}
        disabled={known}
        data-tip={told(doubt)}
        onClick={onToggle}
      >
        <span className="offer-line">
          <span className="box">{chosen && <Icon name="check" />}</span>
          <span className="offer-name cut">{host.name}</span>
          <span className="mono muted grow cut">{`${where === host.name ? '' : where}${via}${mac}`}</span>
          {host.labels !== undefined && <span className="muted cut">{host.labels.join(', ')}</span>}
          {doubt !== undefined && (
            <span className="note-mark" role="img" aria-label={told(doubt)}>
              <Icon name="warn" />
            </span>
          )}
          {known && <span className="muted">{w.hosts.already}</span>}
        </span>
        {rivals.map((other) => (
          <span key={other.title} className="offer-rival" data-testid="rival">
            {w.hosts.elsewhereIn(told(other.title), whereOf(other.host))}
          </span>
        ))}
      </button>
    </li>
  );
}
