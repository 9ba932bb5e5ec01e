/** `ctys macros`: the macros of the user's files and those of the product. */
import { expandMacros, within } from '../../ctys/macros.ts';
import { SHIPPED_MACROS } from '../../ctys/shipped-macros.ts';
import { fail } from '../../model/failure.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { fileLookup, fileMacros, macroFiles } from '../lookup.ts';
import { toolOptions } from './options.ts';

export const USAGE = `Usage: ctys macros [-l] [-a] [-c] [-E | -N] [-e] [-f FILE] [NAME ...]
-l  names only   -a  atoms: macros without others in them   -c  combined ones; both: all
-N  as they stand in their files, the default   -E  expanded
-f  of this file, by its name below a folder of macros or its path   -e  the files, for an editor`;

const KINDS = {
  list: { type: 'boolean', short: 'l' },
  atoms: { type: 'boolean', short: 'a' },
  combined: { type: 'boolean', short: 'c' },
  expanded: { type: 'boolean', short: 'E' },
  raw: { type: 'boolean', short: 'N' },
  edit: { type: 'boolean', short: 'e' },
  file: { type: 'string', short: 'f' },
} as const;

export async function run(words: readonly string[], io: Io): Promise<number> {
  const { values, rest } = toolOptions(words, KINDS, USAGE);
  if (values.expanded && values.raw) throw fail('bad-input', '-E and -N exclude each other.', USAGE);
  const file = typeof values.file === 'string' ? values.file : undefined;
  const files = macroFiles(file);
  if (file !== undefined && files.length === 0)
    throw fail('not-found', `There is no file of macros '${file}'.`, 'Name one below ~/.config/ctys/macros.');
  if (values.edit) {
    io.out(files.map((path) => `${path}\n`).join(''));
    return EXIT.ok;
  }
  const found = new Map([...(file === undefined ? Object.entries(SHIPPED_MACROS) : []), ...fileMacros(file)]);
  const missing = rest.find((name) => !found.has(name));
  if (missing !== undefined)
    throw fail('not-found', `There is no macro '${missing}'.`, "'ctys macros -l' lists them.");
  const isAtom = (text: string): boolean => !/macro:/i.test(text);
  const both = values.atoms === values.combined;
  const wanted = [...found].filter(
    ([name, text]) =>
      (rest.length === 0 || rest.includes(name)) && (both || isAtom(text) === (values.atoms === true)),
  );
  const { macro } = fileLookup();
  const expand = (text: string): string => expandMacros(text, within(file, macro));
  for (const [name, text] of wanted.sort(([a], [b]) => (a < b ? -1 : 1)))
    io.out(values.list ? `${name}\n` : `${name} = ${values.expanded ? expand(text) : text}\n`);
  return EXIT.ok;
}
