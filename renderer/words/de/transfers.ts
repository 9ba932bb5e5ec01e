import type { Words } from '../words.ts';
import { listed, plural } from '../forms.ts';

export const transfers: Words['transfers'] = {
  offers: (label) => `${label} möchte Dateien hierher senden (ZMODEM).`,
  waits: (label) => `${label} wartet auf Dateien von hier (ZMODEM).`,
  ignore: 'Übergehen',
  ignoreHint: 'Es sieht nur nach einer Übertragung aus: nichts wird geantwortet',
  refuse: 'Ablehnen',
  receive: 'Empfangen',
  choose: 'Dateien wählen…',
  take: (name, size) => `${name} (${size}) in die Downloads nehmen?`,
  noSize: 'Größe nicht genannt',
  takeIt: 'Nehmen',
  takeAll: 'Alle nehmen',
  leave: 'Auslassen',
  begins: 'Es beginnt…',
  progress: 'Fortschritt der Datei',
  of: (bytes, size) => `${bytes} von ${size}`,
  received: (files, label) =>
    `${plural('de', files, { one: '# Datei', other: '# Dateien' })} von ${label} empfangen`,
  sent: (files, label) =>
    `${plural('de', files, { one: '# Datei', other: '# Dateien' })} an ${label} gesendet`,
  left: (names) => `Dort nicht gewünscht oder schon vorhanden: ${listed('de', names)}`,
  broken: (label, outcome) =>
    outcome === 'cancelled'
      ? `Die Übertragung mit ${label} wurde abgebrochen.`
      : `Die Übertragung mit ${label} ist abgerissen.`,
};
