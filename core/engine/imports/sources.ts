/** Where other programs of this user keep their hosts: each looked at by itself, and only read. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { FailureData } from '../../model/failure.ts';
import { toFailure } from '../../model/failure.ts';
import { readState } from '../files.ts';
import { readTextFiles, type TextFile } from '../library/text-files.ts';
import { databaseHosts, groupMembers } from './ancestor.ts';
import { readChosen } from './formats.ts';
import { readKnownHosts } from './known-hosts.ts';
import { aliasUris, keyFileUris, libvirtEntry, quotedTexts } from './libvirt.ts';
import { readMremoteng } from './mremoteng.ts';
import { joined, type Offered, type Reading, reading } from './offer.ts';
import { type Environment, programPlaces } from './places.ts';
import { puttyReading, puttySession, readPuttyRegistry } from './putty.ts';
import { rdcmanFiles, readRdcman } from './rdcman.ts';
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
  readonly env?: Environment;
  readonly ancestorDir: string;
  /** Aliases of the ssh_config in use. */
  sshHosts(): Promise<readonly string[]>;
  /** What gsettings says the connections of virt-manager are; null: it is not there. */
  virtManager(): Promise<string | null>;
  /** Sessions of PuTTY, as `reg export` writes them; null: this is no Windows, or there are none. */
  puttyRegistry(): Promise<string | null>;
}

const MOST_BYTES = 4 * 1024 * 1024;
const NOTHING: Reading = { offered: [], notes: [] };

/** What is not there is empty. */
const textOf = async (path: string | undefined): Promise<string> =>
  path === undefined ? '' : ((await readState(path, MOST_BYTES)) ?? '');

const filesIn = async (folders: readonly string[]): Promise<readonly TextFile[]> =>
  (await Promise.all(folders.map((folder) => readTextFiles(folder)))).flatMap(({ files }) => files);

/** Another machine's file would be fetched from it, with what logs in there. */
const isHere = (path: string): boolean => isAbsolute(path) && !/^[\\/]{2}/.test(path);

/** The files that were open in it last; nobody's folder holds them all. */
async function rdcmanHosts(folder: string | undefined): Promise<Reading> {
  const settings = folder === undefined ? '' : await textOf(join(folder, 'RDCMan.settings'));
  if (settings === '') return NOTHING;
  const files = rdcmanFiles(settings);
  const readings = await Promise.all(files.filter(isHere).map(rdcmanFile));
  if (!files.every(isHere))
    readings.push({ ...NOTHING, notes: ['Files on other machines are not looked at; choose them.'] });
  return joined(readings);
}

/** One that is damaged keeps no other. */
async function rdcmanFile(path: string): Promise<Reading> {
  try {
    const text = await textOf(path);
    return text === '' ? NOTHING : readRdcman(text);
  } catch {
    return { ...NOTHING, notes: [`${path} cannot be read.`] };
  }
}

/** Those that have something to offer, or to say. */
export async function findSources(places: Places): Promise<readonly Source[]> {
  const env = places.env ?? process.env;
  const home = places.home ?? env.HOME ?? homedir();
  const at = programPlaces(home, env);
  const found = await Promise.all([
    source('ssh', '~/.ssh/config', async () => {
      const names = await places.sshHosts();
      // The name alone is enough: ssh_config knows the rest at every connection.
      return { offered: names.map((name) => ({ host: { name } })), notes: [] };
    }),
    source('known-hosts', '~/.ssh/known_hosts', async () =>
      readKnownHosts(await textOf(join(home, '.ssh', 'known_hosts'))),
    ),
    source('virt-manager', 'virt-manager', async () => {
      const keyFiles = await Promise.all(at.keyFiles.map(textOf));
      const uris = [...quotedTexts((await places.virtManager()) ?? ''), ...keyFiles.flatMap(keyFileUris)];
      return reading([...new Set(uris)].flatMap((uri) => libvirtEntry(uri) ?? []));
    }),
    source('libvirt', 'libvirt', async () =>
      reading(aliasUris(await textOf(at.libvirt)).flatMap(({ name, uri }) => libvirtEntry(uri, name) ?? [])),
    ),
    source('putty', 'PuTTY', async () => {
      const sessions = (await filesIn(at.putty)).map(({ name, text }) => puttySession(name, text));
      const registry = (await places.puttyRegistry()) ?? '';
      return joined([puttyReading(sessions), readPuttyRegistry(registry)]);
    }),
    source('remmina', 'Remmina', async () => {
      const profiles = (await filesIn(at.remmina)).filter(({ name }) => name.endsWith('.remmina'));
      return reading(profiles.flatMap(({ text }) => remminaProfile(text) ?? []));
    }),
    source('mremoteng', 'mRemoteNG', async () => {
      const text = await textOf(at.mremoteng);
      return text === '' ? NOTHING : readMremoteng(text);
    }),
    source('rdcman', 'Remote Desktop Connection Manager', () => rdcmanHosts(at.rdcman)),
    source('databases', 'Databases of ~/.ctys', () => databaseHosts(places.ancestorDir)),
    source('groups', 'Groups of ~/.ctys', () => groupMembers(places.ancestorDir)),
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
