/** The last values of each machine, for the small lines: what polls brought anyway. Kept beside the store: it is derived. */
import type { Machine } from '../../core/model/machine.ts';

const MEASURES = ['cpu', 'memory', 'disk', 'net'] as const;
export type Measure = (typeof MEASURES)[number];

/** Values that a row's line has; the details have more. */
export const SHORT = 24;
const LENGTH = 120;
/** Values by machine, oldest first. */
const known: Readonly<Record<Measure, Map<string, number[]>>> = {
  cpu: new Map(),
  memory: new Map(),
  disk: new Map(),
  net: new Map(),
};
const nothing: readonly number[] = [];

/** Share of one core, of its memory; bytes a second. */
const READ: Readonly<Record<Measure, (machine: Machine) => number | undefined>> = {
  cpu: ({ cpu }) => cpu,
  memory: ({ memoryUsed, memoryTotal }) =>
    memoryUsed === undefined || !memoryTotal ? undefined : memoryUsed / memoryTotal,
  disk: ({ diskRate }) => diskRate,
  net: ({ netRate }) => netRate,
};

/** A machine without a value starts over. */
export function rememberUse(machines: readonly Machine[]): void {
  for (const measure of MEASURES)
    for (const machine of machines) {
      const value = READ[measure](machine);
      if (value === undefined) known[measure].delete(machine.id);
      else
        known[measure].set(machine.id, [...(known[measure].get(machine.id) ?? []).slice(1 - LENGTH), value]);
    }
}

/** Machines that are gone. */
export function forgetUse(ids: readonly string[]): void {
  for (const id of ids) for (const measure of MEASURES) known[measure].delete(id);
}

/** Oldest first, at most `most` values. */
export const historyOf = (measure: Measure, id: string, most = SHORT): readonly number[] =>
  known[measure].get(id)?.slice(-most) ?? nothing;

/** What a line is as high as at least: a core, all memory, 1 MiB a second. */
export const SCALES: Readonly<Record<Measure, number>> = { cpu: 1, memory: 1, disk: 2 ** 20, net: 2 ** 20 };

/** Points of an SVG polyline in a box; its full scale is `scale`, or the highest value where that is more. */
export function sparkline(
  history: readonly number[],
  width: number,
  height: number,
  most = SHORT,
  scale = 1,
): string {
  const top = Math.max(scale, ...history);
  const step = width / (most - 1);
  const start = width - (history.length - 1) * step;
  return history
    .map((value, at) => `${(start + at * step).toFixed(1)},${(height - (value / top) * height).toFixed(1)}`)
    .join(' ');
}
