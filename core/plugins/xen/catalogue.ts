/** The configured guests of a Xen host, made of the files a scan found. Pure. */
import { Failure } from '../../model/failure.ts';
import { type Described, describe } from '../config/described.ts';
import { isHidden, type Keys, mergeKeys, parseKeys } from '../config/keys.ts';
import type { FoundFile } from '../config/scan.ts';
import { cleanUuid } from '../config/uuid.ts';
import { type SavedDomain, isSavedFile, parseSaved } from './saved.ts';
import { listOf, pairsOf, parseXlConfig, textOf, type XlConfig } from './xl-config.ts';

export interface XenEntry {
  readonly config: string;
  readonly label: string;
  readonly uuid?: string;
  readonly user: string;
  readonly uid: number;
  readonly described: Described;
  readonly macs: readonly string[];
  /** MiB */
  readonly memory?: number;
  readonly vcpus?: number;
  readonly kind: 'PARA' | 'HVM' | 'PVH';
  readonly hasScreen: boolean;
  /** Something in Dom0 chooses its kernel, and may ask for it: pyGRUB. */
  readonly hasLoader: boolean;
  /** A second file with the UUID of another: the one that installs it, or a backup. */
  readonly isCopy: boolean;
  /** Why xl would not take it. */
  readonly fault?: string;
  readonly saved?: SavedDomain;
}

const NATIVE = ['name', 'vif', 'disk', 'memory', 'bootloader', 'uuid', 'vcpus'];
/** So many of those make a file a configuration of Xen without saying so. */
const ENOUGH = 5;

const folder = (path: string): string => path.slice(0, path.lastIndexOf('/'));
const stem = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
/** `<folder>/<folder>.conf` is the machine itself, whatever stands beside it. */
const isNamedAsFolder = (path: string): boolean => stem(path) === stem(`${folder(path)}.x`);

export function xenEntries(files: readonly FoundFile[]): readonly XenEntry[] {
  const keysBeside = new Map(
    files.filter(({ path }) => path.endsWith('.ctys')).map((file) => [file.path, parseKeys(file.content)]),
  );
  const entries = files
    .filter(({ path }) => /\.(conf|cfg)$/.test(path))
    .flatMap((file) => {
      const own = parseKeys(file.content);
      const beside = keysBeside.get(file.path.replace(/\.[^.]*$/, '.ctys'));
      const entry = entryOf(file, beside === undefined ? own : mergeKeys(own, beside));
      return isHidden(own) || entry === null ? [] : [entry];
    });
  const saved = files.filter(isSavedFile).flatMap((file) => parseSaved(file) ?? []);
  return marked(entries).map((entry) => {
    const state = saved.find((one) => belongs(one, entry));
    return state === undefined ? entry : { ...entry, saved: state };
  });
}

/** What a stranger left says what to run as the owner, and counts for nothing. */
const belongs = (saved: SavedDomain, { config, uid, isCopy }: XenEntry): boolean =>
  !isCopy && saved.config === config && (saved.uid === uid || saved.uid === 0);

function entryOf(file: FoundFile, keys: Keys): XenEntry | null {
  const { config, fault } = readNative(file);
  const count = NATIVE.filter((key) => config.has(key)).length;
  if (!keys.has('MAGICID-XEN') && count < ENOUGH) return null;
  const described = describe(keys);
  const uuid = cleanUuid(textOf(config, 'uuid')) ?? described.uuid;
  const memory = Number(textOf(config, 'memory'));
  const vcpus = Number(textOf(config, 'vcpus'));
  const native = listOf(config, 'vif').flatMap((vif) => pairsOf(vif).get('mac')?.toLowerCase() ?? []);
  return {
    config: file.path,
    label: textOf(config, 'name') ?? described.label ?? stem(file.path),
    ...(uuid !== undefined && { uuid }),
    user: file.user,
    uid: file.uid,
    described,
    macs: native.length > 0 ? native : described.macs,
    ...(memory > 0 && { memory }),
    ...(vcpus > 0 && { vcpus }),
    kind: kindOf(config),
    hasScreen: listOf(config, 'vfb').length > 0 || textOf(config, 'vnc') === '1',
    hasLoader: textOf(config, 'bootloader') !== undefined,
    isCopy: false,
    ...(fault !== undefined && { fault }),
  };
}

/** Of a file with an error nothing but the error is known; its keys still say whose it is. */
function readNative({ content, path }: FoundFile): { readonly config: XlConfig; readonly fault?: string } {
  try {
    return { config: parseXlConfig(content, path) };
  } catch (caught) {
    if (caught instanceof Failure) return { config: new Map(), fault: caught.message };
    throw caught;
  }
}

function kindOf(config: XlConfig): XenEntry['kind'] {
  const type = (textOf(config, 'type') ?? textOf(config, 'builder') ?? 'pv').toLowerCase();
  return type === 'hvm' ? 'HVM' : type === 'pvh' ? 'PVH' : 'PARA';
}

/** One file of a UUID is the machine; the others are copies of it and go by their paths. */
function marked(entries: readonly XenEntry[]): readonly XenEntry[] {
  const owners = new Map<string, XenEntry>();
  for (const entry of entries) {
    const owner = entry.uuid === undefined ? undefined : owners.get(entry.uuid);
    const isBetter = owner === undefined || (!isNamedAsFolder(owner.config) && isNamedAsFolder(entry.config));
    if (entry.uuid !== undefined && isBetter) owners.set(entry.uuid, entry);
  }
  return entries.map((entry) => {
    if (entry.uuid === undefined || owners.get(entry.uuid) === entry) return entry;
    const { uuid: _copied, ...rest } = entry;
    return { ...rest, isCopy: true };
  });
}
