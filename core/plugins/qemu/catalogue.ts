/** The configured guests of a host, made of the files a scan found; and which of them a process is. Pure. */
import { argvOfArgs, commandOfScript } from './start-script.ts';
import { type Cmdline, parseCmdline } from './cmdline.ts';
import { isHidden, type Keys, parseKeys } from '../config/keys.ts';
import { type Described, describe } from './ctys-file.ts';
import type { Owner } from './rights.ts';
import { isSavedFile, parseSaved, type Saved, stemOf } from './saved.ts';
import type { FoundFile } from './scan.ts';

/** How a configured guest is started: a program, or QEMU with these arguments. */
export type Starter =
  | { readonly kind: 'script'; readonly path: string; readonly executable: boolean }
  | { readonly kind: 'args'; readonly path: string; readonly argv: readonly string[] };

export interface Entry {
  readonly config: string;
  readonly label: string;
  readonly uuid?: string;
  readonly owner: Owner;
  readonly starter?: Starter;
  /** What a start would run, as far as can be read. */
  readonly cmdline?: Cmdline;
  readonly described?: Described;
  readonly saved?: Loose;
}

export interface Catalogue {
  readonly entries: readonly Entry[];
  /** Suspended guests without a configuration. */
  readonly loose: readonly Loose[];
}

/** What is kept of a suspended guest, and whose it is. */
export interface Loose {
  readonly saved: Saved;
  readonly owner: Owner;
}

export const EMPTY: Catalogue = { entries: [], loose: [] };

const folder = (path: string): string => path.slice(0, path.lastIndexOf('/'));
const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const ownerOf = ({ uid, user }: FoundFile): Owner => ({ uid, user });

interface Startable {
  readonly file: FoundFile;
  readonly starter: Starter;
  readonly argv: readonly string[];
  readonly keys: Keys;
}

function startable(file: FoundFile): Startable[] {
  const keys = parseKeys(file.content);
  const { path, executable } = file;
  if (path.endsWith('.args')) {
    const argv = argvOfArgs(file.content);
    return argv === null ? [] : [{ file, starter: { kind: 'args', path, argv }, argv, keys }];
  }
  if (!path.endsWith('.sh')) return [];
  const argv = commandOfScript(file.content);
  return argv === null ? [] : [{ file, starter: { kind: 'script', path, executable }, argv, keys }];
}

/** The start file of a `.ctys`: as it says, of the same name, or the only one beside `<folder>.ctys`. */
function companion(config: string, described: Described, all: readonly Startable[]): Startable | undefined {
  const beside = all.filter(({ file }) => folder(file.path) === folder(config));
  const named = described.starter?.split(' ')[0];
  const path = named === undefined || named.startsWith('/') ? named : `${folder(config)}/${named}`;
  const told = path === undefined ? undefined : all.find(({ file }) => file.path === path);
  const same = beside.find(({ file }) => stemOf(file.path) === stemOf(config));
  if (told !== undefined || same !== undefined) return told ?? same;
  const isFolders = base(stemOf(config)) === base(folder(config));
  return isFolders && beside.length === 1 ? beside[0] : undefined;
}

function entryOf(file: FoundFile, keys: Keys, start: Startable | undefined): Entry {
  const described = describe(keys);
  const cmdline = start === undefined ? undefined : parseCmdline(start.argv, folder(start.file.path));
  const uuid = described.uuid ?? cmdline?.uuid;
  return {
    config: file.path,
    label: described.label ?? cmdline?.name ?? base(stemOf(file.path)),
    ...(uuid !== undefined && { uuid }),
    owner: ownerOf(start?.file ?? file),
    ...(start !== undefined && { starter: start.starter }),
    ...(cmdline !== undefined && { cmdline }),
    described,
  };
}

