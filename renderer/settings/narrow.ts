/** A window that becomes too narrow (or is zoomed in) puts the details away, and shows them again when there is room. */
import { changeSettings, useSettings } from './settings.ts';

const NARROW = '(width < 900px)';

/** Returns how to stop. */
export function followWidth(): () => void {
  const narrow = matchMedia(NARROW);
  let putAway = false;
  const follow = (): void => {
    const { details } = useSettings.getState();
    if (narrow.matches && details) {
      putAway = true;
      changeSettings({ details: false });
    } else if (!narrow.matches && putAway) {
      putAway = false;
      changeSettings({ details: true });
    }
  };
  follow();
  narrow.addEventListener('change', follow);
  return () => narrow.removeEventListener('change', follow);
}
