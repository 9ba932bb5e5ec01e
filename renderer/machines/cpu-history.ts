/** The last CPU values of each machine, for the small line in its row. Kept beside the store: it is derived. */
import type { Machine } from '../../core/model/machine.ts';

const LENGTH = 24;
const values = new Map<string, number[]>();
const nothing: readonly number[] = [];

/** A machine without a value starts over. */
export function rememberCpu(machines: readonly Machine[]): void {
  for (const { id, cpu } of machines) {
    if (cpu === undefined) values.delete(id);
    else values.set(id, [...(values.get(id) ?? []).slice(1 - LENGTH), cpu]);
  }
}

/** Oldest first, at most 24 values. */
export const cpuHistory = (id: string): readonly number[] => values.get(id) ?? nothing;

/** Points of an SVG polyline in a box; a full scale is one core, or the highest value where that is more. */
export function sparkline(history: readonly number[], width: number, height: number): string {
  const top = Math.max(1, ...history);
  const step = width / (LENGTH - 1);
  const start = width - (history.length - 1) * step;
  return history
    .map((value, at) => `${(start + at * step).toFixed(1)},${(height - (value / top) * height).toFixed(1)}`)
    .join(' ');
}
