/** Parts of a machine's address among the sub-options of an action: ctys(1), chapter 2.1 of the reference. */
import type { Address } from '../model/address.ts';
import { CallError } from './call-error.ts';
import { type Codec, integer, list, text, wrong } from './codec.ts';
import { isMac, readText, type SubOption } from './escape.ts';

interface Part<K extends keyof Address> {
  readonly name: K;
  /** Spellings, upper case; the first is written. */
  readonly keys: readonly [string, ...string[]];
  readonly codec: Codec<NonNullable<Address[K]>>;
  readonly help: string;
}

const part = <K extends keyof Address>(
  name: K,
  keys: readonly [string, ...string[]],
  codec: Codec<NonNullable<Address[K]>>,
  help: string,
): Part<K> => ({ name, keys, codec, help });

const uuid: Codec<string> = {
  shape: '<uuid>',
  read: (argument) => {
    if (!/^[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}$/.test(argument))
      throw wrong(argument, 'a UUID of 32 hexadecimal digits');
    return argument.toLowerCase();
  },
  write: (value) => value,
};

const mac: Codec<string> = {
  shape: '<mac>',
  read: (argument) => {
    const value = readText(argument);
    if (!isMac(value)) throw wrong(argument, 'a MAC of six pairs of hexadecimal digits');
    return value.toUpperCase();
  },
  write: (value) => value,
};

/** Absolute, or below the home on the target. */
const path: Codec<string> = {
  shape: '<absolute path>',
  read: (argument) => {
    const value = readText(argument);
    if (/^(?:\/|~\/|\$HOME\/)/.test(value)) return value;
    throw new CallError({
      message: `'${value}' is no absolute path.`,
      fragment: argument,
      remedy: 'A part of a path is given as FNAME (f:).',
    });
  },
  write: text().write,
};

export const ADDRESS_PARTS = [
  part('label', ['L', 'LABEL'], text('<label>'), 'Name of the machine or session.'),
  part('id', ['I', 'ID'], text('<id>'), 'Path of the configuration, or the number of a session on its host.'),
  part('config', ['P', 'PATHNAME', 'PNAME'], path, 'Path of the configuration; nothing is looked up.'),
  part('file', ['F', 'FILENAME', 'FNAME'], text('<part of a path>'), 'A part of the configuration’s path.'),
  part('uuid', ['U', 'UUID'], uuid, 'UUID, with or without hyphens.'),
  part('mac', ['M', 'MAC'], mac, 'MAC of one of its network cards.'),
  part('tcp', ['T', 'TCP'], text('<address or name>'), 'IP address or DNS name of the machine.'),
  part(
    'bases',
    ['B', 'BASEPATH', 'BASE'],
    list('<folder>[%<folder>...]'),
    'Folders its configuration is below.',
  ),
  part(
    'record',
    ['DBREC', 'DBRECORD', 'DR'],
    integer('<number>', 0, 999_999),
    'Number of its record in the database; the rest of the address is ignored beside it.',
  ),
  part(
    'path',
    ['PLACE'],
    text('</host/type/label>'),
    'Its place among the machines, as the window shows it.',
  ),
] as const;

export const ADDRESS_KEYS: readonly string[] = ADDRESS_PARTS.flatMap(({ keys }) => keys);

/** The address's part this is, or null. @throws CallError */
export function readAddressPart({ key, argument = '' }: SubOption): Address | null {
  const word = key.toUpperCase();
  if (word === 'ALL' && argument === '') return { all: true };
  const known = ADDRESS_PARTS.find(({ keys }) => (keys as readonly string[]).includes(word));
  return known === undefined ? null : { [known.name]: known.codec.read(argument) };
}

export function writeAddress(address: Address): readonly SubOption[] {
  if (address.all) return [{ key: 'ALL' }];
  return ADDRESS_PARTS.flatMap(({ name, keys, codec }) => {
    const value = address[name];
    if (value === undefined) return [];
    return [{ key: keys[0].toLowerCase(), argument: (codec as Codec<typeof value>).write(value) }];
  });
}
