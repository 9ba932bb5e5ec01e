import { plural } from '../forms.ts';
import type { Words } from '../words.ts';

export const bar: Words['bar'] = {
  addHosts: 'Hosts hinzufügen, Sitzungen beginnen',
  addHost: 'Host hinzufügen…',
  importHosts: 'Hosts übernehmen…',
  columns: 'Spalten und Gruppen',
  sources: 'Was von Maschinen berichtet wird',
  all: 'Alle',
  allHint: 'Jede bekannte Maschine',
  list: 'Laufend',
  listHint: 'Was läuft: ctys -a list',
  enumerate: 'Eingerichtet',
  enumerateHint: 'Was gespeichert ist: ctys -a enumerate',
  machines: (count) => plural('de', count, { one: '# Maschine', other: '# Maschinen' }),
  some: (shown, all) => `${shown} von ${all}`,
  selected: (text, count) => `${text}, ${count} ausgewählt`,
  reconnecting: 'Verbindet neu…',
  silent: 'Der Kern antwortet noch nicht',
  lost: (count) => plural('de', count, { one: '# Host verloren', other: '# Hosts verloren' }),
  unread: (count: number) =>
    plural('de', count, {
      one: 'Meldungen: # Fehler ungelesen',
      other: 'Meldungen: # Fehler ungelesen',
    }),
  noMessages: 'Nichts ist fehlgeschlagen, und nichts wartet auf eine Antwort.',
  forgetMessages: 'Leeren',
  running: (count) => plural('de', count, { one: '# Auftrag', other: '# Aufträge' }),
};
