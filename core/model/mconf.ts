/**
 * A machine's own description, kept on itself as /etc/ctys.d/pm.conf, or vm.conf where it is a guest: lines
 * `#@#KEY = "value"` in a fixed order (ctys chapter 6.3).
 */
import { fail } from './failure.ts';

/** A physical machine, or a guest. */
export const MCONF_KINDS = ['PM', 'VM'] as const;
export type MconfKind = (typeof MCONF_KINDS)[number];

/** Keys may be empty: they stand there to be filled in. */
export type MconfKeys = readonly (readonly [key: string, value: string])[];

export interface Mconf {
  readonly kind: MconfKind;
  readonly keys: MconfKeys;
}

export const MCONF_FOLDER = '/etc/ctys.d';

export const mconfName = (kind: MconfKind): string => `${kind.toLowerCase()}.conf`;
export const mconfPath = (kind: MconfKind): string => `${MCONF_FOLDER}/${mconfName(kind)}`;

const KEY = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const UNWRITABLE = /["\x00-\x1f\x7f]/;

/** @throws Failure bad-input: a key or value that the line could not hold */
export function renderMconf(keys: MconfKeys): string {
  return `# Created by ctys genmconf\n${keys.map(([key, value]) => `${line(key, value)}\n`).join('')}`;
}

function line(key: string, value: string): string {
  if (!KEY.test(key)) throw fail('bad-input', `'${key}' is no key.`, 'Keys are letters, digits, _ and -.');
  if (UNWRITABLE.test(value))
    throw fail('bad-input', `The value of ${key} has a quote or a line end in it.`, 'Leave that out.');
  return key.startsWith('MAGICID-') ? `#@#${key}` : `#@#${key} = "${value}"`;
}

/** In its place where the key is there, else at the end. */
export function withKey(keys: MconfKeys, key: string, value: string): MconfKeys {
  const name = key.toUpperCase();
  return keys.some(([known]) => known === name)
    ? keys.map((pair) => (pair[0] === name ? ([name, value] as const) : pair))
    : [...keys, [name, value]];
}
