/** A sub-option of an action as one line of a table: read into the action, written out of it, told of in help. */
import { CallError } from '../call-error.ts';
import type { Codec } from '../codec.ts';
import { wrong } from '../codec.ts';
import type { SubOption } from '../escape.ts';

export interface SubOptionSpec<T> {
  /** Upper case; the first is written. */
  readonly keys: readonly [string, ...string[]];
  /** Grammar of the argument; absent: it takes none. */
  readonly shape?: string;
  /** The argument may be left out. */
  readonly optional?: true;
  readonly words?: readonly string[];
  readonly help: string;
  /** What it adds to what was read before it. @throws CallError */
  read(argument: string | undefined, before: T): T;
  /** null: it is not written. undefined: without an argument. */
  write(value: T): string | undefined | null;
}

/** The specification a sub-option is of. @throws CallError */
export function specOf<T>(
  specs: readonly SubOptionSpec<T>[],
  { key, argument }: SubOption,
  others: readonly string[] = [],
  of = 'the action',
): SubOptionSpec<T> {
  const word = key.toUpperCase();
  const spec = specs.find(({ keys }) => keys.includes(word));
  if (spec === undefined)
    throw new CallError({
      message:
        key === '' ? 'A sub-option is missing between two commas.' : `'${key}' is no sub-option of ${of}.`,
      fragment: key,
      expected: [...specs.map(({ keys }) => keys[0]), ...others],
    });
  if (spec.shape === undefined && argument !== undefined)
    throw new CallError({ message: `${spec.keys[0]} takes no argument.`, fragment: `${key}:${argument}` });
  if (spec.shape !== undefined && !spec.optional && (argument === undefined || argument === ''))
    throw new CallError({
      message: `${spec.keys[0]} needs an argument: ${spec.shape}.`,
      fragment: key,
      expected: spec.words ?? [],
    });
  return spec;
}

export const writeAll = <T>(specs: readonly SubOptionSpec<T>[], value: T): readonly SubOption[] =>
  specs.flatMap((spec) => {
    const argument = spec.write(value);
    if (argument === null) return [];
    return [argument === undefined ? { key: spec.keys[0] } : { key: spec.keys[0], argument }];
  });

/** A value with a codec, kept under `name`. */
export function field<T, K extends keyof T>(
  name: K,
  keys: readonly [string, ...string[]],
  codec: Codec<NonNullable<T[K]>>,
  help: string,
): SubOptionSpec<T> {
  return {
    keys,
    shape: codec.shape,
    ...(codec.words !== undefined && { words: codec.words }),
    help,
    read(argument, before) {
      if (argument === undefined) throw wrong('', codec.shape, codec.words);
      return { ...before, [name]: codec.read(argument) };
    },
    write: (value) => {
      const kept = value[name];
      return kept === undefined ? null : codec.write(kept as NonNullable<T[K]>);
    },
  };
}

/** A word that stands for a value. */
export function word<T, K extends keyof T>(
  name: K,
  keys: readonly [string, ...string[]],
  meaning: T[K],
  help: string,
): SubOptionSpec<T> {
  return {
    keys,
    help,
    read: (_argument, before) => ({ ...before, [name]: meaning }),
    write: (value) => (value[name] === meaning ? undefined : null),
  };
}

/** The same table for a part of the value. */
export function within<T, K extends keyof T>(
  name: K,
  specs: readonly SubOptionSpec<NonNullable<T[K]>>[],
): readonly SubOptionSpec<T>[] {
  return specs.map((spec) => ({
    ...spec,
    read: (argument, before) => ({
      ...before,
      [name]: spec.read(argument, (before[name] ?? {}) as NonNullable<T[K]>),
    }),
    write: (value) => {
      const kept = value[name];
      return kept === undefined ? null : spec.write(kept as NonNullable<T[K]>);
    },
  }));
}
