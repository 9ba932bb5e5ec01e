/** `ctys macmap`: who has which MAC and IP. */
import { type MacField, parseMacmap, searchMacmap } from '../../ctys/database/macmap.ts';
import { clean } from '../../ctys/tables/cells.ts';
import { fail } from '../../model/failure.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { readDatabases } from '../../engine/library/databases.ts';
import { foldersOf, toolOptions } from './options.ts';

export const USAGE = `Usage: ctys macmap [-n] [-m] [-i] [-u] [-p FOLDER[:FOLDER...]] PATTERN
-n  names   -m  MACs   -i  IP addresses; none of them: all
-u  in upper case   -p  folders of macmap.fdb, : or % between them`;

const FIELDS: Readonly<Record<'names' | 'macs' | 'ips', MacField>> = {
  names: 'name',
  macs: 'mac',
  ips: 'ip',
};

export async function run(words: readonly string[], io: Io): Promise<number> {
  const { values, rest } = toolOptions(
    words,
    {
      names: { type: 'boolean', short: 'n' },
      macs: { type: 'boolean', short: 'm' },
      ips: { type: 'boolean', short: 'i' },
      upper: { type: 'boolean', short: 'u' },
      folders: { type: 'string', short: 'p' },
    },
    USAGE,
  );
  const [pattern, ...more] = rest;
  if (pattern === undefined || more.length > 0) throw fail('bad-input', 'One pattern is wanted.', USAGE);
  const folders = foldersOf(values.folders);
  const databases = await readDatabases(folders, 'macmap.fdb');
  if (databases.length === 0) {
    io.error(
      `ctys: There is no macmap.fdb in ${folders.join(' or ')}. Make one with 'ctys extractMAClst -P'.\n`,
    );
    return EXIT.noFile;
  }
  const entries = databases.flatMap(({ text }) => parseMacmap(text));
  const fields = (['names', 'macs', 'ips'] as const)
    .filter((name) => values[name])
    .map((name) => FIELDS[name]);
  for (const line of searchMacmap(entries, pattern, fields))
    io.out(`${clean(values.upper ? line.toUpperCase() : line)}\n`);
  return EXIT.ok;
}
