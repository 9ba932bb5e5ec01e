/** What was kept of consoles. */
import type { Words } from '../words.ts';

export const transcripts: Words['transcripts'] = {
  of: (name: string) => `Mitschrift ${name}`,
  videoOf: (name: string) => `Video ${name}`,
  stop: 'Anhalten',
  play: 'Abspielen',
  place: 'Stelle darin',
  speed: 'Geschwindigkeit',
  title: 'Mitschriften und Videos von Konsolen',
  none: 'Noch keine. Das Menü eines Terminals beginnt eine: „Mitschrift aufbewahren“, das eines Bildschirms: „Video aufnehmen“.',
  copyPath: 'Pfad kopieren',
  remove: 'Datei löschen',
  kept: 'Die Mitschrift ist aufbewahrt.',
  videoKept: 'Das Video ist aufbewahrt.',
  saveCopy: 'Kopie speichern',
  broken: 'Das Video lässt sich nicht abspielen.',
  mayBeBroken: 'Seine Datei ist vielleicht beschädigt.',
  show: 'Zeigen',
};
