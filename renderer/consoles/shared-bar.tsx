/** Loud on purpose: over each terminal that takes what is typed into the others. */
import { shownKeys } from '../commands/shown-keys.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { openTypists, shareNone, useShared } from './shared-typing.ts';
import { useWords } from '../words/words.ts';

export function SharedBar({ panel }: { readonly panel: string }) {
  const w = useWords();
  const panels = useShared((state) => state.panels);
  if (!panels.has(panel)) return null;
  const names = openTypists()
    .filter(([id]) => panels.has(id))
    .map(([, title]) => title);
  return (
    <div className="console-bar shared-bar" role="status" data-testid="shared-bar">
      <Icon name="share" />
      <strong>{w.consoles.typingTo(panels.size)}</strong>
      <span className="cut grow" data-tip={names.join('\n')}>
        {names.join(', ')}
      </span>
      <Button small hint={shownKeys('console.share')} data-testid="share-none" onClick={shareNone}>
        {w.common.stop}
      </Button>
    </div>
  );
}
