/** The side bar. */
import type { Words } from '../words.ts';

export const sidebar: Words['sidebar'] = {
  views: { all: 'Alle', running: 'Laufend', off: 'Aus', lost: 'Verloren', drift: 'Abweichungen' },
  nav: 'Ansichten und Hosts',
  viewsTitle: 'Ansichten',
  calls: 'Aufrufe',
  groups: 'Gruppen',
  hosts: 'Hosts',
  removeHost: 'Aus dem Bestand entfernen…',
  notInFile: 'Er steht nicht in der Hosts-Datei.',
  removeText:
    'Er verlässt die Hosts-Datei und dieses Fenster. Mit dem Host und seinen Gästen geschieht nichts.',
};
