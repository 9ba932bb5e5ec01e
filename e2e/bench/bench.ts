/** A bench: a promise as a ratio against a baseline taken in the same run. */

export interface Bench {
  readonly name: string;
  /** What is promised of the ratio: at most, or at least, this much. */
  readonly bound: { readonly atMost: number } | { readonly atLeast: number };
  /** One measurement: our figure over the baseline's, taken in turn. */
  ratio(): Promise<number>;
}

/** A bench and what it stands on; `close` releases it. */
export interface Rig {
  readonly benches: readonly Bench[];
  close(): Promise<void>;
}

export const RUNS = 5;

export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('median of nothing');
  return middle;
}

export function holds(bench: Bench, ratio: number): boolean {
  return 'atMost' in bench.bound ? ratio <= bench.bound.atMost : ratio >= bench.bound.atLeast;
}

/** `name ratio bound ok|SHORT` */
export function line(bench: Bench, ratio: number): string {
  const bound = 'atMost' in bench.bound ? `<=${bench.bound.atMost}` : `>=${bench.bound.atLeast}`;
  return `${bench.name} ${ratio.toFixed(2)} ${bound} ${holds(bench, ratio) ? 'ok' : 'SHORT'}`;
}

/** Milliseconds `run` takes. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
