/** Where other programs of this user keep their hosts: each looked at by itself, and only read. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { readGroupFile } from '../../ctys/groups.ts';
import type { FailureData } from '../../model/failure.ts';
import { toFailure } from '../../model/failure.ts';
import { readState } from '../files.ts';
import { readTextFiles } from '../library/text-files.ts';
import { readChosen } from './formats.ts';
import { readKnownHosts } from './known-hosts.ts';
import { aliasUris, keyFileUris, libvirtEntry, quotedTexts } from './libvirt.ts';
import { type Entry, type Offered, type Reading, reading } from './offer.ts';
import { puttyReading, puttySession } from './putty.ts';
import { remminaProfile } from './remmina.ts';

export interface Source {
  readonly id: string;
  /** `~/.ssh/config`, `PuTTY` */
  readonly title: string;
  readonly offered: readonly Offered[];
  readonly notes: readonly string[];
  readonly failure?: FailureData;
}

export interface Places {
  readonly home?: string;
  readonly ancestorDir: string;
  /** Aliases of the ssh_config in use. */
  sshHosts(): Promise<readonly string[]>;
  /** What gsettings says the connections of virt-manager are; null: it is not there. */
  virtManager(): Promise<string | null>;
}

const MOST_BYTES = 4 * 1024 * 1024;

/** Those that have something to offer, or to say. */
export async function findSources(places: Places): Promise<readonly Source[]> {
  const home = places.home ?? process.env.HOME ?? homedir();
  const text = async (...path: string[]): Promise<string> =>
    (await readState(join(home, ...path), MOST_BYTES)) ?? '';
  const found = await Promise.all([
    source('ssh', '~/.ssh/config', async () => {
      const names = await places.sshHosts();
      // The name alone is enough: ssh_config knows the rest at every connection.
      return { offered: names.map((name) => ({ host: { name } })), notes: [] };
    }),
    source('known-hosts', '~/.ssh/known_hosts', async () =>
      readKnownHosts(await text('.ssh', 'known_hosts')),
    ),
    source('virt-manager', 'virt-manager', async () => {
      const keyFile = await text('.config', 'glib-2.0', 'settings', 'keyfile');
      const uris = [...quotedTexts((await places.virtManager()) ?? ''), ...keyFileUris(keyFile)];
      return reading([...new Set(uris)].flatMap((uri) => libvirtEntry(uri) ?? []));
    }),
    source('libvirt', 'libvirt', async () =>
      reading(
        aliasUris(await text('.config', 'libvirt', 'libvirt.conf')).flatMap(
          ({ name, uri }) => libvirtEntry(uri, name) ?? [],
        ),
      ),
    ),
    source('putty', 'PuTTY', async () => {
      const { files } = await readTextFiles(join(home, '.putty', 'sessions'));
      return puttyReading(files.map((file) => puttySession(file.name, file.text)));
    }),
    source('remmina', 'Remmina', async () => {
      const folders = [join(home, '.local', 'share', 'remmina'), join(home, '.remmina')];
      const all = await Promise.all(folders.map((folder) => readTextFiles(folder)));
      const profiles = all.flatMap(({ files }) => files).filter(({ name }) => name.endsWith('.remmina'));
      return reading(profiles.flatMap((file) => remminaProfile(file.text) ?? []));
    }),
    source('groups', 'Groups of ~/.ctys', async () => await groupMembers(places.ancestorDir)),
  ]);
  return found.filter(
    ({ offered, notes, failure }) => offered.length > 0 || notes.length > 0 || failure !== undefined,
  );
}

/** A file the person chose. */
export async function chosenSource(name: string, text: string): Promise<Source> {
  let title = name;
  const found = await source('chosen', name, async () => {
    const { title: kind, read } = readChosen(name, text);
    title = `${kind}: ${name}`;
    return read;
  });
  return { ...found, title };
}

async function source(id: string, title: string, read: () => Promise<Reading>): Promise<Source> {
  try {
    return { id, title, ...(await read()) };
  } catch (caught) {
    return { id, title, offered: [], notes: [], failure: toFailure(caught) };
  }
}

/** Hosts that groups name; groups in groups are read as files of their own. */
async function groupMembers(folder: string): Promise<Reading> {
  const { files } = await readTextFiles(join(folder, 'groups'));
  const groups = new Set(files.map(({ name }) => name));
  const entries = files.flatMap(({ name, text }): readonly Entry[] => {
    try {
      const { members } = readGroupFile(text, name);
      const hosts = members.filter((one) => !/[{}()[\]]/.test(one.name) && !groups.has(one.name));
      return hosts.map((one) => ({ address: one.name, labels: [name] }));
    } catch {
      return [];
    }
  });
  return reading(entries);
}
