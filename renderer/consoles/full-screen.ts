/** One console on all of the screen, in whichever window it is. */
import { here } from '../ui/here.tsx';
import { focusActive } from './dock-state.ts';

/** Fills the screen with it, or ends that. The elements of consoles carry their panel's id. */
export function fillScreen(panel: string): void {
  const page = here().document;
  const console = [...page.querySelectorAll<HTMLElement>('.console')].find(
    ({ dataset }) => dataset.panel === panel,
  );
  const done = page.fullscreenElement === null ? console?.requestFullscreen() : page.exitFullscreen();
  // A browser that refuses leaves everything as it was.
  void done?.then(focusActive, () => undefined);
}
