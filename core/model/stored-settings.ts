/** Settings as they are stored: what differs from the defaults, for all, for groups and for hosts. Pure. */
import {
  INITIAL,
  isSetting,
  type Preferences,
  type SettingId,
  type SettingValue,
  SETTING_IDS,
  SETTINGS,
  soundValue,
  specOf,
} from './settings.ts';

export type Values = Readonly<Record<string, SettingValue>>;

export interface StoredSettings {
  readonly own: Values;
  /** By group of hosts.yaml. */
  readonly groups: Readonly<Record<string, Values>>;
  readonly hosts: Readonly<Record<string, Values>>;
  /** Shortcuts that are not the first ones, by command; none: it has no key. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

export const NOTHING_STORED: StoredSettings = { own: {}, groups: {}, hosts: {}, keys: {} };

/** `theme`, `hosts lab00 terminalSize`, `keys filter`. */
export type SettingPath = readonly string[];
export type StoredValue = SettingValue | readonly string[];

/** null takes it out: it is again what it would be without. */
export interface SettingChange {
  readonly path: SettingPath;
  readonly value: StoredValue | null;
}

const MOST_KEYS = 4;
const SHORTCUT = /^[^\p{Cc}]{1,60}$/u;
const COMMAND = /^[a-z][a-z0-9.-]{0,60}$/;
export const PLACE_NAME = /^[^\s/\p{Cc}][^/\p{Cc}]{0,200}$/u;

const isShortcuts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) &&
  value.length <= MOST_KEYS &&
  value.every((one) => typeof one === 'string' && SHORTCUT.test(one));

/** The value that may stand at that place; undefined: none such. */
export function soundAt(path: SettingPath, value: unknown): StoredValue | undefined {
  const [first = '', name = '', id = ''] = path;
  if (path.length === 1) return isSetting(first) ? soundValue(first, value) : undefined;
  if (path.length === 2 && first === 'keys')
    return COMMAND.test(name) && isShortcuts(value) ? value : undefined;
  if (path.length !== 3 || (first !== 'hosts' && first !== 'groups') || !PLACE_NAME.test(name))
    return undefined;
  return isSetting(id) && specOf(id).perHost === true ? soundValue(id, value) : undefined;
}

/** Each stored value by its path. */
export function flatten({ own, groups, hosts, keys }: StoredSettings): readonly SettingChange[] {
  const flat = (values: Values, ...before: readonly string[]): readonly SettingChange[] =>
    Object.entries(values).map(([id, value]) => ({ path: [...before, id], value }));
  return [
    ...flat(own),
    ...Object.entries(keys).map(([command, value]) => ({ path: ['keys', command], value })),
    ...Object.entries(groups).flatMap(([name, values]) => flat(values, 'groups', name)),
    ...Object.entries(hosts).flatMap(([name, values]) => flat(values, 'hosts', name)),
  ];
}

/** The stored settings that hold those values; what cannot stand there is left out. */
export function gather(changes: Iterable<SettingChange>): StoredSettings {
  const own: Record<string, SettingValue> = {};
  const keys: Record<string, readonly string[]> = {};
  const places = { groups: new Map<string, Record<string, SettingValue>>(), hosts: new Map() };
  for (const { path, value: given } of changes) {
    const value = given === null ? undefined : soundAt(path, given);
    const [first = '', name = '', id = ''] = path;
    if (value === undefined) continue;
    if (first === 'keys') keys[name] = value as readonly string[];
    else if (first === 'groups' || first === 'hosts') {
      const values = places[first].get(name) ?? {};
      places[first].set(name, { ...values, [id]: value as SettingValue });
    } else own[first] = value as SettingValue;
  }
  return {
    own,
    keys,
    groups: Object.fromEntries(places.groups),
    hosts: Object.fromEntries(places.hosts),
  };
}

export const pathText = (path: SettingPath): string => path.join('.');

/** The same with those changes. */
export function changed(stored: StoredSettings, changes: readonly SettingChange[]): StoredSettings {
  const all = new Map(flatten(stored).map((one) => [JSON.stringify(one.path), one]));
  for (const change of changes) all.set(JSON.stringify(change.path), change);
  return gather(all.values());
}

/** Where a value comes from. */
export type Origin =
  | { readonly kind: 'default' | 'own' }
  | { readonly kind: 'group' | 'host'; readonly name: string };

export interface Effective {
  readonly value: SettingValue;
  readonly origin: Origin;
}

/** A host whose settings are meant, and its groups; of these the later ones win. */
export interface Place {
  readonly host?: string;
  readonly groups?: readonly string[];
}

/** A host's own value, else its groups', else the own one, else the default. */
export function effective(stored: StoredSettings, id: SettingId, place: Place = {}): Effective {
  const { host, groups = [] } = place;
  const ofHost = host === undefined ? undefined : stored.hosts[host]?.[id];
  if (host !== undefined && ofHost !== undefined)
    return { value: ofHost, origin: { kind: 'host', name: host } };
  for (const name of [...groups].reverse()) {
    const value = stored.groups[name]?.[id];
    if (value !== undefined) return { value, origin: { kind: 'group', name } };
  }
  const own = stored.own[id];
  return own !== undefined
    ? { value: own, origin: { kind: 'own' } }
    : { value: SETTINGS[id].initial, origin: { kind: 'default' } };
}

/** Groups and hosts that have a value of their own. */
export const differing = ({ groups, hosts }: StoredSettings, id: SettingId): readonly string[] =>
  [...Object.entries(groups), ...Object.entries(hosts)].flatMap(([name, values]) =>
    values[id] === undefined ? [] : [name],
  );

export const preferencesOf = (stored: StoredSettings, place: Place = {}): Preferences => ({
  ...INITIAL,
  ...Object.fromEntries(SETTING_IDS.map((id) => [id, effective(stored, id, place).value])),
});
