/** States, beside their marks. */
import { STATE_WORDS } from '../told/de/forms.ts';
import type { Words } from '../words.ts';

export const states: Words['states'] = {
  machine: STATE_WORDS,
  host: { new: 'neu', connecting: 'verbindet', up: 'erreichbar', lost: 'verloren', denied: 'abgewiesen' },
  console: { opening: 'verbindet', attached: 'verbunden', ended: 'beendet' },
  session: { opening: 'wird geöffnet', attached: 'verbunden', closed: 'beendet' },
};
