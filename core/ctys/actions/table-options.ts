/** LIST and ENUMERATE: what is shown and how. Sub-options: chapters 4.1 and 4.5 of the reference. */
import type { TableAction } from '../../model/action.ts';
import type { MachineType } from '../../model/machine.ts';
import type { Column, Layout, Output, Sorting } from '../../model/output.ts';
import { type Codec, integer, list, text, wrong } from '../codec.ts';
import { readList, readParts, type SubOption, writeList, writeParts } from '../escape.ts';
import { FILTER_WORDS } from '../filter/fields.ts';
import { checkFilter } from '../filter/filter.ts';
import { SESSION_TYPES } from '../session-types.ts';
import { formatColumns, parseColumns } from '../tables/columns.ts';
import { fieldByWord, type TableName, wordOfField } from '../tables/fields.ts';
import { account } from './start-options.ts';
import { field, specOf, type SubOptionSpec, word, writeAll } from './sub-option.ts';

type Fields = readonly number[] | 'all' | 'maxkey';

/** What is read of it, before the layout is known. */
interface Draft extends Omit<TableAction, 'verb' | 'on' | 'type' | 'options' | 'output'> {
  readonly formatter?: Layout;
  readonly fields?: Fields;
  readonly terse?: true;
  readonly titles?: Output['titles'];
  readonly sort?: Sorting;
  readonly tcp?: Output['tcp'];
}

const formatter = (
  keys: readonly [string, ...string[]],
  shape: string | undefined,
  help: string,
  read: (argument: string | undefined) => Layout,
  write: (layout: Layout) => string | undefined | null,
): SubOptionSpec<Draft> => ({
  keys,
  ...(shape !== undefined && { shape, optional: true as const }),
  help,
  read: (argument, before) => ({ ...before, formatter: read(argument) }),
  write: ({ formatter: layout }) => (layout === undefined ? null : write(layout)),
});

const fieldNumber = integer('<field number>', 1, 99);
const width = integer('<width>', 0, 9_999);

const widths = {
  read: (argument: string): readonly (number | null)[] =>
    readParts(argument).map((part) => (part === '' ? null : width.read(part))),
  write: (values: readonly (number | null)[]): string =>
    writeParts(values.map((value) => (value === null ? '' : String(value)))),
};

const standard = (key: string, wide: boolean, help: string): SubOptionSpec<Draft> =>
  formatter(
    [key],
    '<width>%%<width>...',
    help,
    (argument) => ({
      kind: 'standard',
      ...(argument && { widths: widths.read(argument) }),
      ...(wide && { wide: true as const }),
    }),
    (layout) =>
      layout.kind !== 'standard' || (layout.wide ?? false) !== wide
        ? null
        : layout.widths === undefined
          ? undefined
          : widths.write(layout.widths),
  );

const columns: Codec<readonly Column[]> = {
  shape: '<field>[_<title>[_<width>[_(L|B)]]][%%...]',
  read: parseColumns,
  write: formatColumns,
};

const records = (kind: 'rec' | 'spec' | 'xml' | 'json', keys: readonly [string, ...string[]], help: string) =>
  formatter(
    keys,
    '<field>%%<field>...',
    help,
    (argument) => ({
      kind,
      ...(argument && { fields: readParts(argument).map((part) => fieldNumber.read(part)) }),
    }),
    (layout) =>
      layout.kind !== kind
        ? null
        : layout.fields === undefined
          ? undefined
          : writeParts(layout.fields.map(String)),
  );

const SORT_WORDS = ['ALL', 'EACH', 'UNIQUE', 'REVERSE'];

const sort: SubOptionSpec<Draft> = {
  keys: ['SORT'],
  shape: '(ALL|EACH)%UNIQUE%REVERSE%<column>',
  optional: true,
  words: SORT_WORDS,
  help: 'Sorted by a printed column, over all hosts or each by itself.',
  read(argument, before) {
    const parts = argument ? readParts(argument) : [];
    return {
      ...before,
      sort: parts.reduce<Sorting>((value, part) => sortPart(value, part), { over: 'all' }),
    };
  },
  write({ sort: value }) {
    if (value === undefined) return null;
    const { over, unique, reverse, column } = value;
    const parts = [
      ...(over === 'each' ? ['EACH'] : []),
      ...(unique ? ['UNIQUE'] : []),
      ...(reverse ? ['REVERSE'] : []),
      ...(column === undefined ? [] : [String(column)]),
    ];
    return parts.length === 0 ? undefined : writeParts(parts);
  },
};

