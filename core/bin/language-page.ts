/** docs/language.md: all words of a call, in Markdown, from the tables the parser reads by. */
import { ACTIONS, type SubOptionHelp } from '../ctys/actions/index.ts';
import { ADDRESS_PARTS } from '../ctys/address-options.ts';
import { FIELDS as FACTS } from '../ctys/filter/fields.ts';
import { LONG_OPTIONS, OPTIONS } from '../ctys/options/table.ts';
import { SESSION_TYPES } from '../ctys/session-types.ts';
import { SHIPPED_MACROS } from '../ctys/shipped-macros.ts';
import { FIELDS, type TableName } from '../ctys/tables/fields.ts';
import { CONSOLE_WORDS } from '../model/console-words.ts';
import { EXIT_TEXTS } from './exit-codes.ts';

/** Inside a table a bar ends a cell, in code too. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text: string): string => `\`${text}\``;

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

const subOption = ({ keys, shape, optional, help }: SubOptionHelp): readonly string[] => {
  const argument = shape === undefined ? '' : optional ? `[:${shape}]` : `:${shape}`;
  return [code(`${keys.join('|')}${argument}`), help];
};

const action = ({ word, help, type, addressed, options }: (typeof ACTIONS)[number]): string =>
  [
    `### ${word}`,
    '',
    `${help} Without \`-t\`: ${type}.${addressed ? ' Takes parts of an [address](#addresses).' : ''}`,
    ...(options.length === 0 ? [] : ['', table(['sub-option', ''], options.map(subOption))]),
    '',
  ].join('\n');

const fields = (name: TableName): string =>
  table(
    ['', 'title', 'words'],
    FIELDS[name].map(({ number, title, words }) => [String(number), title, words.map(code).join(' ')]),
  );

const facts = FACTS.map((fact) => {
  const values = fact.kind === 'text' ? (fact.words ?? []) : fact.examples;
  return [fact.names.map(code).join(' '), fact.help, values.map((value) => code(value)).join(' ')];
});

export const languagePage = (): string =>
  [
    '# The language',
    '',
    'Made by `npm run docs` from the tables that the parser, completion and `ctys help` read; not to be edited.',
    '',
    '```',
    "ctys [-t TYPE] -a ACTION[=SUB-OPTION,...] [OPTIONS] [--] [[USER@]HOST[:PORT]['(OPTIONS)'] ...]",
    '```',
    '',
    'Words are read in any case, letters of options as they stand. Of several spellings, which bars separate, the first is the one that is written. Types: ' +
      `${(SESSION_TYPES.words ?? []).map(code).join(' ')}.`,
    '',
    '## Actions',
    '',
    ...ACTIONS.map(action),
    '## Addresses',
    '',
    'Parts of an address stand among the sub-options of an action; all that are given must fit.',
    '',
    table(
      ['part', ''],
      ADDRESS_PARTS.map(({ keys, codec, help }) => [code(`${keys.join('|')}:${codec.shape}`), help]),
    ),
    '',
    '## Options',
    '',
    table(
      ['option', ''],
      [
        ...OPTIONS.map(({ letter, codec, help, today = '' }) => [
          code(`-${letter} ${codec?.shape ?? ''}`.trim()),
          `${help} ${today}`.trim(),
        ]),
        ...Object.entries(LONG_OPTIONS).map(([word, help]) => [code(word), help]),
      ],
    ),
    '',
    '## Consoles',
    '',
    table(
      ['`CONSOLE:`', ''],
      Object.entries(CONSOLE_WORDS).map(([word, { help }]) => [code(word), help]),
    ),
    '',
    '## Fields of LIST',
    '',
    'A column of `TAB_GEN` is `<number>_<title>_<width>[_L][_B]`; a word alone among the sub-options chooses the field.',
    '',
    'The last seven are what is seen now, in the amounts a filter reads; they are told where they are named, and part of no record.',
    '',
    fields('list'),
    '',
    '## Fields of ENUMERATE and vhost',
    '',
    'The last two are vhost’s alone.',
    '',
    fields('vhost'),
    '',
    '## Facts of a filter',
    '',
    'In the window, the palette and `FILTER:`, e.g. `state:running host:lab0* mem:>2G not tag:prod`; see [the table](table.md).',
    '',
    table(['fact', 'is', 'values'], facts),
    '',
    '## Macros',
    '',
    'Used as `macro:NAME`, wherever a word may stand. Own ones stand in `~/.config/ctys/macros/default`.',
    '',
    table(
      ['macro', 'stands for'],
      Object.entries(SHIPPED_MACROS).map(([name, text]) => [code(name), code(text)]),
    ),
    '',
    '## Exit codes',
    '',
    table(
      ['', ''],
      EXIT_TEXTS.map(([number, text]) => [String(number), text]),
    ),
    '',
  ].join('\n');
