/** Below a terminal in which a program calls for a transfer: the question, and how far it is. */
import { useRef } from 'react';
import { Button } from '../ui/button.tsx';
import { formatBytes } from '../ui/format.ts';
import { Icon } from '../ui/icons.tsx';
import { shownName } from '../../core/model/file-name.ts';
import { useWords } from '../words/words.ts';
import type { Transfers, TransferState } from './transfer.ts';

interface TransferBarProps {
  readonly label: string;
  readonly state: TransferState;
  readonly transfers: Transfers;
}

export function TransferBar({ label, state, transfers }: TransferBarProps) {
  return (
    <div className="console-bar" role="status" data-testid="transfer-bar" data-way={state.way}>
      <Icon name={state.way === 'in' ? 'import' : 'up'} />
      {state.at === 'asked' ? (
        <Question label={label} way={state.way} transfers={transfers} />
      ) : state.at === 'offered' ? (
        <OfferQuestion state={state} transfers={transfers} />
      ) : (
        <Running state={state} transfers={transfers} />
      )}
    </div>
  );
}

function Question({ label, way, transfers }: Omit<TransferBarProps, 'state'> & Pick<TransferState, 'way'>) {
  const { transfers: words } = useWords();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <span className="cut grow">{way === 'in' ? words.offers(label) : words.waits(label)}</span>
      <Button
        small
        look="ghost"
        hint={words.ignoreHint}
        data-testid="transfer-ignore"
        onClick={transfers.ignore}
      >
        {words.ignore}
      </Button>
      <Button small data-testid="transfer-refuse" onClick={transfers.refuse}>
        {words.refuse}
      </Button>
      <Button
        small
        look="primary"
        data-testid="transfer-yes"
        onClick={() => (way === 'in' ? transfers.receive() : picker.current?.click())}
      >
        {way === 'in' ? words.receive : words.choose}
      </Button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        data-testid="transfer-files"
        onChange={({ target }) => transfers.give([...(target.files ?? [])])}
      />
    </>
  );
}

function OfferQuestion({
  state: { name, size },
  transfers,
}: {
  readonly state: TransferState & { at: 'offered' };
  readonly transfers: Transfers;
}) {
  const { transfers: words, common } = useWords();
  return (
    <>
      <span className="cut grow" data-testid="transfer-offer">
        {words.take(shownName(name), size === undefined ? words.noSize : formatBytes(size))}
      </span>
      <Button small look="ghost" data-testid="transfer-cancel" onClick={transfers.cancel}>
        {common.cancel}
      </Button>
      <Button small data-testid="transfer-leave" onClick={transfers.leaveOut}>
        {words.leave}
      </Button>
      <Button small data-testid="transfer-all" onClick={() => transfers.accept(true)}>
        {words.takeAll}
      </Button>
      <Button small look="primary" data-testid="transfer-take" onClick={() => transfers.accept(false)}>
        {words.takeIt}
      </Button>
    </>
  );
}

function Running({
  state,
  transfers,
}: {
  readonly state: TransferState & { at: 'running' };
  readonly transfers: Transfers;
}) {
  const { transfers: words, common } = useWords();
  const { name, bytes, size } = state;
  return (
    <>
      <span className="cut">{name === '' ? words.begins : shownName(name)}</span>
      <progress
        className="transfer-progress grow"
        aria-label={words.progress}
        max={size ?? 0}
        value={size && bytes}
      />
      <span className="muted number">
        {size === undefined ? formatBytes(bytes) : words.of(formatBytes(bytes), formatBytes(size))}
      </span>
      <Button small data-testid="transfer-cancel" onClick={transfers.cancel}>
        {common.cancel}
      </Button>
    </>
  );
}