function sortPart(value: Sorting, part: string): Sorting {
  const upper = part.toUpperCase();
  if (upper === 'ALL' || upper === 'A') return { ...value, over: 'all' };
  if (upper === 'EACH' || upper === 'E') return { ...value, over: 'each' };
  if (upper === 'UNIQUE' || upper === 'U') return { ...value, unique: true };
  if (upper === 'REVERSE' || upper === 'R') return { ...value, reverse: true };
  if (/^[1-9]\d{0,2}$/.test(part)) return { ...value, column: Number(part) };
  throw wrong(part, sort.shape ?? '', SORT_WORDS);
}

const types: Codec<readonly MachineType[]> = {
  shape: '<type>[%<type>...]',
  words: SESSION_TYPES.words ?? [],
  read: (argument) => readList(argument).map((one) => SESSION_TYPES.read(one)),
  write: (value) => writeList(value),
};

const fieldSet = (key: string, fields: Fields, help: string): SubOptionSpec<Draft> => ({
  keys: [key],
  help,
  read: (_argument, before) => ({ ...before, fields }),
  write: ({ fields: value, formatter: layout }) =>
    layout === undefined && value === fields ? undefined : null,
});

/** Shared by LIST, ENUMERATE and the tool vhost. */
export const OUTPUT_OPTIONS: readonly SubOptionSpec<Draft>[] = [
  word<Draft, 'titles'>('titles', ['TITLE'], 'names', 'A line of titles.'),
  word<Draft, 'titles'>('titles', ['TITLEIDX'], 'numbers', 'Titles with the numbers of their fields.'),
  word<Draft, 'titles'>(
    'titles',
    ['TITLEIDXASC'],
    'letters',
    'Titles with letters, as spreadsheets have them.',
  ),
  fieldSet('MACHINE', 'all', 'Every field, semicolons between them.'),
  fieldSet('MAXKEY', 'maxkey', 'The fields that LIST and ENUMERATE share.'),
  { ...fieldSet('ALL', 'all', 'Every field.'), write: () => null },
  {
    keys: ['NONE'],
    help: 'No field but those named behind it.',
    read: (_argument, before) => ({ ...before, fields: [] }),
    write: ({ fields, formatter: layout }) =>
      layout === undefined && Array.isArray(fields) && fields.length === 0 ? undefined : null,
  },
  {
    ...word<Draft, 'terse'>('terse', ['TERSE'], true, 'Semicolons between fields, no table.'),
    write: ({ terse, fields, formatter: layout }) =>
      terse && layout === undefined && Array.isArray(fields) ? undefined : null,
  },
  word<Draft, 'tcp'>('tcp', ['IP'], 'ip', 'Guests by address.'),
  word<Draft, 'tcp'>('tcp', ['DNS', 'D'], 'dns', 'Guests by name. The default.'),
  sort,
  standard('TAB_TCP', false, 'The standard table; widths of its columns.'),
  standard('TAB_TCP_WIDE', true, 'The same with interface and accelerator.'),
  formatter(
    ['TAB_GEN', 'TAB'],
    columns.shape,
    'A table of any columns. Cuts: none at the right, L at the left, B goes on in further lines.',
    (argument) => ({ kind: 'table', columns: argument ? columns.read(argument) : [] }),
    (layout) =>
      layout.kind !== 'table'
        ? null
        : layout.columns.length === 0
          ? undefined
          : columns.write(layout.columns),
  ),
  records('rec', ['REC', 'REC_GEN'], 'Records with names, numbers and values.'),
  records('spec', ['SPEC', 'SPEC_GEN'], 'One field a line.'),
  records('xml', ['XML', 'XML_GEN'], 'XML records.'),
  records('json', ['JSON'], 'One JSON object a line.'),
  field<Draft, 'account'>('account', ['USER'], account, 'Account for native access.'),
];

const words = text('<words>');
const filter: Codec<string> = {
  ...words,
  words: FILTER_WORDS,
  read: (argument) => checkFilter(words.read(argument)),
};

const FILTER = field<Draft, 'filter'>(
  'filter',
  ['FILTER'],
  filter,
  'Only machines that pass it, in the words of the window’s filter: state:running%host:lab*.',
);
const WATCH = word<Draft, 'watch'>('watch', ['WATCH'], true, 'Rows as they change, until it is stopped.');

export const LIST_OPTIONS: readonly SubOptionSpec<Draft>[] = [
  word<Draft, 'site'>('site', ['CLIENT', 'CLIENTS', 'C'], 'client', 'Only clients.'),
  word<Draft, 'site'>('site', ['SERVER', 'S'], 'server', 'Only servers.'),
  word<Draft, 'site'>('site', ['TUNNEL'], 'tunnel', 'Only tunnels.'),
  {
    keys: ['BOTH', 'B'],
    help: 'Clients, servers and tunnels. The default.',
    read: (_argument, { site: _site, ...before }) => before,
    write: () => null,
  },
  field<Draft, 'packages'>('packages', ['PKG'], types, 'Only these technologies.'),
  FILTER,
  ...OUTPUT_OPTIONS,
  WATCH,
];

