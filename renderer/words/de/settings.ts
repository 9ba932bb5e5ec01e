import { plural } from '../forms.ts';
import type { Words } from '../words.ts';

export const settings: Words['settings'] = {
  title: 'Einstellungen',
  done: 'Fertig',
  search: 'Einstellungen durchsuchen',
  nothing: 'Keine Einstellung heißt so.',
  sections: {
    looks: 'Aussehen und Sprache',
    terminals: 'Terminals',
    consoles: 'Konsolen und Bildschirme',
    desktop: 'Desktop und Meldungen',
  },
  pages: { shortcuts: 'Tastenkürzel', file: 'Datei und Profile' },
  for: 'Für',
  everything: 'Alles',
  hosts: 'Hosts',
  groups: 'Gruppen von Hosts',
  notHere: 'Hier kann nichts für Hosts oder Gruppen abweichen.',
  nothingChanged: 'Hier ist nichts gesetzt.',
  changed: 'Geändert',
  reset: (title) => `${title} zurücksetzen`,
  resetAll: 'Alle zurücksetzen',
  resetAsk: (count) =>
    plural('de', count, {
      one: '# Einstellung wird wieder, wie sie zu Beginn war.',
      other: '# Einstellungen werden wieder, wie sie zu Beginn waren.',
    }),
  resetAllText: (count) =>
    plural('de', count, {
      one: '# Einstellung ist wieder wie zu Beginn.',
      other: '# Einstellungen sind wieder wie zu Beginn.',
    }),
  fromDefault: 'Vorgabe',
  others: (names: string) => `; ein anderer für ${names}`,
  fromOwn: 'für alles gesetzt',
  fromGroup: (name) => `aus Gruppe ${name}`,
  fromHost: (name) => `für ${name} gesetzt`,
  between: (least, most) => `Eine ganze Zahl von ${least} bis ${most}.`,
  like: (example: string) => `Leer oder wie ${example}.`,
  placeholderFont: 'Die Schrift des Systems mit fester Breite',
  file: 'Einstellungsdatei',
  fileHelp: 'Dieselben Werte wie hier; jede Seite folgt der anderen.',
  export: 'Exportieren…',
  import: 'Importieren…',
  imported: (count) =>
    plural('de', count, { one: '# Einstellung übernommen.', other: '# Einstellungen übernommen.' }),
  passedOver: 'Übergangen',
  syncFolder: 'Geteilter Ordner',
  syncHelp:
    'Ein Ordner, der zwischen Ihren Rechnern abgeglichen wird. Dort werden Einstellungen geschrieben und gelesen; nie Geheimnisse.',
  folder: 'Ordner',
  folderFirst: 'Zuerst einen Ordner angeben.',
  syncStart: 'Teilen',
  syncStop: 'Nicht mehr teilen',
  syncedAt: (when) => `Auf beiden Seiten gleich seit ${when}.`,
  conflicts: (count) =>
    plural('de', count, {
      one: '# Einstellung wurde auf beiden Seiten geändert.',
      other: '# Einstellungen wurden auf beiden Seiten geändert.',
    }),
  setting: 'Einstellung',
  here: 'Hier',
  there: 'Im Ordner',
  unset: 'Vorgabe',
  keepMine: 'Behalten, was hier gesetzt ist',
  takeTheirs: 'Nehmen, was im Ordner steht',
  profile: 'Profil',
  profileHelp:
    'Jedes hat eigene Einstellungen, Hosts, gespeicherte Aufrufe und einen eigenen Zwischenspeicher.',
  profileDefault: 'Vorgabe',
  profileNow: 'In Gebrauch',
  profileNew: 'Neues Profil',
  profileFirst: 'Zuerst einen Namen geben.',
  newsAllow: 'Diesem Browser erlauben, sie zu zeigen…',
  newsAllowed: 'Dieser Browser zeigt sie.',
  newsRefused:
    'Dieser Browser zeigt von dieser Seite keine. Das ändern seine eigenen Einstellungen für diese Adresse.',
  profileSwitch: 'Wechseln',
};
