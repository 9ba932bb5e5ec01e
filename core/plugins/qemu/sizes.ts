/** Sizes and counts of QEMU's -m and -smp. Pure. */
import { parseOptions } from './options.ts';

const UNITS: Readonly<Record<string, number>> = { k: 10, m: 20, g: 30, t: 40 };

/** Bytes; a number without unit is MiB. */
export function parseMemory(text: string | undefined): number | undefined {
  const size = text === undefined ? undefined : parseOptions(text, 'size').get('size');
  const [, digits, unit = 'm'] = /^(\d+(?:\.\d+)?)([kmgt])?b?$/i.exec(size ?? '') ?? [];
  if (digits === undefined) return undefined;
  return Number(digits) * 2 ** (UNITS[unit.toLowerCase()] ?? 20);
}

/** Processors at the start; without a count the product of the topology. */
export function parseVcpus(text: string | undefined): number | undefined {
  if (text === undefined) return 1;
  const options = parseOptions(text, 'cpus');
  const count = (key: string): number => Number(options.get(key) ?? 1);
  const cpus = options.has('cpus')
    ? count('cpus')
    : count('sockets') * count('dies') * count('clusters') * count('cores') * count('threads');
  return Number.isInteger(cpus) && cpus > 0 ? cpus : undefined;
}
