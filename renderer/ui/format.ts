/** Numbers as people read them, in the shapes of the language. Short, fixed shapes, so that columns stay aligned. */
import { plural } from '../words/forms.ts';
import { language, type Words, words } from '../words/words.ts';

/** One place behind the point, or the comma. */
const decimal = (value: number): string =>
  value.toLocaleString(language(), {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    useGrouping: false,
  });

const STEPS: readonly (readonly [seconds: number, unit: string])[] = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
];

/** A span of ms in its largest whole unit: `41 d`, `3 h`, `12 min`, `0 s`. Negative spans (clocks differ) are 0. */
export function formatSpan(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [size, unit] = STEPS.find(([length]) => seconds >= length) ?? [1, 's'];
  return `${Math.floor(seconds / size)} ${unit}`;
}

/** A duration one waits for: `0.4 s`, `12 s`, `3 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 9_950) return `${decimal(Math.max(0, ms) / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const UNITS = ['B', 'K', 'M', 'G', 'T', 'P'] as const;

const scale = (bytes: number): number => {
  const power = bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10);
  return Math.min(power, UNITS.length - 1);
};

const digits = (value: number): string =>
  value >= 9.95 || Number.isInteger(value) ? String(Math.round(value)) : decimal(value);

/** Bytes in powers of 1024: `512 M`, `1.5 G`. */
export function formatBytes(bytes: number): string {
  const power = scale(bytes);
  return `${digits(bytes / 1024 ** power)} ${UNITS[power]}`;
}

/** Bytes a second: `1.5 M/s`. */
export const formatRate = (rate: number): string => `${formatBytes(rate)}/s`;

/** Used and total in the total's unit: `11 / 64 G`; one of them where only one is known; empty: none. */
export function formatMemory(used: number | undefined, total: number | undefined): string {
  if (total === undefined) return used === undefined ? '' : formatBytes(used);
  if (used === undefined) return formatBytes(total);
  const power = scale(total);
  return `${digits(used / 1024 ** power)} / ${formatBytes(total)}`;
}

/** Share of one core as per cent: `0 %`, `153 %`. */
export const formatCpu = (cpu: number): string => `${Math.round(cpu * 100)} %`;

/** Time of day, for logs: `14:03:07`. */
export function formatTime(at: number): string {
  return new Date(at).toLocaleTimeString(language(), { hour12: false });
}

/** `1 machine`, `3 machines`. */
export const count = (number: number, noun: keyof Words['nouns']): string =>
  plural(language(), number, words().nouns[noun]);
