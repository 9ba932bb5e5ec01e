/** States, beside their marks. */
import type { Words } from '../words.ts';

export const states: Words['states'] = {
  machine: {
    running: 'läuft',
    paused: 'angehalten',
    suspended: 'schläft',
    off: 'aus',
    starting: 'startet',
    stopping: 'fährt herunter',
    saving: 'wird gesichert',
    crashed: 'abgestürzt',
    lost: 'verloren',
    unknown: 'unbekannt',
  },
  host: { new: 'neu', connecting: 'verbindet', up: 'erreichbar', lost: 'verloren', denied: 'abgewiesen' },
  console: { opening: 'verbindet', attached: 'verbunden', ended: 'beendet' },
  session: { opening: 'wird geöffnet', attached: 'verbunden', closed: 'beendet' },
};
