/** What ipmitool prints, for people. Pure; everything bounded. */
import type { ReportSection, ReportValue } from '../../../model/report.ts';
import { plain } from '../lines.ts';

const MOST = 5000;
const linesOf = (text: string): readonly string[] => text.split('\n').slice(0, MOST);

/** `Name : value` lines; what is indented below one continues it. */
export function parseFields(text: string): readonly ReportValue[] {
  return linesOf(text).flatMap((line) => {
    const [, name, value] = /^\s*([^:]+?)\s*: (.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined || value.trim() === ''
      ? []
      : [{ name: plain(name), value: plain(value) }];
  });
}

/** `CPU Temp | 30h | ok | 3.1 | 45 degrees C` */
export function parseSensors(text: string): readonly ReportValue[] {
  return linesOf(text).flatMap((line) => {
    const [name = '', , state = '', , reading = ''] = line.split('|').map((cell) => cell.trim());
    if (name === '' || state === '') return [];
    return [{ name: plain(name), value: plain(state === 'ns' ? 'no reading' : `${reading} (${state})`) }];
  });
}

/** `1 | 11/26/2026 | 07:00:00 | Temperature #0x30 | Upper Critical | Asserted` */
export function parseEvents(text: string): readonly ReportValue[] {
  return linesOf(text).flatMap((line) => {
    const [number = '', date = '', time = '', ...what] = line.split('|').map((cell) => cell.trim());
    if (!/^[0-9a-f]+$/i.test(number)) return [];
    return [{ name: plain(`${date} ${time}`), value: plain(what.join(', ')) }];
  });
}

/** A section a device: `FRU Device Description : Builtin FRU Device (ID 0)`. */
export function parseFru(text: string): readonly ReportSection[] {
  const sections: { title: string; values: ReportValue[] }[] = [];
  for (const { name, value } of parseFields(text)) {
    if (name === 'FRU Device Description') sections.push({ title: value, values: [] });
    else sections.at(-1)?.values.push({ name, value });
  }
  return sections;
}
