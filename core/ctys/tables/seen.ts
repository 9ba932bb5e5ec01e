/**
 * What is seen of a machine now, in the fields behind LIST's record: the columns that the window has beside it. Amounts are
 * written as a filter reads them. They change with every look, so they are told only where they are named.
 */
import type { Machine } from '../../model/machine.ts';
import type { Layout } from '../../model/output.ts';
import { type Unit, writeAmount } from '../filter/amounts.ts';
import { RECORD_LENGTH } from './fields.ts';

export function asksSeen(layout: Layout): boolean {
  const fields =
    layout.kind === 'table'
      ? layout.columns.map(({ field }) => field)
      : layout.kind === 'standard'
        ? undefined
        : layout.fields;
  return Array.isArray(fields) && fields.some((field) => field > RECORD_LENGTH.list);
}

/** State, CPU, memory, disks and network a second, time since it came up and since it was seen. */
export function seenCells(machine: Machine, now: number): readonly string[] {
  const { state, cpu, memoryUsed, memoryTotal, diskRate, netRate, since, seen } = machine;
  const amount = (value: number | undefined, unit: Unit): string =>
    value === undefined ? '' : writeAmount(value, unit);
  return [
    state,
    amount(cpu, 'share'),
    amount(memoryUsed ?? memoryTotal, 'size'),
    amount(diskRate, 'size'),
    amount(netRate, 'size'),
    amount(since === undefined ? undefined : (now - since) / 1000, 'time'),
    amount((now - seen) / 1000, 'time'),
  ];
}
