import { inGerman } from '../told/german.ts';
import { listed, plural } from '../forms.ts';

const count = (one: string, other: string) => (number: number) => plural('de', number, { one, other });
const some = (names: readonly string[], all: number): string =>
  listed('de', all > names.length ? [...names, `${all - names.length} weitere`] : names);

export const desktop = {
  /** What the core tells. */
  told: inGerman,
  tray: {
    well: 'Alles in Ordnung',
    running: count('# Auftrag läuft', '# Aufträge laufen'),
    crashed: count('# Gast abgestürzt', '# Gäste abgestürzt'),
    lost: count('# Host verloren', '# Hosts verloren'),
    failed: count('# Auftrag gescheitert', '# Aufträge gescheitert'),
    open: 'ctys zeigen',
    palette: 'Befehle und Aufrufe…',
    favourites: 'Favoriten',
    noFavourites: 'Mit f markierte Maschinen stehen hier',
    recent: 'Zuletzt benutzt',
    calls: 'Gespeicherte Aufrufe',
    asleep: 'Wecken',
    console: 'Konsole',
    notThere: 'Was gezeigt werden soll, ist nicht mehr da.',
    show: 'In der Tabelle zeigen',
    start: 'Starten',
    resume: 'Fortsetzen',
    unpause: 'Weiterlaufen lassen',
    wake: 'Wecken',
    shutdown: 'Herunterfahren',
    quit: 'ctys beenden',
  },
  news: {
    crashed: count('Ein Gast ist abgestürzt', '# Gäste sind abgestürzt'),
    vanished: count('Ein Gast läuft nicht mehr', '# Gäste laufen nicht mehr'),
    lost: count('Ein Host ist verloren', '# Hosts sind verloren'),
    back: count('Ein Host ist zurück', '# Hosts sind zurück'),
    failed: count('Ein Auftrag ist gescheitert', '# Aufträge sind gescheitert'),
    done: count('Ein Auftrag ist fertig', '# Aufträge sind fertig'),
    about: some,
  },
  crash: {
    title: 'Das Fenster von ctys endete wiederholt unerwartet.',
    text: 'Aufträge und Verbindungen laufen weiter. Einen Bericht speichert man im Fenster: Fehler melden.',
    again: 'Wieder zeigen',
    quit: 'ctys beenden',
    hangs: 'Das Fenster von ctys antwortet nicht.',
    wait: 'Warten',
  },
  update: {
    ready: (version: string) => `ctys ${version} liegt bereit`,
    readyText: 'Eingerichtet wird es, wenn ctys endet.',
    there: (version: string) => `ctys ${version} ist da`,
    thereText: 'Hier, wo sich keine Signatur prüfen lässt, wird es nicht von selbst eingerichtet.',
  },
  about: {
    title: 'Über ctys',
    versions: 'Versionen',
    licence: 'Lizenz',
    licences: 'Enthaltene Software',
    licencesHelp: (all: number) =>
      plural('de', all, { one: '# Paket.', other: '# Pakete mit ihren Lizenzen.' }),
    chromium: 'Electron und Chromium haben ihre eigene Liste, LICENSES.chromium.html, neben dem Programm.',
    none: 'Die Liste entsteht, wenn das Produkt gebaut wird.',
    search: 'Pakete suchen',
    close: 'Schließen',
    report: 'Fehler melden…',
    copy: 'Versionen kopieren',
  },
  report: {
    title: 'Fehler melden',
    help: 'Nichts wird gesendet. Lesen, nach Belieben ändern, speichern. Passwörter und Schlüssel sind schon entfernt, Namen von Hosts nicht.',
    text: 'Bericht',
    save: 'Speichern…',
    cancel: 'Schließen',
    making: 'Er wird erstellt…',
  },
} as const;
