/** What a person notes of machines. */
import type { Words } from '../words.ts';

export const marks: Words['marks'] = {
  colours: { red: 'Rot', orange: 'Orange', yellow: 'Gelb', green: 'Grün', blue: 'Blau', violet: 'Violett' },
  title: (what: string) => `Schlagworte und Notiz von ${what}`,
  noFavourite: 'Kein Favorit mehr (f)',
  favouriteKey: 'Favorit (f)',
  colour: 'Farbe',
  noColour: (colour: string) => `${colour} entfernen`,
  notAll: 'Nicht alle haben es',
  removeTag: (tag: string) => `Schlagwort ${tag} entfernen`,
  addTag: 'Schlagwort hinzufügen',
  tags: 'Schlagworte',
  noTag: (word: string) => `„${word}“ ist kein Schlagwort: nur Buchstaben, Ziffern, - _ . und /.`,
  note: 'Notiz',
  noteForAll: 'Notiz für alle',
  favourite: 'Favorit',
  hasNote: 'Mit Notiz',
};
