/** Records one by one: terse lines, REC, SPEC, XML, JSON. */
import type { Layout, Output } from '../../model/output.ts';
import { clean } from './cells.ts';
import { FIELDS, type Field, RECORD_LENGTH, type TableName } from './fields.ts';

type Row = readonly string[];

/** LIST and ENUMERATE share their first fields. */
const SHARED = 6;

export function chosenFields(
  fields: readonly number[] | 'all' | 'maxkey' | undefined,
  table: TableName,
): readonly Field[] {
  const all = FIELDS[table];
  // What is derived is no part of a record: it is told where it is named.
  if (fields === undefined || fields === 'all') return all.slice(0, RECORD_LENGTH[table]);
  if (fields === 'maxkey') return all.slice(0, SHARED);
  return fields.map(
    (number) => all[number - 1] ?? { number, title: String(number), words: [String(number)] },
  );
}

const cellOf = (row: Row, { number }: Field): string => row[number - 1] ?? '';

/** A semicolon in a value would be read as the end of it; it becomes a comma. */
const terse = (text: string): string => clean(text).replaceAll(';', ',');

export function printTerse(
  rows: readonly Row[],
  fields: readonly Field[],
  titles: Output['titles'],
): readonly string[] {
  const lines = rows.map((row) => fields.map((field) => terse(cellOf(row, field))).join(';'));
  return titles === undefined ? lines : [fields.map((field) => titleOf(field, titles)).join(';'), ...lines];
}

const titleOf = ({ title, number }: Field, titles: NonNullable<Output['titles']>): string =>
  titles === 'names' ? title : `${title}(${titles === 'numbers' ? number : `${letters(number)}-${number}`})`;

/** A, B, ... Z, AA: as spreadsheets name their columns. */
export function letters(number: number): string {
  let rest = number;
  let name = '';
  while (rest > 0) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
    rest = Math.floor((rest - 1) / 26);
  }
  return name;
}

type Kind = Extract<Layout, { kind: 'rec' | 'spec' | 'xml' | 'json' }>['kind'];

export function printRecords(rows: readonly Row[], fields: readonly Field[], kind: Kind): readonly string[] {
  const each = rows.flatMap((row, index) => RECORD[kind](row, fields, index + 1));
  return kind === 'xml'
    ? ['<?xml version="1.0" encoding="UTF-8"?>', '<records>', ...each, '</records>']
    : each;
}

const RECORD: Readonly<
  Record<Kind, (row: Row, fields: readonly Field[], index: number) => readonly string[]>
> = {
  rec: (row, fields, index) => [
    `record(${index}):={`,
    ...fields.map((field) => `{${field.title},${field.number},${clean(cellOf(row, field))}}`),
    '}',
  ],
  spec: (row, fields, index) =>
    fields.map(
      (field) =>
        `${String(index).padStart(3)}: ${field.number}: ${field.title}: ${clean(cellOf(row, field))}`,
    ),
  xml: (row, fields, index) => [
    `<record index="${index}">`,
    ...fields.map((field) => {
      const name = field.title.replaceAll('/', '-').replace(/^(?=\d)/, 'f');
      return `  <${name} index="${field.number}">${escapeXml(clean(cellOf(row, field)))}</${name}>`;
    }),
    '</record>',
  ],
  json: (row, fields) => [JSON.stringify(jsonRecord(row, fields))],
};

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Halves of pairs and the two last places of the plane are no characters of XML. */
const escapeXml = (text: string): string =>
  text
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g, '�')
    .replace(/[&<>"]/g, (found) => ESCAPES[found] ?? found);

const nameOf = ({ words }: Field): string => words[0].toLowerCase();

/** Names are the words of the fields in lower case; a field without a value is left out. */
function jsonRecord(row: Row, fields: readonly Field[]): Readonly<Record<string, string>> {
  const pairs = fields.map((field) => [nameOf(field), cellOf(row, field)] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
}

/** What each line of `--json` is, as a JSON schema (draft 2020-12). */
export function recordSchema(table: TableName): object {
  const properties = FIELDS[table].map((field) => [
    nameOf(field),
    { type: 'string', description: `Field ${field.number}, ${field.title}` },
  ]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `A record of ${table.toUpperCase()}`,
    description: 'Fields without a value are left out.',
    type: 'object',
    properties: Object.fromEntries(properties),
    additionalProperties: false,
  };
}
