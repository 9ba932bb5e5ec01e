/**
 * confCons.xml of mRemoteNG 1.76 and later (ConfVersion 2.6): nodes in containers, inheriting what they say they do.
 * Written after its serializer, Config/Serializers/ConnectionSerializers/Xml. Passwords are not looked at.
 */
import { fail } from '../../model/failure.ts';
import { type Entry, NO_SSH, type Reading, reading } from './offer.ts';
import { type Element, parseXml } from './xml.ts';

type Inherited = Readonly<Record<'Username' | 'Port' | 'Protocol', string>>;

/** @throws Failure bad-input */
export function readMremoteng(text: string): Reading {
  const root = parseXml(text);
  if (root.name !== 'Connections') throw fail('bad-input', 'It is no file of mRemoteNG.');
  if (root.attributes.FullFileEncryption?.toLowerCase() === 'true')
    throw fail(
      'bad-input',
      'The file of mRemoteNG is encrypted as a whole.',
      'Switch full file encryption off there, save, and choose the file again.',
    );
  const entries: Entry[] = [];
  walk(root, { Username: '', Port: '', Protocol: '' }, [], entries);
  return reading(entries);
}

function walk(parent: Element, above: Inherited, folders: readonly string[], entries: Entry[]): void {
  for (const { name, attributes, children, text } of parent.children) {
    if (name !== 'Node') continue;
    const own = (key: keyof Inherited): string =>
      attributes[`Inherit${key}`]?.toLowerCase() === 'true' ? above[key] : (attributes[key] ?? '');
    const now: Inherited = { Username: own('Username'), Port: own('Port'), Protocol: own('Protocol') };
    if (attributes.Type === 'Container')
      walk({ name, attributes, children, text }, now, [...folders, attributes.Name ?? ''], entries);
    else entries.push(entryOf(attributes, now, folders));
  }
}

function entryOf(
  { Name, Hostname = '' }: Readonly<Record<string, string>>,
  { Username, Port, Protocol }: Inherited,
  labels: readonly string[],
): Entry {
  const isSsh = /^SSH[12]$/i.test(Protocol);
  const port = isSsh && /^\d{1,5}$/.test(Port) ? Number(Port) : undefined;
  return {
    name: Name,
    address: Hostname,
    labels,
    ...(isSsh && Username !== '' && { user: Username }),
    ...(port !== undefined && port > 0 && port <= 65_535 && { port }),
    ...(!isSsh && { doubt: NO_SSH(Protocol || 'another kind of connection') }),
  };
}
