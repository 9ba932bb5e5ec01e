/** `ctys macros`: the macros of the user's files and those of the product. */
import { expandMacros } from '../../ctys/macros.ts';
import { SHIPPED_MACROS } from '../../ctys/shipped-macros.ts';
import { fail } from '../../model/failure.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { fileLookup, fileMacros } from '../lookup.ts';
import { toolOptions } from './options.ts';

const USAGE = `Usage: ctys macros [-l] [-a] [-c] [-E] [-f FILE] [NAME ...]
-l  names only   -a  atoms: macros without others in them   -c  combined ones   -E  expanded   -f  of this file`;

export async function run(words: readonly string[], io: Io): Promise<number> {
  const { values, rest } = toolOptions(
    words,
    {
      list: { type: 'boolean', short: 'l' },
      atoms: { type: 'boolean', short: 'a' },
      combined: { type: 'boolean', short: 'c' },
      expanded: { type: 'boolean', short: 'E' },
      raw: { type: 'boolean', short: 'N' },
      file: { type: 'string', short: 'f' },
    },
    USAGE,
  );
  const file = typeof values.file === 'string' ? values.file : undefined;
  const { macro } = fileLookup();
  const found = new Map([...(file === undefined ? Object.entries(SHIPPED_MACROS) : []), ...fileMacros(file)]);
  const missing = rest.find((name) => !found.has(name));
  if (missing !== undefined)
    throw fail('not-found', `There is no macro '${missing}'.`, "'ctys macros -l' lists them.");
  const wanted = [...found].filter(
    ([name, text]) =>
      (rest.length === 0 || rest.includes(name)) &&
      (!values.atoms || !/macro:/i.test(text)) &&
      (!values.combined || /macro:/i.test(text)),
  );
  for (const [name, text] of wanted.sort(([a], [b]) => (a < b ? -1 : 1)))
    io.out(values.list ? `${name}\n` : `${name} = ${values.expanded ? expandMacros(text, macro) : text}\n`);
  return EXIT.ok;
}
