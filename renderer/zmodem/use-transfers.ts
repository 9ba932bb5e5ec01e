/** The transfers of one terminal, with what a person is told of them. */
import { type RefObject, useEffect, useState } from 'react';
import { saveFile } from '../ui/save-file.ts';
import { toast } from '../ui/toast.tsx';
import { words } from '../words/words.ts';
import { createTransfers, type TransferEvents, type Transfers, type TransferState } from './transfer.ts';

type Line = Pick<TransferEvents, 'send' | 'show'>;

export interface HeldTransfers {
  readonly transfers: Transfers;
  readonly transfer: TransferState | null;
}

/** `line`: as it is at the moment. */
export function useTransfers(label: string, line: RefObject<Line>): HeldTransfers {
  const [transfer, setTransfer] = useState<TransferState | null>(null);
  const [transfers] = useState(() =>
    createTransfers({
      send: (bytes) => line.current.send(bytes),
      show: (chunk, taken) => line.current.show(chunk, taken),
      save: saveFile,
      changed: setTransfer,
      over: (way, outcome, files, left) => toast(message(label, way, outcome, files, left)),
    }),
  );
  useEffect(() => () => transfers.end(), [transfers]);
  return { transfers, transfer };
}

function message(label: string, ...[way, outcome, files, left]: Parameters<TransferEvents['over']>) {
  const said = words().transfers;
  const text = left.length === 0 ? undefined : said.left(left);
  if (outcome !== 'done') return { title: said.broken(label, outcome), text, failed: outcome === 'failed' };
  return { title: way === 'in' ? said.received(files, label) : said.sent(files, label), text };
}
