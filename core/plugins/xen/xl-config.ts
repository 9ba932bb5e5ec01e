/**
 * Configurations of guests as xl reads them (xl.cfg(5)): `KEY=VALUE` lines; values are numbers, "texts", 'texts', or lists
 * of those in brackets, which may go on over lines. Pure.
 */
import { fail } from '../../model/failure.ts';

export type XlValue = string | readonly string[];
export type XlConfig = ReadonlyMap<string, XlValue>;

const KEY = /^([A-Za-z_][A-Za-z0-9_]*)\s*(\+?=)\s*/;
const BLANK = /^(?:\s+|#[^\n]*)+/;
const TEXT = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/s;
const BARE = /^[^\s#,;\]]+/;

/** @throws Failure file-damaged with the line that cannot be read */
export function parseXlConfig(text: string, path: string): XlConfig {
  const config = new Map<string, XlValue>();
  let rest = text;
  const skip = (): void => {
    rest = rest.replace(BLANK, '');
  };
  const wrong = (what: string): Error => {
    const line = text.slice(0, text.length - rest.length).split('\n').length;
    return fail('file-damaged', `${path}, line ${line}: ${what}.`, 'Correct it with an editor.', { line });
  };
  const value = (): string => {
    const quoted = TEXT.exec(rest);
    const found = quoted ?? BARE.exec(rest);
    if (found === null) throw wrong('a value is missing');
    rest = rest.slice(found[0].length);
    return quoted === null ? found[0] : (quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/g, '$1');
  };
  const list = (): readonly string[] => {
    const values: string[] = [];
    rest = rest.slice(1);
    for (skip(); !rest.startsWith(']'); skip()) {
      if (rest === '') throw wrong('the list is not closed');
      values.push(value());
      skip();
      if (rest.startsWith(',')) rest = rest.slice(1);
    }
    rest = rest.slice(1);
    return values;
  };
  for (skip(); rest !== ''; skip()) {
    const key = KEY.exec(rest);
    if (key === null) throw wrong('this is no setting');
    rest = rest.slice(key[0].length);
    const found = rest.startsWith('[') ? list() : value();
    rest = rest.replace(/^[ \t]*;?/, '');
    config.set(key[1] ?? '', found);
  }
  return config;
}

export const textOf = (config: XlConfig, key: string): string | undefined => {
  const found = config.get(key);
  return typeof found === 'string' && found !== '' ? found : undefined;
};

export const listOf = (config: XlConfig, key: string): readonly string[] => {
  const found = config.get(key);
  return found === undefined ? [] : typeof found === 'string' ? [found] : found;
};

/** `mac=00:50:56:13:11:40,bridge=xenbr0` as pairs. */
export const pairsOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split(',').flatMap((part) => {
      const equals = part.indexOf('=');
      return equals === -1 ? [] : [[part.slice(0, equals).trim(), part.slice(equals + 1).trim()] as const];
    }),
  );
