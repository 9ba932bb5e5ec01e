/** Below a console in which a program wants to set the clipboard: what, and the question. */
import { Button } from '../ui/button.tsx';
import { copyText } from '../ui/clipboard.ts';
import { Icon } from '../ui/icons.tsx';
import { oneLine } from '../ui/one-line.ts';

interface CopyBarProps {
  readonly text: string;
  readonly onAnswered: () => void;
}

const SHOWN = 80;

export function CopyBar({ text, onAnswered }: CopyBarProps) {
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text;
  return (
    <div className="console-bar" role="status" data-testid="copy-asked">
      <Icon name="clipboard" />
      <span>Wants to copy:</span>
      <span className="mono cut grow">{oneLine(shown)}</span>
      <Button small look="ghost" onClick={onAnswered}>
        Refuse
      </Button>
      <Button
        small
        data-testid="copy-yes"
        onClick={() => {
          onAnswered();
          void copyText(text);
        }}
      >
        {text.length > SHOWN ? `Copy all ${text.length.toLocaleString('en')} characters` : 'Copy'}
      </Button>
    </div>
  );
}
