/** Figures as people read them, and sections without what is not known. Pure. */
import type { ReportSection, ReportValue } from '../../model/report.ts';
import { plain } from './lines.ts';

type Told = readonly [name: string, value: string | number | undefined];

/** What is not known is left out; what the host wrote cannot break a line. */
export const valuesOf = (told: readonly Told[]): readonly ReportValue[] =>
  told.flatMap(([name, value]) => {
    const text = plain(String(value ?? ''));
    return text === '' ? [] : [{ name: plain(name), value: text }];
  });

export const section = (title: string, values: readonly ReportValue[]): readonly ReportSection[] =>
  values.length === 0 ? [] : [{ title, values }];

export const mebibytes = (bytes: number | undefined): string | undefined =>
  bytes === undefined ? undefined : `${Math.round(bytes / 2 ** 20)} MiB`;

export const minus = (whole: number | undefined, part: number | undefined): number | undefined =>
  whole === undefined || part === undefined ? undefined : whole - part;

/** `3 d 4 h 5 min` */
export function duration(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  const minutes = Math.floor(seconds / 60);
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor(minutes / 60) % 24, 'h'],
    [minutes % 60, 'min'],
  ];
  const from = parts.findIndex(([count]) => count > 0);
  if (from < 0) return '0 min';
  return parts
    .slice(from)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
