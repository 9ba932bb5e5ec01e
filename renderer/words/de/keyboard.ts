import { listed } from '../forms.ts';
import type { Words } from '../words.ts';

export const keyNames: Words['keyNames'] = {
  Ctrl: 'Strg',
  Alt: 'Alt',
  Shift: 'Umschalt',
  Enter: 'Eingabe',
  Escape: 'Esc',
  Space: 'Leertaste',
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
  Home: 'Pos1',
  End: 'Ende',
  PageUp: 'Bild auf',
  PageDown: 'Bild ab',
  Delete: 'Entf',
  Backspace: 'Rücktaste',
  ContextMenu: 'Menü',
};

export const keyboard: Words['keyboard'] = {
  title: 'Tastenkürzel',
  close: 'Schließen',
  change: 'Ändern…',
  scopes: { window: 'Im Fenster', table: 'In der Tabelle', console: 'In Konsolen' },
  none: 'keine Taste',
  add: (command) => `Tasten für ${command} hinzufügen`,
  take: (keys, command) => `${keys} von ${command} nehmen`,
  reset: (command) => `${command} zurücksetzen`,
  resetAll: 'Alle Tastenkürzel zurücksetzen',
  allFirst: 'Kein Tastenkürzel ist geändert.',
  recording: 'Tasten drücken. Esc bricht ab.',
  recordingMore: 'Noch eine Taste, oder Eingabe zum Behalten.',
  recordingConsole: 'Die Taste drücken, die der Vortaste folgen soll. Esc bricht ab.',
  taken: (keys) => `${keys} gehört dem Browser und seinen Feldern.`,
  conflict: (keys, others) => `${keys} ist vergeben an: ${listed('de', others)}.`,
  takeOver: 'Dort wegnehmen',
  cancel: 'Abbrechen',
  full: 'Vier Tasten genügen. Zuerst eine wegnehmen.',
  leaderNote: (keys) =>
    `${keys} führt aus der Konsole hinaus, zur Tabelle. Alle anderen Tasten gehen an den Gast.`,
  leaderSeen: 'Verstanden',
  skip: 'Zu den Maschinen springen',
};

export const palette: Words['palette'] = {
  title: 'Befehle und Aufrufe',
  field: 'Befehl, Maschine oder Aufruf',
  placeholder: 'Ein Befehl, eine Maschine oder ein Aufruf: ctys -a …',
  list: 'Was passt',
  nothing: 'Nichts heißt so.',
  kinds: { command: 'Befehl', machine: 'Maschine', call: 'Aufruf', host: 'Host', filter: 'Filter' },
  refresh: (state) => `neu abfragen, ${state}`,
  call: 'Aufruf',
  once: 'Noch einmal Eingabe.',
  help: 'Eingabe führt aus, Tab ergänzt, Esc schließt.',
  run: 'Ausführen',
  more: (count) => `und ${count} weitere`,
};
