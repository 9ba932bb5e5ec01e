/** `ctys vhost`: known machines by any part of their records, from the database; no host is asked. */
import { readTable } from '../../ctys/actions/table-options.ts';
import { parseRecord } from '../../ctys/database/fdb.ts';
import { parseMacmap } from '../../ctys/database/macmap.ts';
import { parseQuery } from '../../ctys/database/query.ts';
import { holdRecords } from '../../ctys/database/records.ts';
import { splitSubOptions } from '../../ctys/escape.ts';
import { expandMacros } from '../../ctys/macros.ts';
import { printRows, type Row } from '../../ctys/tables/print.ts';
import { fail } from '../../model/failure.ts';
import type { Output } from '../../model/output.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { fileLookup } from '../lookup.ts';
import { readDatabases } from '../../engine/library/databases.ts';
import { foldersOf, toolOptions } from './options.ts';

export const USAGE = `Usage: ctys vhost [-o FIELDS] [-M FIRST|LAST|ALL|COMPLEMENT|SORT|USORT|UNIQUE] [-C MACMAP] [-p FOLDERS] [-T TYPES] TERM ...
TERM  a pattern, E:a:b, F:n:text, R:n[:m] or . ; AND, OR (binds tighter) and NOT stand between
-o    fields, tables and sorting, as ENUMERATE takes them   -S LISTDB  the databases`;

const MODES = ['FIRST', 'LAST', 'ALL', 'COMPLEMENT', 'SORT', 'USORT', 'UNIQUE'];
/** Field with the number of the record. */
const INDEX = 32;
/** Several where one was wanted; no database. Chapter 7.1 of the reference. */
const AMBIGUOUS = 11;
const NO_DATABASE = 7;

export async function run(words: readonly string[], io: Io): Promise<number> {
  const { values, rest } = toolOptions(expanded(words), OPTIONS, USAGE);
  const output = outputOf(values.output);
  const mode = String(values.mode ?? 'FIRST').toUpperCase();
  if (!MODES.includes(mode))
    throw fail('bad-input', `-M ${String(values.mode)} is no mode.`, `One of ${MODES.join(', ')}.`);
  if (values.reachable !== undefined || values.count !== undefined)
    throw fail('not-capable', 'vhost asks no host whether it answers.', "'ctys -a list' does.");
  const folders = foldersOf(values.folders);
  const databases = await readDatabases(folders, 'enum.fdb');
  if (databases.length === 0) {
    io.error(`ctys: There is no enum.fdb in ${folders.join(' or ')}. Make one with 'ctys vdbgen'.\n`);
    return NO_DATABASE;
  }
  if (
    String(values.sources ?? '')
      .toUpperCase()
      .startsWith('LIST')
  ) {
    io.out(databases.map(({ path }) => `${path}\n`).join(''));
    return EXIT.ok;
  }
  const rows = search(
    databases.map(({ text }) => text).join('\n'),
    rest,
    mode,
    String(values.types ?? 'all'),
  );
  if (mode === 'UNIQUE' && rows.length > 1) {
    io.error(`ctys: ${rows.length} records match. Add a further term.\n`);
    return AMBIGUOUS;
  }
  const named = values.caches === undefined ? rows : await withAddresses(rows, folders);
  const lines = printRows(named, output, 'enumerate');
  if (lines.length > 0) io.out(`${lines.join('\n')}\n`);
  return EXIT.ok;
}

const OPTIONS = {
  output: { type: 'string', short: 'o' },
  mode: { type: 'string', short: 'M' },
  sub: { type: 'boolean', short: 's' },
  caches: { type: 'string', short: 'C' },
  count: { type: 'string', short: 'c' },
  input: { type: 'string', short: 'i' },
  progress: { type: 'string', short: 'I' },
  login: { type: 'string', short: 'l' },
  folders: { type: 'string', short: 'p' },
  runtime: { type: 'boolean', short: 'r' },
  reachable: { type: 'string', short: 'R' },
  sources: { type: 'string', short: 'S' },
  types: { type: 'string', short: 'T' },
} as const;

/** Macros of the call, so that `macro:vif` may stand for an option and its argument. */
const expanded = (words: readonly string[]): readonly string[] =>
  words.flatMap((word) => {
    if (!/macro:/i.test(word)) return [word];
    const text = expandMacros(word, fileLookup().macro);
    return text.startsWith('-o ') ? ['-o', text.slice('-o '.length)] : [text];
  });

const outputOf = (option: unknown): Output =>
  readTable('enumerate', typeof option === 'string' ? splitSubOptions(option) : []).output;

function search(text: string, terms: readonly string[], mode: string, types: string): readonly Row[] {
  const records = holdRecords(text);
  const found = records.find(parseQuery(terms));
  const wanted = types.toLowerCase() === 'all' ? null : new Set(types.toUpperCase().split(','));
  const rows = (mode === 'COMPLEMENT' ? complement(found, records.size) : found).flatMap((index) => {
    const row = parseRecord(records.line(index));
    if (row === null || (wanted !== null && !wanted.has(row[1] ?? ''))) return [];
    return [row.map((cell, at) => (at === INDEX - 1 ? String(index) : cell))];
  });
  switch (mode) {
    case 'FIRST':
      return rows.slice(0, 1);
    case 'LAST':
      return rows.slice(-1);
    case 'SORT':
      return sorted(rows);
    case 'USORT':
      return [...new Map(sorted(rows).map((row) => [withoutIndex(row), row])).values()];
    default:
      return rows;
  }
}

function complement(found: readonly number[], size: number): readonly number[] {
  const taken = new Set(found);
  return Array.from({ length: size }, (_, index) => index).filter((index) => !taken.has(index));
}

const withoutIndex = (row: Row): string => row.filter((_, at) => at !== INDEX - 1).join(';');
const sorted = (rows: readonly Row[]): readonly Row[] =>
  [...rows].sort((a, b) => (withoutIndex(a) < withoutIndex(b) ? -1 : 1));

const MAC = 6;
const TCP = 7;

/** -C MACMAP: addresses that a record lacks are those of its MAC. */
async function withAddresses(rows: readonly Row[], folders: readonly string[]): Promise<readonly Row[]> {
  const entries = (await readDatabases(folders, 'macmap.fdb')).flatMap(({ text }) => parseMacmap(text));
  const ips = new Map(entries.map(({ mac, ip }) => [mac, ip]));
  return rows.map((row) =>
    row.map((cell, at) =>
      at === TCP - 1 && cell === '' ? (ips.get(row[MAC - 1]?.toUpperCase() ?? '') ?? '') : cell,
    ),
  );
}
