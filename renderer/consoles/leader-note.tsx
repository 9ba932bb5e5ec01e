/** Said once, and in one console: how one gets out of it by keyboard. */
import { useEffect } from 'react';
import { create } from 'zustand';
import { shownKeys } from '../commands/shown-keys.ts';
import { useStored } from '../settings/stored.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/words.ts';

const PLACE = 'ctys.leader-seen';
/** `panel`: which says it. Of several the one that was there first. */
const useSeen = create<{ readonly seen: boolean; readonly panel: string | undefined }>(() => ({
  seen: typeof localStorage === 'undefined' || localStorage.getItem(PLACE) !== null,
  panel: undefined,
}));

/** Whoever used it knows it. */
export function leaderSeen(): void {
  if (useSeen.getState().seen) return;
  localStorage.setItem(PLACE, '1');
  useSeen.setState({ seen: true });
}

export function LeaderNote({ panel }: { readonly panel: string }) {
  const { keyboard } = useWords();
  const shown = useSeen((state) => !state.seen && state.panel === panel);
  const free = useSeen((state) => state.panel === undefined);
  useEffect(() => {
    if (free) useSeen.setState((state) => (state.panel === undefined ? { panel } : state));
  }, [free, panel]);
  useEffect(
    () => () => {
      if (useSeen.getState().panel === panel) useSeen.setState({ panel: undefined });
    },
    [panel],
  );
  // Its keys are drawn anew when others are set.
  useStored((state) => state.stored);
  const keys = shownKeys('console.table');
  if (!shown || keys === undefined) return null;
  return (
    <div className="leader-note" role="note" data-testid="leader-note">
      <span className="grow">{keyboard.leaderNote(keys)}</span>
      <Button small data-testid="leader-seen" onClick={leaderSeen}>
        {keyboard.leaderSeen}
      </Button>
    </div>
  );
}
