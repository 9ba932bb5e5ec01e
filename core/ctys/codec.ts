/** One argument of an option: its grammar, read and written. `read` and `write` are inverse for every value. */
import { CallError } from './call-error.ts';
import { readList, readText, writeList, writeText } from './escape.ts';

export interface Codec<T> {
  /** @throws CallError */
  read(text: string): T;
  write(value: T): string;
  /** The grammar, as help shows it. */
  readonly shape: string;
  /** What may stand here, as far as that is a list of words; for completion and errors. */
  readonly words?: readonly string[];
}

export const wrong = (text: string, shape: string, words: readonly string[] = []): CallError =>
  new CallError({
    message: text === '' ? `An argument is missing: ${shape}.` : `'${shorten(text)}' is not ${shape}.`,
    fragment: text,
    expected: words,
  });

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

/** Any text; `%` stands for a blank. */
export const text = (shape = '<text>'): Codec<string> => ({
  shape,
  read: (argument) => {
    if (argument === '') throw wrong(argument, shape);
    return readText(argument);
  },
  write: writeText,
});

/** Text as it is, for arguments of options, where nothing is reserved. */
export const plain = (shape: string, pattern = /^.+$/s): Codec<string> => ({
  shape,
  read: (argument) => {
    if (!pattern.test(argument)) throw wrong(argument, shape);
    return argument;
  },
  write: (value) => value,
});

/** Values separated by `%`; none is empty. */
export const list = (shape = '<value>[%<value>...]'): Codec<readonly string[]> => ({
  shape,
  read: (argument) => {
    const values = readList(argument);
    if (values.includes('')) throw wrong(argument, shape);
    return values;
  },
  write: writeList,
});

export const integer = (shape: string, least: number, most: number): Codec<number> => ({
  shape,
  read: (argument) => {
    const value = /^\d{1,9}$/.test(argument) ? Number(argument) : Number.NaN;
    if (!(value >= least && value <= most))
      throw wrong(argument, `${shape} (a number from ${least} to ${most})`);
    return value;
  },
  write: String,
});

/** Words of the ancestor for values of ours; the first spelling is written. Case does not count. */
export function choice<T extends string | number | boolean>(
  spellings: readonly (readonly [T, ...string[]])[],
): Codec<T> {
  const words = spellings.map(([, first = '']) => first);
  const shape = words.join('|');
  return {
    shape,
    words,
    read: (argument) => {
      const found = spellings.find(([, ...spelled]) => spelled.includes(argument.toUpperCase()));
      if (found === undefined) throw wrong(argument, `one of ${shape}`, words);
      return found[0];
    },
    write: (value) => spellings.find(([known]) => known === value)?.[1] ?? String(value),
  };
}

/** Words that are values themselves. */
export const oneOf = <T extends string>(values: readonly T[]): Codec<T> =>
  choice(values.map((value): readonly [T, ...string[]] => [value, value.toUpperCase()]));