function entriesOf(files: readonly FoundFile[]): Entry[] {
  const startables = files.flatMap(startable);
  const configs = files.flatMap((file) => {
    const keys = file.path.endsWith('.ctys') ? parseKeys(file.content) : null;
    return keys?.has('MAGICID-QEMU')
      ? [{ file, keys, start: companion(file.path, describe(keys), startables) }]
      : [];
  });
  const taken = new Set(configs.map(({ start }) => start?.file.path));
  return [
    ...configs
      .filter(({ keys }) => !isHidden(keys))
      .map(({ file, keys, start }) => entryOf(file, keys, start)),
    ...startables
      .filter(({ file, keys }) => !taken.has(file.path) && !isHidden(keys))
      .map((start) => entryOf(start.file, start.keys, start)),
  ];
}

/**
 * The record that belongs to an entry: of its configuration, else of its UUID. A record says what to run, so that of a
 * stranger counts for nothing.
 */
function belongs({ saved, owner }: Loose, { config, uuid, owner: own }: Entry): boolean {
  if (owner.uid !== own.uid && owner.uid !== 0) return false;
  return saved.config === undefined
    ? saved.uuid !== undefined && saved.uuid === uuid
    : saved.config === config;
}

export function makeCatalogue(files: readonly FoundFile[]): Catalogue {
  const entries = distinct(entriesOf(files));
  const kept = files.filter(isSavedFile).flatMap((file) => {
    const saved = parseSaved(file.content);
    return saved === null ? [] : [{ saved, owner: ownerOf(file) }];
  });
  return {
    entries: entries.map((entry) => {
      const saved = kept.find((one) => belongs(one, entry));
      return saved === undefined ? entry : { ...entry, saved };
    }),
    loose: kept.filter((one) => !entries.some((entry) => belongs(one, entry))),
  };
}

/** A UUID that a second file has too (a copy of the first) names only the first; the copy goes by its path. */
function distinct(entries: readonly Entry[]): Entry[] {
  const seen = new Set<string>();
  return entries.map((entry) => {
    if (entry.uuid === undefined) return entry;
    if (!seen.has(entry.uuid)) {
      seen.add(entry.uuid);
      return entry;
    }
    const { uuid: _copied, ...rest } = entry;
    return rest;
  });
}

/** Stems beside which a process's configuration would stand: of its sockets, pid file and name. */
function stemsOf(cmdline: Cmdline, cwd: string | undefined): Set<string> {
  const endpoints = [...cmdline.qmp, ...cmdline.serial.map(({ endpoint }) => endpoint)];
  const paths = endpoints.flatMap((endpoint) => ('unix' in endpoint ? [endpoint.unix] : []));
  if (cmdline.pidfile !== undefined) paths.push(cmdline.pidfile);
  const name = cmdline.name;
  const folders = [...new Set([...paths.map(folder), ...(cwd === undefined ? [] : [cwd])])];
  const named = name === undefined || name.includes('/') ? [] : folders.map((at) => `${at}/${name}`);
  return new Set([...named, ...paths.map((path) => path.replace(/(?<=\/[^/]+)\.[^./]*$/, ''))]);
}

/** Files that may configure a process, by convention. */
export const candidatesOf = (cmdline: Cmdline, cwd: string | undefined): readonly string[] =>
  [...stemsOf(cmdline, cwd)].flatMap((stem) => [`${stem}.ctys`, `${stem}.sh`, `${stem}.args`]).slice(0, 30);

/** The entry a process runs: by UUID, else by the place of its files, else by a name that only one has. */
export function findEntry(
  cmdline: Cmdline,
  cwd: string | undefined,
  { entries }: Catalogue,
): Entry | undefined {
  const { uuid, name } = cmdline;
  const same = entries.find((entry) => uuid !== undefined && entry.uuid === uuid);
  if (same !== undefined) return same;
  const possible = entries.filter((entry) => uuid === undefined || entry.uuid === undefined);
  const stems = stemsOf(cmdline, cwd);
  const placed = possible.filter((entry) => stems.has(stemOf(entry.config)));
  if (placed.length === 1) return placed[0];
  const named = possible.filter(
    ({ label, cmdline: own }) => name !== undefined && (own?.name ?? label) === name,
  );
  return named.length === 1 ? named[0] : undefined;
}
