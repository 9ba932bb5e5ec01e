/** Processors: one section a kind, however many there are of it. Pure. */
import type { ReportSection } from '../../model/report.ts';
import { first, marked } from './lines.ts';
import type { HostFacts } from './parse.ts';
import { section, valuesOf } from './values.ts';

type Fields = ReadonlyMap<string, string>;

/** /proc/cpuinfo: `key : value` lines; `processor` begins each. */
function cpuinfo(lines: readonly string[]): readonly Fields[] {
  const all: Map<string, string>[] = [];
  for (const line of lines) {
    const [, key, value = ''] = /^([^:]*?)\s*:\s*(.*)$/.exec(line) ?? [];
    if (key === undefined) continue;
    if (key === 'processor') all.push(new Map());
    all.at(-1)?.set(key, value.trim());
  }
  return all;
}

/** Of x86, and what ARM has in their place. */
const MAKE: readonly (readonly [name: string, keys: readonly string[]])[] = [
  ['Vendor', ['vendor_id', 'CPU implementer']],
  ['Family', ['cpu family']],
  ['Model', ['model', 'CPU part']],
  ['Name', ['model name', 'Hardware']],
  ['Stepping', ['stepping', 'CPU revision']],
  ['Cache', ['cache size']],
];

const makeOf = (fields: Fields) =>
  MAKE.map(([name, keys]) => [name, keys.map((key) => fields.get(key)).find((value) => value)] as const);

/** Clocks differ from one moment to the next: the slowest and the fastest are told. */
function clocks(cpus: readonly Fields[]): string | undefined {
  const all = cpus.map((cpu) => Number(cpu.get('cpu MHz'))).filter((clock) => clock > 0);
  if (all.length === 0) return undefined;
  const [low, high] = [Math.round(Math.min(...all)), Math.round(Math.max(...all))];
  return low === high ? String(low) : `${low} to ${high}`;
}

export function processors(lines: readonly string[], { cpus }: HostFacts): readonly ReportSection[] {
  const all = cpuinfo(marked(lines, 'C'));
  if (all.length === 0)
    return section(
      'CPU',
      valuesOf([
        ['Name', first(lines, 'S')],
        ['Count', cpus],
      ]),
    );
  const kinds = new Map<string, Fields[]>();
  for (const cpu of all) {
    const key = JSON.stringify(makeOf(cpu));
    kinds.set(key, [...(kinds.get(key) ?? []), cpu]);
  }
  return [...kinds.values()].flatMap((kind, index) => {
    const values = valuesOf([...makeOf(kind[0] ?? new Map()), ['MHz', clocks(kind)], ['Count', kind.length]]);
    return section(kinds.size === 1 ? 'CPU' : `CPU ${index + 1}`, values);
  });
}
