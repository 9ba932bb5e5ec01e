/** Things that are counted. */
import type { Words } from '../words.ts';

export const nouns: Words['nouns'] = {
  machine: { one: '# Maschine', other: '# Maschinen' },
  file: { one: '# Datei', other: '# Dateien' },
  host: { one: '# Host', other: '# Hosts' },
  guest: { one: '# Gast', other: '# Gäste' },
  macro: { one: '# Makro', other: '# Makros' },
  special: { one: '# Verweis oder Gerät', other: '# Verweise oder Geräte' },
  line: { one: '# Zeile', other: '# Zeilen' },
};
