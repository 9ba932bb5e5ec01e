/** What a Redfish service says, taken as it comes: vendors leave out, rename and nest. Pure; everything bounded. */
import type { ReportValue } from '../../../model/report.ts';
import { plain } from '../lines.ts';
import type { PowerWord } from './controller.ts';

export type Resource = Readonly<Record<string, unknown>>;

export const isResource = (value: unknown): value is Resource =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value down a path of keys; undefined where it ends. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  let found: unknown = value;
  for (const key of keys) found = isResource(found) ? found[key] : undefined;
  return found;
}

const MOST_LINKS = 200;

/** A path on the same service; undefined: somewhere else, or nothing. */
export function linkOf(value: unknown): string | undefined {
  const path = at(value, '@odata.id');
  return typeof path === 'string' && /^\/[^\s]{1,1000}$/.test(path) && !path.startsWith('//')
    ? path
    : undefined;
}

export function membersOf(collection: unknown): readonly string[] {
  const members = at(collection, 'Members');
  return Array.isArray(members) ? members.slice(0, MOST_LINKS).flatMap((one) => linkOf(one) ?? []) : [];
}

/** Embedded resources: a collection whose members stand in it whole. */
export function listOf(value: unknown): readonly Resource[] {
  return Array.isArray(value) ? value.slice(0, 5000).filter(isResource) : [];
}

/** Of ResetType, the first that the service allows; where it tells none, the standard's. */
const RESETS: Readonly<Record<PowerWord, readonly string[]>> = {
  on: ['On', 'ForceOn', 'PushPowerButton'],
  off: ['ForceOff'],
  soft: ['GracefulShutdown', 'PushPowerButton'],
  cycle: ['PowerCycle', 'ForceRestart'],
  reset: ['ForceRestart', 'PowerCycle'],
};

export interface Reset {
  readonly path: string;
  readonly type: string;
}

/** null: the service does not offer it. */
export function resetOf(system: Resource, word: PowerWord): Reset | null {
  const action = at(system, 'Actions', '#ComputerSystem.Reset');
  const target = at(action, 'target');
  const path = typeof target === 'string' && target.startsWith('/') ? target : undefined;
  const allowed = at(action, 'ResetType@Redfish.AllowableValues');
  const wanted = RESETS[word];
  const type = Array.isArray(allowed) ? wanted.find((one) => allowed.includes(one)) : wanted[0];
  return path === undefined || type === undefined ? null : { path, type };
}

/** Names of the standard for what is booted from. */
export const BOOT_TARGETS = {
  none: 'None',
  pxe: 'Pxe',
  disk: 'Hdd',
  cdrom: 'Cd',
  bios: 'BiosSetup',
  usb: 'Usb',
} as const;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? plain(String(value)) || undefined
    : undefined;

/** Name and key path of each value; what is not there is left out. */
export const valuesAt = (
  resource: unknown,
  wanted: readonly (readonly [string, ...string[]])[],
): readonly ReportValue[] =>
  wanted.flatMap(([name, ...keys]) => {
    const value = text(at(resource, ...keys));
    return value === undefined ? [] : [{ name, value }];
  });

/** Of Thermal, Power, and of Sensor resources. */
export function sensorValues(resource: unknown): readonly ReportValue[] {
  const groups: readonly (readonly [string, readonly string[], string])[] = [
    ['Temperatures', ['ReadingCelsius'], 'degrees C'],
    ['Fans', ['Reading', 'ReadingRPM'], 'RPM'],
    ['Voltages', ['ReadingVolts'], 'V'],
    ['PowerControl', ['PowerConsumedWatts'], 'W'],
    ['PowerSupplies', ['LastPowerOutputWatts', 'PowerOutputWatts'], 'W'],
  ];
  return groups.flatMap(([key, readings, unit]) =>
    listOf(at(resource, key)).flatMap((one) => {
      const name = text(one.Name) ?? text(one.FanName) ?? text(one.MemberId);
      const reading = readings.map((field) => text(one[field])).find((value) => value !== undefined);
      const units = key === 'Fans' ? (text(one.ReadingUnits) ?? unit) : unit;
      const health = text(at(one, 'Status', 'Health')) ?? text(at(one, 'Status', 'State'));
      if (name === undefined || (reading === undefined && health === undefined)) return [];
      return [
        {
          name,
          value: `${reading === undefined ? 'no reading' : `${reading} ${units}`}${health === undefined ? '' : ` (${health})`}`,
        },
      ];
    }),
  );
}

/** Of LogEntry resources: when, and what. */
export const eventValues = (entries: readonly Resource[]): readonly ReportValue[] =>
  entries.flatMap((entry) => {
    const what = [text(entry.Severity), text(entry.Message) ?? text(entry.MessageId)]
      .filter(Boolean)
      .join(', ');
    return what === '' ? [] : [{ name: text(entry.Created) ?? text(entry.Id) ?? '', value: what }];
  });
