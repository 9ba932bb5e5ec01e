import type { SettingWords } from '../setting-words.ts';

export const settingNames: SettingWords = {
  theme: {
    title: 'Farben',
    help: 'Farben des Fensters und seiner Terminals.',
    options: { system: 'System', light: 'Hell', dark: 'Dunkel', contrast: 'Hoher Kontrast' },
  },
  density: {
    title: 'Zeilenhöhe',
    help: 'Wie eng die Zeilen der Tabelle stehen.',
    options: { normal: 'Normal', compact: 'Eng' },
  },
  language: {
    title: 'Sprache',
    help: 'Was Hosts und ihre Werkzeuge melden, bleibt, wie es ist.',
    options: { system: 'System', en: 'English', de: 'Deutsch' },
  },
  terminalFont: {
    title: 'Schrift im Terminal',
    help: 'Leer: die Schrift des Systems mit fester Breite.',
  },
  terminalSize: { title: 'Schriftgröße im Terminal', help: 'In Pixeln.' },
  scrollback: { title: 'Verlauf', help: 'Zeilen, die ein Terminal über dem Sichtbaren behält.' },
  copyOnSelect: {
    title: 'Auswahl kopieren',
    help: 'Was im Terminal ausgewählt wird, ist sofort kopiert.',
  },
  pasteGuard: {
    title: 'Vor mehrzeiligem Einfügen fragen',
    help: 'Eine Shell führte jede eingefügte Zeile aus.',
  },
  bell: {
    title: 'Glocke',
    help: 'Was ein Terminal tut, wenn ein Programm klingelt. Außer Sicht zeigt sein Reiter eine Glocke.',
    options: { none: 'Nichts', visual: 'Sein Rand leuchtet', sound: 'Ein kurzer Ton' },
  },
  backspace: {
    title: 'Rücktaste sendet',
    help: 'Jede Konsole kann ihre eigene haben; siehe ihr Menü.',
    options: { delete: 'Entf (0x7f)', 'ctrl-h': 'Strg+H (0x08)' },
  },
  functionKeys: {
    title: 'Funktionstasten von',
    help: 'Das Terminal, für das Programme dieses halten. Jede Konsole kann ihre eigenen haben.',
    options: { xterm: 'xterm', vt: 'VT220', linux: 'Linux', vt100: 'VT100+', sco: 'SCO' },
  },
  alt: {
    title: 'Alt (Wahltaste) in Terminals ist',
    help: 'Jede Konsole kann es anders haben; siehe ihr Menü.',
    options: { meta: 'Meta: Escape vor der Taste', characters: 'Kein Meta: nur das Zeichen' },
  },
  keypad: {
    title: 'Ziffernblock sendet',
    help: 'Programme können seinen Anwendungsmodus verlangen. Jede Konsole kann es anders haben.',
    options: { numbers: 'Immer Ziffern', application: 'Was ein Programm verlangt' },
  },
  leader: {
    title: 'Vortaste in Konsolen',
    help: 'Gehalten macht sie eine Taste zu einer des Fensters; jede andere gehört dem Gast.',
    options: { 'Ctrl+Shift': 'Strg+Umschalt', 'Ctrl+Alt': 'Strg+Alt', 'Alt+Shift': 'Alt+Umschalt' },
  },
  restoreConsoles: {
    title: 'Konsolen und Ansicht wiederherstellen',
    help: 'Der nächste Start öffnet wieder, was jetzt offen ist.',
  },
  previews: {
    title: 'Kleine Bilder',
    help: 'Der Bildschirme laufender Gäste, in Tabelle und Einzelheiten.',
  },
  ownTerminal: {
    title: 'Terminal außerhalb des Fensters',
    help: 'Worin eine Textkonsole sich öffnet, wenn ihr Menü sagt: in einem eigenen Terminal.',
    options: {
      usual: 'Das erste vorhandene',
      'x-terminal-emulator': 'x-terminal-emulator',
      'gnome-terminal': 'gnome-terminal',
      konsole: 'konsole',
      'xfce4-terminal': 'xfce4-terminal',
      'mate-terminal': 'mate-terminal',
      kitty: 'kitty',
      alacritty: 'alacritty',
      foot: 'foot',
      xterm: 'xterm',
    },
  },
  scaling: {
    title: 'Bildschirme öffnen',
    help: 'Wie groß der Bildschirm eines Gastes zuerst gezeichnet wird.',
    options: { fit: 'Eingepasst', actual: 'In wahrer Größe', guest: 'Gast folgt' },
  },
  notify: {
    title: 'Meldungen',
    help: 'Des Systems, wenn man anderswo ist: Aufträge am Ende, Gäste abgestürzt oder verschwunden, Hosts verloren und zurück.',
    options: { all: 'Alle', troubles: 'Nur Störungen', off: 'Keine' },
  },
  quietHours: { title: 'Ruhezeit', help: 'Dann keine Meldungen. Was geschah, zeigt das Symbol der Leiste.' },
  tray: {
    title: 'Symbol in der Leiste',
    help: 'Bleibt, wenn das Fenster geschlossen wird. Nur in der Desktop-Anwendung.',
  },
  autostart: { title: 'Mit dem System starten', help: 'Bei der Anmeldung. Nur in der Desktop-Anwendung.' },
  startHidden: { title: 'In der Leiste starten', help: 'Ohne Fenster. Nur in der Desktop-Anwendung.' },
  paletteShortcut: {
    title: 'Befehle von überall',
    help: 'Tasten, die die Befehle über jedes Programm holen. Leer: keine. Nur in der Desktop-Anwendung.',
  },
  updates: {
    title: 'Neue Versionen',
    help: 'Wo nach ihnen gesucht wird. Von selbst eingerichtet nur, wo ihre Signatur geprüft wird.',
    options: { off: 'Gar nicht', stable: 'Stabil', beta: 'Beta' },
  },
};
