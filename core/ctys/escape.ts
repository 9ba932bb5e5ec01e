/**
 * Reserved characters of sub-options. `,` separates them and `,,` is a comma; `:` separates key and argument and `::`
 * (or `\:`) is a colon; `%` separates values, or stands for a blank, and `%%` is a percent sign.
 * Source: ctys(1) of UnifiedSessionsManager 01.11. Each pair of functions here is inverse.
 */

export interface SubOption {
  /** As written. */
  readonly key: string;
  /** Commas are plain; colons and percents as written. */
  readonly argument?: string;
}

/** `l:tst100,,x,CONSOLE:cli` as two sub-options. An empty one between two commas is a literal comma. */
export function splitSubOptions(text: string): readonly SubOption[] {
  const options: SubOption[] = [];
  let current = '';
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== ',') current += text[i];
    else if (text[i + 1] === ',') current += text[i++];
    else {
      options.push(keyed(current));
      current = '';
    }
  }
  return text === '' ? [] : [...options, keyed(current)];
}

function keyed(text: string): SubOption {
  const colon = text.indexOf(':');
  return colon === -1 ? { key: text } : { key: text.slice(0, colon), argument: text.slice(colon + 1) };
}

export function joinSubOptions(options: readonly SubOption[]): string {
  return options
    .map(({ key, argument }) => (argument === undefined ? key : `${key}:${argument}`).replaceAll(',', ',,'))
    .join(',');
}

/** A colon by itself stays one: MAC addresses and times need no escaping. */
const unescapeColons = (text: string): string =>
  text.replace(/(\\?)(:+)/g, (_all, slash: string, colons: string) => {
    const even = colons.length % 2 === 0;
    return (slash === '\\' && even ? '\\' : '') + ':'.repeat(Math.ceil(colons.length / 2));
  });

const escapeColons = (text: string): string => text.replaceAll(':', '::');

/** One value: `%` is a blank, `%%` a percent sign. */
export const readText = (argument: string): string =>
  unescapeColons(argument).replace(/%%?/g, (found) => (found === '%%' ? '%' : ' '));

/** A blank becomes `%` where nothing beside it could be misread; there it stays a blank. */
export const writeText = (value: string): string =>
  escapeColons(value.replace(/%|(?<![% ]) (?![% ])/g, (found) => (found === '%' ? '%%' : '%')));

/** Values separated by `%`; `%%` and `\%` are percent signs in one, `\\` a backslash. None is empty. */
export const readList = (argument: string): readonly string[] =>
  splitPercents(argument, ['%%', '\\%', '\\\\']);

/** Values by their place: an empty one stands between two `%`, so that only `\%` is a percent sign. */
export const readPlaces = (argument: string): readonly string[] => splitPercents(argument, ['\\%', '\\\\']);

function splitPercents(argument: string, escapes: readonly string[]): readonly string[] {
  const values: string[] = [];
  let current = '';
  const text = unescapeColons(argument);
  for (let i = 0; i < text.length; i++) {
    if (escapes.includes(text.slice(i, i + 2))) current += text[++i];
    else if (text[i] === '%') {
      values.push(current);
      current = '';
    } else current += text[i];
  }
  return [...values, current];
}

/** For lists and places alike. */
export const writeList = (values: readonly string[]): string =>
  escapeColons(values.map((value) => value.replace(/[\\%]/g, '\\$&')).join('%'));

/** Parts separated by `%` or `%%`, as formatters take them; nothing else is special. */
export const readParts = (argument: string): readonly string[] => unescapeColons(argument).split(/%%?/);
export const writeParts = (parts: readonly string[]): string => escapeColons(parts.join('%%'));

const MAC = /^(?:[0-9a-fA-F]{1,2}[:-]){5}[0-9a-fA-F]{1,2}$/;

export const isMac = (text: string): boolean => MAC.test(text);
