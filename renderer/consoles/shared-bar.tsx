/** Loud on purpose: over each terminal that takes what is typed into the others. */
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { openTypists, shareNone, useShared } from './shared-typing.ts';

export function SharedBar({ panel }: { readonly panel: string }) {
  const panels = useShared((state) => state.panels);
  if (!panels.has(panel)) return null;
  const names = openTypists()
    .filter(([id]) => panels.has(id))
    .map(([, title]) => title);
  return (
    <div className="console-bar shared-bar" role="status" data-testid="shared-bar">
      <Icon name="share" />
      <strong>Typing goes to {panels.size} terminals</strong>
      <span className="cut grow" data-tip={names.join('\n')}>
        {names.join(', ')}
      </span>
      <Button small hint="Ctrl+Shift+B" data-testid="share-none" onClick={shareNone}>
        Stop
      </Button>
    </div>
  );
}
