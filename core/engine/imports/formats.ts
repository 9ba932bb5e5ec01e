/** A file a person chose: read as what it is, told by its text. Pure. */
import { fail } from '../../model/failure.ts';
import { puttySession, puttyReading, readPuttyRegistry } from './putty.ts';
import { aliasUris, keyFileUris, libvirtEntry } from './libvirt.ts';
import { readKnownHosts } from './known-hosts.ts';
import { readMremoteng } from './mremoteng.ts';
import { type Reading, reading } from './offer.ts';
import { readRdcman } from './rdcman.ts';
import { remminaProfile } from './remmina.ts';

interface Format {
  readonly title: string;
  readonly fits: (text: string, name: string) => boolean;
  readonly read: (text: string, name: string) => Reading;
}

const KNOWN_HOST = /^(?:@[\w-]+\s+)?\S+\s+(?:ssh-|ecdsa-|sk-)[\w@.-]+\s+[A-Za-z0-9+/]{20}/m;

export const FORMATS: readonly Format[] = [
  { title: 'mRemoteNG', fits: (text) => /<(?:\w+:)?Connections[\s>]/.test(text), read: readMremoteng },
  {
    title: 'Remote Desktop Connection Manager',
    fits: (text) => /<RDCMan[\s>]/.test(text),
    read: readRdcman,
  },
  { title: 'PuTTY', fits: (text) => /\\SimonTatham\\PuTTY/i.test(text), read: readPuttyRegistry },
  {
    title: 'Remmina',
    fits: (text) => /^\[remmina\]\s*$/m.test(text),
    read: (text) => reading([remminaProfile(text) ?? { address: '' }]),
  },
  {
    title: 'virt-manager',
    fits: (text) => text.includes('[org/virt-manager/virt-manager/connections]'),
    read: (text) => reading(keyFileUris(text).flatMap((uri) => libvirtEntry(uri) ?? [])),
  },
  {
    title: 'libvirt',
    fits: (text) => /^\s*uri_aliases\s*=/m.test(text),
    read: (text) => reading(aliasUris(text).flatMap(({ name, uri }) => libvirtEntry(uri, name) ?? [])),
  },
  { title: 'known_hosts', fits: (text) => KNOWN_HOST.test(text), read: readKnownHosts },
  {
    title: 'PuTTY',
    fits: (text) => /^HostName=/m.test(text),
    read: (text, name) => puttyReading([puttySession(name, text)]),
  },
];

/** @throws Failure bad-input */
export function readChosen(name: string, text: string): { readonly title: string; readonly read: Reading } {
  const format = FORMATS.find(({ fits }) => fits(text, name));
  if (format === undefined)
    throw fail(
      'bad-input',
      `${name} is none of the files that are understood.`,
      'Choose confCons.xml of mRemoteNG, an .rdg file, a registry export of PuTTY, a Remmina profile or known_hosts.',
    );
  return { title: format.title, read: format.read(text, name) };
}
