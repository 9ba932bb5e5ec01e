/** What a person notes of machines. */

export const marks = {
  colours: { red: 'red', orange: 'orange', yellow: 'yellow', green: 'green', blue: 'blue', violet: 'violet' },
  title: (what: string) => `Tags and note of ${what}`,
  noFavourite: 'No favourite any more (f)',
  favouriteKey: 'Favourite (f)',
  colour: 'Colour',
  noColour: (colour: string) => `No ${colour} any more`,
  notAll: 'Not all have it',
  removeTag: (tag: string) => `Remove the tag ${tag}`,
  addTag: 'Add a tag',
  tags: 'Tags',
  noTag: (word: string) => `'${word}' is no tag: letters, digits, - _ . and / only.`,
  note: 'Note',
  noteForAll: 'Note for all of them',
  favourite: 'Favourite',
  hasNote: 'It has a note',
} as const;
