/** The window around its parts. */
import type { Words } from '../words.ts';

export const shell: Words['shell'] = {
  sidebarWidth: 'Breite der Seitenleiste',
  detailsWidth: 'Breite der Einzelheiten',
  tableHeight: 'Höhe der Tabelle',
  connectionLost: 'Die Verbindung zum Kern von ctys ist verloren.',
  waitForCore: 'Warten Sie, bis das Fenster wieder verbunden ist.',
  coreSilent: 'Der Kern antwortet nicht.',
  preview: 'Sein Bildschirm vor einem Augenblick',
};
