/** `ctys -h`, `ctys -H WORD`, `ctys help WORD`: made of the tables the parser reads by. */
import { ACTIONS, type SubOptionHelp } from '../ctys/actions/index.ts';
import { ADDRESS_PARTS } from '../ctys/address-options.ts';
import { nearestWord } from '../ctys/call-error.ts';
import { LONG_OPTIONS, OPTIONS, type OptionSpec } from '../ctys/options/table.ts';
import { SHIPPED_MACROS } from '../ctys/shipped-macros.ts';
import { recordSchema } from '../ctys/tables/records.ts';
import { SESSION_TYPES } from '../ctys/session-types.ts';
import { CONSOLE_WORDS } from '../model/console-words.ts';
import { fail } from '../model/failure.ts';
import { toolNames } from './tools/registry.ts';
import { EXIT, EXIT_TEXTS } from './exit-codes.ts';
import type { Io } from './io.ts';

const WIDTH = 28;

const line = (head: string, text: string): string =>
  head.length < WIDTH ? `  ${head.padEnd(WIDTH)}${text}` : `  ${head}\n  ${' '.repeat(WIDTH)}${text}`;

const optionLine = ({ letter, codec, help, today }: OptionSpec): string =>
  line(`-${letter} ${codec?.shape ?? ''}`.trim(), [help, today].filter(Boolean).join(' '));

const subOptionLine = ({ keys, shape, optional, help }: SubOptionHelp): string => {
  const argument = shape === undefined ? '' : optional ? `[:${shape}]` : `:${shape}`;
  return line(`${keys.join('|')}${argument}`, help);
};

const ADDRESS_LINES = ADDRESS_PARTS.map(({ keys, codec, help }) =>
  line(`${keys.join('|')}:${codec.shape}`, help),
);

const CONSOLE_LINES = Object.entries(CONSOLE_WORDS).map(([word, { help }]) => line(word, help));

const EXIT_LINES = EXIT_TEXTS.map(([code, text]) => line(String(code), text));

export function generalHelp(): readonly string[] {
  return [
    "Usage: ctys [-t TYPE] -a ACTION[=SUB-OPTION,...] [OPTIONS] [--] [[USER@]HOST[:PORT]['(OPTIONS)'] ...]",
    '       ctys list | enumerate | show | info [HOST ...]',
    '       ctys parse -- CALL',
    '       ctys tunnel -L|-R|-D FORWARD HOST | --close ID',
    '       ctys serve [--port N] [--socket PATH] [--profile NAME]',
    '       ctys help [WORD]',
    '       ctys completion bash | zsh | fish',
    '       ctys import [-n] [FOLDER] | export [-n] FOLDER',
    `       ctys ${toolNames.join(' | ')}`,
    '',
    'Actions',
    ...ACTIONS.map(({ word, help }) => line(word, help)),
    '',
    `Types: ${(SESSION_TYPES.words ?? []).join(' ')}`,
    '',
    'Options',
    ...OPTIONS.map(optionLine),
    ...Object.entries(LONG_OPTIONS).map(([word, help]) => line(word, help)),
    '',
    'Consoles',
    ...CONSOLE_LINES,
    '',
    'Exit codes',
    ...EXIT_LINES,
  ];
}

const TOPICS: Readonly<Record<string, () => readonly string[]>> = {
  list: () => ['Words with help of their own:', `  ${topicWords().join(' ')}`],
  man: generalHelp,
  json: () => [
    'Each line of list --json and enumerate --json is an object of this JSON schema:',
    ...(['list', 'enumerate'] as const).map((table) => JSON.stringify(recordSchema(table), null, 2)),
  ],
  macros: () => Object.entries(SHIPPED_MACROS).map(([name, text]) => `${name} = ${text}`),
  consoles: () => ['Words of CONSOLE, and where they are shown:', ...CONSOLE_LINES],
  address: () => ['Parts of an address; all that are given must fit:', ...ADDRESS_LINES],
};

const topicWords = (): readonly string[] => [
  ...Object.keys(TOPICS),
  ...ACTIONS.map(({ word }) => word.toLowerCase()),
  ...OPTIONS.map(({ letter }) => `-${letter}`),
];

/** @throws Failure not-found */
export function helpOn(word: string): readonly string[] {
  const action = ACTIONS.find((spec) => spec.word === word.toUpperCase());
  // `list` is an action and, with -H, the list of words: both are shown.
  const topic = TOPICS[word.toLowerCase()]?.() ?? [];
  const option = OPTIONS.find(({ letter }) => word === `-${letter}` || word === letter);
  const lines = [
    ...topic,
    ...(action === undefined
      ? []
      : [
          `-a ${action.word}[=SUB-OPTION,...]: ${action.help}`,
          ...(action.addressed ? ADDRESS_LINES : []),
          ...action.options.map(subOptionLine),
        ]),
    ...(option === undefined ? [] : [optionLine(option)]),
    ...subOptions(word),
  ];
  if (lines.length > 0) return lines;
  const nearest = nearestWord(word, topicWords());
  throw fail(
    'not-found',
    `There is no help on '${word}'.`,
    nearest === undefined ? "'ctys -H list' lists the words." : `Did you mean '${nearest}'?`,
  );
}

/** Sub-options of that name, with the actions they are of. */
const subOptions = (word: string): readonly string[] =>
  ACTIONS.flatMap((action) =>
    action.options
      .filter(({ keys }) => keys.includes(word.toUpperCase()))
      .map((option) => `${action.word}:\n${subOptionLine(option)}`),
  );

export async function help(topics: readonly string[], io: Io): Promise<number> {
  const lines = topics.length === 0 ? generalHelp() : topics.flatMap(helpOn);
  io.out(`${lines.join('\n')}\n`);
  return EXIT.ok;
}
