/**
 * macmap.fdb: `name;MAC;IP;` a line, what is known of who has which address. The manual's prose has the last two the
 * other way round, so both are read: a MAC is known by its shape.
 */
import { isMac } from '../escape.ts';
import { toRegExp } from './ere.ts';

export interface MacEntry {
  readonly name: string;
  /** Upper case. */
  readonly mac: string;
  readonly ip: string;
}

/** Upper case, two digits each, colons between. */
export const normalMac = (mac: string): string =>
  mac
    .toUpperCase()
    .split(/[:-]/)
    .map((pair) => pair.padStart(2, '0'))
    .join(':');

export const parseMacmap = (text: string): readonly MacEntry[] =>
  text.split('\n').flatMap((line) => {
    if (/^\s*(#|$)/.test(line)) return [];
    const [name = '', second = '', third = ''] = line.trim().split(';');
    if (name === '' || second === '') return [];
    const [mac, ip] = isMac(second) || !isMac(third) ? [second, third] : [third, second];
    return [{ name, mac: mac.toUpperCase(), ip }];
  });

export const formatMacmap = (entries: readonly MacEntry[]): string =>
  entries.map(({ name, mac, ip }) => `${name};${mac};${ip};\n`).join('');

export type MacField = keyof MacEntry;
const ORDER: readonly MacField[] = ['name', 'mac', 'ip'];

/** What only hexadecimal digits, colons and signs of a pattern are in: it is meant for MACs, which are upper case. */
const LOOKS_LIKE_MAC = /^[0-9a-fA-F:.[\]*+?^$-]*:[0-9a-fA-F:.[\]*+?^$-]*$/;

/** Lines of the chosen fields, sorted, each once, `;` between them. @throws CallError a pattern that is none */
export function searchMacmap(
  entries: readonly MacEntry[],
  pattern: string,
  fields: readonly MacField[],
): readonly string[] {
  const test = toRegExp(LOOKS_LIKE_MAC.test(pattern) ? pattern.toUpperCase() : pattern);
  const shown = ORDER.filter((field) => fields.length === 0 || fields.includes(field));
  const lines = entries
    .filter(({ name, mac, ip }) => test.test(`${name};${mac};${ip};`))
    .map((entry) => shown.map((field) => entry[field]).join(';'));
  return [...new Set(lines)].sort();
}
