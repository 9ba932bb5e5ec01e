/** Below a console in which a program wants to set the clipboard: what, and the question. */
import { Button } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { Icon } from '../ui/icons.tsx';
import { oneLine } from '../ui/one-line.ts';
import { useWords } from '../words/words.ts';

interface CopyBarProps {
  readonly text: string;
  readonly onAnswered: () => void;
}

const SHOWN = 80;

export function CopyBar({ text, onAnswered }: CopyBarProps) {
  const w = useWords();
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text;
  return (
    <div className="console-bar" role="status" data-testid="copy-asked">
      <Icon name="clipboard" />
      <span>{w.consoles.wantsToCopy}</span>
      <span className="mono cut grow">{oneLine(shown)}</span>
      <Button small look="ghost" onClick={onAnswered}>
        {w.consoles.refuse}
      </Button>
      <Button
        small
        data-testid="copy-yes"
        onClick={() => {
          onAnswered();
          void copyText(text);
        }}
      >
        {text.length > SHOWN ? w.consoles.copyAll(text.length) : w.common.copy}
      </Button>
    </div>
  );
}