export const STATES = [
  'ACTIVE',
  'BACKUP',
  'DISABLED',
  'EMPTY',
  'IGNORE',
  'TEMPLATE',
  'TESTDUMMY',
  'PRESENT',
  'ALL',
  'ENABLED',
] as const;

/** Words behind CUSTOM are the user's own. */
const states: Codec<readonly string[]> = {
  shape: `${STATES.join('|')}|CUSTOM%<own>[%...]`,
  words: [...STATES, 'CUSTOM'],
  read(argument) {
    let custom = false;
    return list()
      .read(argument)
      .map((one) => {
        const upper = one.toUpperCase();
        if (custom) return one;
        custom = upper === 'CUSTOM';
        if (!custom && !(STATES as readonly string[]).includes(upper))
          throw wrong(one, this.shape, this.words);
        return upper;
      });
  },
  write: writeList,
};

export const ENUMERATE_OPTIONS: readonly SubOptionSpec<Draft>[] = [
  field<Draft, 'bases'>('bases', ['BASEPATH', 'BASE', 'B'], list('<folder>[%<folder>...]'), 'Where to look.'),
  field<Draft, 'states'>('states', ['MATCHVSTAT'], states, 'Only machines of these states.'),
  field<Draft, 'packages'>('packages', ['PKG'], types, 'Only these technologies.'),
  FILTER,
  ...OUTPUT_OPTIONS,
  WATCH,
];

const SPECS = { list: LIST_OPTIONS, enumerate: ENUMERATE_OPTIONS } as const;

/** @throws CallError */
export function readTable(
  verb: TableAction['verb'],
  options: readonly SubOption[],
  table: TableName = verb,
): Omit<TableAction, 'on' | 'type' | 'options'> {
  let draft: Draft = {};
  for (const option of options) draft = readOption(verb, option, draft, table);
  const {
    formatter: _formatter,
    fields: _fields,
    terse: _terse,
    titles,
    sort: sorting,
    tcp,
    ...rest
  } = draft;
  return {
    verb,
    output: {
      layout: layoutOf(draft),
      ...(titles !== undefined && { titles }),
      ...(sorting !== undefined && { sort: sorting }),
      ...(tcp !== undefined && { tcp }),
    },
    ...rest,
  };
}

function readOption(verb: TableAction['verb'], option: SubOption, draft: Draft, table: TableName): Draft {
  // The ancestor's default argument of ENUMERATE: everything.
  if (option.key === '.' && option.argument === undefined) return draft;
  const specs: readonly SubOptionSpec<Draft>[] = SPECS[verb];
  const isSpec = specs.some(({ keys }) => keys.includes(option.key.toUpperCase()));
  const number = isSpec ? undefined : fieldByWord(table, option.key);
  if (number === undefined || option.argument !== undefined)
    return specOf(specs, option, [], verb.toUpperCase()).read(option.argument, draft);
  return { ...draft, fields: [...(Array.isArray(draft.fields) ? draft.fields : []), number] };
}

const ID = 4;

function layoutOf({ formatter: layout, fields, terse }: Draft): Layout {
  if (layout?.kind === 'standard' && Array.isArray(fields) && fields.includes(ID))
    return { ...layout, byId: true };
  if (layout !== undefined) return layout;
  if (fields !== undefined) return { kind: 'terse', fields };
  if (terse) return { kind: 'terse', fields: 'all' };
  return { kind: 'standard' };
}

export function writeTable({ output, verb, ...rest }: TableAction): readonly SubOption[] {
  const { layout, ...how } = output;
  const draft: Draft = { ...rest, ...how, ...(layout.kind !== 'terse' && { formatter: layout }) };
  if (layout.kind !== 'terse') return writeLaidOut(draft, layout, verb);
  const { fields } = layout;
  const named = Array.isArray(fields) ? fields.map((one) => ({ key: wordOfField(verb, one) })) : [];
  return [...named, ...writeAll(SPECS[verb], { ...draft, fields, terse: true })];
}

function writeLaidOut(draft: Draft, layout: Layout, verb: TableAction['verb']): readonly SubOption[] {
  const written = writeAll(SPECS[verb], draft);
  const byId = layout.kind === 'standard' && layout.byId ? [{ key: 'ID' }] : [];
  const isDefault = layout.kind === 'standard' && Object.keys(layout).length === 1;
  return [...byId, ...(isDefault ? written.filter(({ key }) => key !== 'TAB_TCP') : written)];
}
