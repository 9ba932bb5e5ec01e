/** The transfers of a host, below its files. */
import { shownName } from '../../core/model/file-name.ts';
import { Button } from '../ui/button.tsx';
import { count, formatBytes, formatDuration } from '../ui/format.ts';
import { Icon } from '../ui/icons.tsx';
import { forgetTransfer, type Transfer, useTransfers } from './transfers.ts';
import { told, useWords, words } from '../words/words.ts';

export function TransferRows({ host }: { readonly host: string }) {
  const w = useWords();
  const transfers = useTransfers((state) => state.transfers);
  const mine = transfers.filter((one) => one.host === host);
  if (mine.length === 0) return null;
  return (
    <ul className="transfers" aria-label={w.files.transfers} aria-live="polite">
      {mine.map((transfer) => (
        <TransferRow key={transfer.id} transfer={transfer} />
      ))}
    </ul>
  );
}

function TransferRow({ transfer }: { readonly transfer: Transfer }) {
  const w = useWords();
  const { id, way, name, done, total, state, failure, stop, again } = transfer;
  const isRunning = state === 'running';
  const inTheWay = failure?.code === 'wrong-state';
  return (
    <li data-testid="transfer" data-state={state}>
      <Icon name={state === 'failed' ? 'warn' : way === 'up' ? 'up' : 'down'} />
      <span className="cut transfer-name">{shownName(name)}</span>
      <progress value={total === 0 ? Number(state === 'done') : done / total} max={1} />
      <span className="muted figures cut grow" data-tip={told(failure?.remedy)}>
        {wordsOf(transfer)}
      </span>
      {(state === 'failed' || state === 'stopped') && (
        <Button small look="link" onClick={() => again(inTheWay)}>
          {inTheWay ? w.files.replace : w.files.goOn}
        </Button>
      )}
      <Button
        look="ghost"
        small
        icon="close"
        hint={isRunning ? w.common.stop : w.files.forget}
        onClick={() => (isRunning ? stop() : forgetTransfer(id))}
      />
    </li>
  );
}

function wordsOf({ state, done, total, rate, failure, skipped, way }: Transfer): string {
  if (state === 'failed') return told(failure?.message) ?? words().files.failed;
  if (state === 'stopped') return words().files.stoppedAt(formatBytes(done), formatBytes(total));
  const left = skipped === 0 ? '' : words().files.leftOut(count(skipped, 'special'));
  if (state === 'done')
    return `${formatBytes(total)}${way === 'down' ? words().files.inDownloads : ''}${left}`;
  const speed =
    rate === 0 ? '' : `, ${formatBytes(rate)}/s, ${formatDuration(((total - done) / rate) * 1000)}`;
  return words().files.ofAll(formatBytes(done), formatBytes(total)) + speed;
}
