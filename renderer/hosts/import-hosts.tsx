/** Hosts of ~/.ssh/config to choose from. */
import { useEffect, useState } from 'react';
import type { FailureData } from '../../core/model/failure.ts';
import type { HostConfig } from '../../core/model/host.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureView } from '../ui/failure.tsx';
import { count } from '../ui/format.ts';
import { Icon } from '../ui/icons.tsx';
import { saveHost } from './save-host.ts';
import { closeDialog, toggled } from '../window-state.ts';

interface Offer {
  readonly host: HostConfig;
  readonly known: boolean;
}

export function ImportHosts() {
  const [offers, setOffers] = useState<readonly Offer[] | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<FailureData | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    theCore()
      .api.hosts.sshConfig(undefined, { signal: stop.signal })
      .then((found) => {
        setOffers(found);
        setChosen(new Set(found.filter(({ known }) => !known).map(({ host }) => host.name)));
      })
      .catch((caught: unknown) => stop.signal.aborted || setFailure(asFailure(caught)));
    return () => stop.abort();
  }, []);
  const save = async (): Promise<void> => {
    try {
      for (const { host } of offers ?? []) if (chosen.has(host.name)) await saveHost(host);
      closeDialog();
    } catch (caught) {
      setFailure(asFailure(caught));
    }
  };
  return (
    <Dialog
      title="Import from ~/.ssh/config"
      wide
      testId="import"
      onCancel={closeDialog}
      onSubmit={() => void save()}
      actions={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button
            type="submit"
            look="primary"
            reason={chosen.size === 0 ? 'Choose at least one host.' : undefined}
          >
            {`Import ${count(chosen.size, 'host')}`}
          </Button>
        </>
      }
    >
      {offers === null && failure === null && <p className="muted">Reading…</p>}
      {offers?.length === 0 && <p>No host stands there by name. Patterns such as “Host *” are not hosts.</p>}
      {offers !== null && offers.length > 0 && (
        <ul className="offers">
          {offers.map((offer) => (
            <OfferLine
              key={offer.host.name}
              offer={offer}
              chosen={chosen.has(offer.host.name)}
              onToggle={() => setChosen(toggled(chosen, offer.host.name))}
            />
          ))}
        </ul>
      )}
      {failure !== null && <FailureView failure={failure} />}
    </Dialog>
  );
}

interface OfferLineProps {
  readonly offer: Offer;
  readonly chosen: boolean;
  readonly onToggle: () => void;
}

function OfferLine({ offer: { host, known }, chosen, onToggle }: OfferLineProps) {
  const where = [host.user && `${host.user}@`, host.address ?? host.name, host.port && `:${host.port}`];
  const via = host.jump === undefined || host.jump.length === 0 ? '' : ` via ${host.jump.join(', ')}`;
  return (
    <li>
      {/* biome-ignore lint/a11y/useSemanticElements: a native check box cannot be styled as a whole line */}
      <button
        type="button"
        className="offer"
        role="checkbox"
        aria-checked={chosen}
        disabled={known}
        onClick={onToggle}
      >
        <span className="box">{chosen && <Icon name="check" />}</span>
        <span className="offer-name cut">{host.name}</span>
        <span className="mono muted grow cut">{`${where.filter(Boolean).join('')}${via}`}</span>
        {known && <span className="muted">already here</span>}
      </button>
    </li>
  );
}
