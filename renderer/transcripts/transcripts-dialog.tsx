/** What was kept of consoles: played, removed, and where it is. */
import { useEffect, useState } from 'react';
import { create } from 'zustand';
import type { Transcript } from '../../core/model/transcript.ts';
import { openPlayback } from '../consoles/dock-state.ts';
import { theCore } from '../core.ts';
import { report } from '../machines/commands.tsx';
import { Button } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { Dialog } from '../ui/dialog.tsx';
import { formatBytes } from '../ui/format.ts';
import { useWords } from '../words/words.ts';

const useOpen = create<{ readonly open: boolean }>(() => ({ open: false }));
export const showTranscripts = (): void => useOpen.setState({ open: true });

export function TranscriptsLayer() {
  return useOpen((state) => state.open) ? <TranscriptsDialog /> : null;
}

function TranscriptsDialog() {
  const w = useWords();
  const [list, setList] = useState<readonly Transcript[] | null>(null);
  const close = (): void => useOpen.setState({ open: false });
  const read = (): void => void theCore().api.transcripts.list().then(setList, report);
  useEffect(read, []);
  const remove = (name: string): void => void theCore().api.transcripts.remove({ name }).then(read, report);
  return (
    <Dialog
      title={w.transcripts.title}
      wide
      testId="transcripts"
      onCancel={close}
      onSubmit={close}
      actions={
        <Button type="submit" look="primary">
          {w.common.close}
        </Button>
      }
    >
      {list?.length === 0 && <p className="muted">{w.transcripts.none}</p>}
      <ul className="snippets transcripts">
        {list?.map(({ name, path, size }) => (
          <li key={name}>
            <Button
              look="ghost"
              small
              icon="play"
              hint={w.transcripts.play}
              data-testid="play-transcript"
              onClick={() => {
                close();
                openPlayback(name);
              }}
            />
            <span className="mono cut grow" data-tip={path}>
              {name}
            </span>
            <span className="muted figures">{formatBytes(size)}</span>
            <Button
              look="ghost"
              small
              icon="copy"
              hint={w.transcripts.copyPath}
              onClick={() => void copyText(path)}
            />
            <Button
              look="ghost"
              small
              icon="close"
              hint={w.transcripts.remove}
              onClick={() => remove(name)}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
