/** The records vhost searches: databases, and what -C adds to them. */
import { stat } from 'node:fs/promises';
import { addressJoin, joinedText } from '../../ctys/database/join.ts';
import { formatMacmap, type MacEntry, parseMacmap } from '../../ctys/database/macmap.ts';
import { parseFdb, parseRecord } from '../../ctys/database/fdb.ts';
import { holdRecords, type Records } from '../../ctys/database/records.ts';
import { expandGroup, splitTarget } from '../../ctys/groups.ts';
import type { Row } from '../../ctys/tables/print.ts';
import { type Database, enumText, readDatabases } from '../../engine/library/databases.ts';
import { fileLookup, groupFiles } from '../lookup.ts';

export interface Sources {
  readonly enums: readonly Database[];
  readonly macmaps: readonly Database[];
}

export async function readSources(folders: readonly string[]): Promise<Sources> {
  const [enums, macmaps] = await Promise.all(
    ['enum.fdb', 'macmap.fdb'].map((name) => readDatabases(folders, name)),
  );
  return { enums: enums ?? [], macmaps: macmaps ?? [] };
}

export const entriesOf = ({ macmaps }: Sources): readonly MacEntry[] =>
  macmaps.flatMap(({ text }) => parseMacmap(text));

/** Whether any of these is a folder. */
export async function anyFolder(folders: readonly string[]): Promise<boolean> {
  const found = await Promise.all(
    folders.map((folder) =>
      stat(folder).then(
        (one) => one.isDirectory(),
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

export interface Added {
  /** Addresses of macmap.fdb are in the records that are searched. */
  readonly macmap: boolean;
  /** Members of groups that no record names are records, too. */
  readonly groups: boolean;
}

export function recordsOf(sources: Sources, { macmap, groups }: Added): Records {
  const plain = holdRecords(enumText(sources.enums));
  if (!macmap && !groups) return plain;
  const entries = entriesOf(sources);
  const text = macmap ? joinedText(plain, entries) : `${enumText(sources.enums)}\n`;
  if (!groups) return holdRecords(text);
  const join = addressJoin(entries);
  const members = groupMembers(parseFdb(text).rows).map((row) => (macmap ? join(row) : row));
  return holdRecords(text + members.map((row) => `${row.join(';')}\n`).join(''));
}

/** Fields of a record: host, type, label, address, ssh port, name in the network, a user's text, user. */
const NAMES = [1, 3, 7, 28];
const PORT = 27;
const GROUPS = 43;
const USER = 44;

/** A host as a record of its own; its groups stand in the user's text, so that they can be searched for. */
function groupMembers(rows: readonly Row[]): readonly Row[] {
  const known = new Set(rows.flatMap((row) => NAMES.map((field) => (row[field - 1] ?? '').toLowerCase())));
  const { group: find } = fileLookup();
  const members = new Map<string, { readonly name: string; readonly groups: Set<string> }>();
  for (const { name: group } of groupFiles())
    for (const { name } of expandGroup(group, [], find)) {
      if (/[{;\s]/.test(name) || known.has(splitTarget(name).name.toLowerCase())) continue;
      const member = members.get(name) ?? { name, groups: new Set() };
      members.set(name, { name, groups: member.groups.add(group) });
    }
  return [...members.values()].flatMap(({ name, groups }) => {
    const { name: host, user = '', port = '' } = splitTarget(name);
    const cells: Readonly<Record<number, string>> = {
      ...{ 1: host, 2: 'PM', 3: host, [PORT]: port, [USER]: user },
      [GROUPS]: [...groups].join(' ').replaceAll(';', ','),
    };
    const row = parseRecord(Array.from({ length: 47 }, (_, at) => cells[at + 1] ?? '').join(';'));
    return row === null ? [] : [row];
  });
}

/** macmap.fdb by itself, as records: its lines are searched as they stand in a file of today. */
export function macmapRecords(sources: Sources): {
  readonly records: Records;
  readonly row: (line: string) => Row;
} {
  const records = holdRecords(formatMacmap(entriesOf(sources)));
  return {
    records,
    row: (line) => {
      const [name = '', mac = '', ip = ''] = line.split(';');
      const cells: Readonly<Record<number, string>> = { 6: mac, 7: ip, 28: name };
      return Array.from({ length: 47 }, (_, at) => cells[at + 1] ?? '');
    },
  };
}
