/** Temperatures, fans and voltages with their limits, as lm_sensors (`sensors -u`) or the kernel's hwmon tell them. Pure. */
import type { ReportValue } from '../../model/report.ts';
import { marked, plain } from './lines.ts';

interface Sensor {
  readonly chip: string;
  readonly label: string;
  /** temp, fan, in, power, curr */
  readonly kind: string;
  /** input, max, crit, alarm ... in the unit of the kind. */
  readonly values: ReadonlyMap<string, number>;
}

const UNITS: Readonly<Record<string, string>> = {
  temp: '°C',
  fan: 'RPM',
  in: 'V',
  power: 'W',
  curr: 'A',
};

/** Documentation/hwmon/sysfs-interface of the kernel: what a number there is of the unit. Flags are numbers as they are. */
const SCALES: Readonly<Record<string, number>> = { temp: 1e3, in: 1e3, curr: 1e3, power: 1e6 };

const isFlag = (part: string): boolean => /alarm|fault/.test(part);

const FEATURE = /^(temp|fan|in|power|curr)(\d+)_([a-z_]+)$/;

/** `sensors -u`: a chip, `Adapter: ...`, then each label with its values below. */
export function parseSensors(lines: readonly string[]): readonly Sensor[] {
  const sensors: { chip: string; label: string; kind: string; values: Map<string, number> }[] = [];
  let [chip, label] = ['', ''];
  for (const line of lines) {
    const [, name = '', value] = /^\s+(\w+): (-?[\d.]+)$/.exec(line) ?? [];
    const [, kind, , part] = FEATURE.exec(name) ?? [];
    if (kind !== undefined && part !== undefined) {
      const last = sensors.at(-1);
      const same = last?.chip === chip && last.label === label && last.kind === kind;
      const sensor = same ? last : { chip, label, kind, values: new Map() };
      if (!same) sensors.push(sensor);
      sensor.values.set(part, Number(value));
    } else if (/^\S.*:$/.test(line)) label = line.slice(0, -1);
    else if (/^\S+$/.test(line)) chip = line;
  }
  return sensors;
}

/** `chip hwmonN NAME`, then `temp1_input 45000`, `temp1_label Core 0` of it. */
export function parseHwmon(lines: readonly string[]): readonly Sensor[] {
  const sensors = new Map<
    string,
    { chip: string; label: string; kind: string; values: Map<string, number> }
  >();
  let [place, chip] = ['', ''];
  for (const line of lines) {
    const [, where, name] = /^chip (\S+) (.*)$/.exec(line) ?? [];
    if (where !== undefined && name !== undefined) [place, chip] = [where, name];
    const [file = '', ...words] = line.split(' ');
    const [, kind = '', number = '', part = ''] = FEATURE.exec(file) ?? [];
    if (kind === '') continue;
    const key = `${place} ${kind}${number}`;
    const sensor = sensors.get(key) ?? { chip, label: `${kind}${number}`, kind, values: new Map() };
    sensors.set(key, sensor);
    const value = Number(words.join(' '));
    if (part === 'label') sensor.label = words.join(' ');
    else if (words.length > 0 && Number.isFinite(value))
      sensor.values.set(part, isFlag(part) ? value : value / (SCALES[kind] ?? 1));
  }
  return [...sensors.values()];
}

const LIMITS: readonly (readonly [part: string, word: string])[] = [
  ['lcrit', 'critical below'],
  ['min', 'low'],
  ['max', 'high'],
  ['crit', 'critical'],
];

/** The chip's own flags count, and a reading at or beyond a critical limit. A limit of 0 is none. */
export function isAlarming({ values }: Sensor): boolean {
  if ([...values].some(([part, value]) => isFlag(part) && value !== 0)) return true;
  const now = inputOf(values);
  const [highest = 0, lowest = 0] = [values.get('crit'), values.get('lcrit')];
  return now !== undefined && ((highest !== 0 && now >= highest) || (lowest !== 0 && now <= lowest));
}

const inputOf = (values: Sensor['values']): number | undefined =>
  values.get('input') ?? values.get('average');

const figure = (value: number): string => String(Math.round(value * 1000) / 1000);

function sensorValue(sensor: Sensor): ReportValue | undefined {
  const now = inputOf(sensor.values);
  if (now === undefined) return undefined;
  const limits = LIMITS.flatMap(([part, word]) => {
    const value = sensor.values.get(part);
    return value === undefined || value === 0 ? [] : [`${word} ${figure(value)}`];
  });
  const text = `${figure(now)} ${UNITS[sensor.kind] ?? ''}${limits.length === 0 ? '' : ` (${limits.join(', ')})`}`;
  return {
    name: plain(`${sensor.chip} ${sensor.label}`),
    value: isAlarming(sensor) ? `${text} ALARM` : text,
  };
}

/** All sensors and the number of alarms; a host without sensors says so. */
export function health(lines: readonly string[]): readonly ReportValue[] {
  const told = [...parseSensors(marked(lines, 'H')), ...parseHwmon(marked(lines, 'X'))];
  if (told.length === 0) return [{ name: 'Sensors', value: 'none' }];
  return [
    ...told.flatMap((sensor) => sensorValue(sensor) ?? []),
    { name: 'Alarms', value: String(told.filter(isAlarming).length) },
  ];
}
