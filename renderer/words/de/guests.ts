/** A new guest from a template. */
import type { Words } from '../words.ts';

export const guests: Words['guests'] = {
  drawn: 'Wird neu erzeugt',
  title: 'Neuer Gast',
  create: 'Anlegen',
  createIt: (name: string) => `${name} anlegen`,
  template: 'Vorlage',
  host: 'Host',
  anchor: 'Anker',
  sparse: 'Wächst mit',
  allocated: 'Ganz belegt',
};
