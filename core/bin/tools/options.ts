/** Options of a tool, with their one-letter spelling; what is not known is an error with the tool's usage. */
import { defaultFolders } from '../../engine/library/databases.ts';
import { parseArgs } from 'node:util';
import { fail } from '../../model/failure.ts';

interface Kind {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** May be given more than once: its value is a list. */
  readonly multiple?: boolean;
}

type Kinds = Readonly<Record<string, Kind>>;

export interface ToolOptions {
  readonly values: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly rest: readonly string[];
}

/** What every tool takes, where it has no other use for the letter: `-d LEVEL` and `-X`. */
const COMMON: Kinds = {
  debug: { type: 'string', short: 'd' },
  terse: { type: 'boolean', short: 'X' },
};

function withCommon(kinds: Kinds): Kinds {
  const letters = new Set(Object.values(kinds).map(({ short }) => short));
  const free = Object.entries(COMMON).filter(([name, { short }]) => !(name in kinds) && !letters.has(short));
  return { ...Object.fromEntries(free), ...kinds };
}

/** @throws Failure bad-input */
export function toolOptions(words: readonly string[], kinds: Kinds, usage: string): ToolOptions {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: withCommon(kinds),
      allowPositionals: true,
      strict: true,
    });
    return { values: values as ToolOptions['values'], rest: positionals };
  } catch (caught) {
    throw fail('bad-input', caught instanceof Error ? caught.message : String(caught), usage);
  }
}

/** `-p` takes several folders of databases, separated by `:`, `%` or `,`. */
export const foldersOf = (option: unknown): readonly string[] =>
  typeof option === 'string' ? option.split(/[:%,]/).filter(Boolean) : defaultFolders();

interface Range {
  readonly usual: number;
  readonly least: number;
  readonly most: number;
}

/** A whole number. @throws Failure bad-input */
export function numberOf({ values }: ToolOptions, name: string, range: Range, usage: string): number {
  const text = values[name];
  if (text === undefined) return range.usual;
  const value = /^\d{1,9}$/.test(String(text)) ? Number(text) : Number.NaN;
  if (value >= range.least && value <= range.most) return value;
  throw fail(
    'bad-input',
    `--${name} takes a number from ${range.least} to ${range.most}, not '${text}'.`,
    usage,
  );
}
