/** What the table shows, in its order, as CSV (RFC 4180) or JSON: the columns' own values, not their looks. */
import type { Machine } from '../../core/model/machine.ts';
import { useSettings } from '../settings/settings.ts';
import { saveText } from '../settings/text-file.ts';
import { tables } from '../store.ts';
import { chosenColumns, type ColumnId } from './columns.ts';
import { unfoldedRows } from './row-source.ts';
import { cstOf } from './views.ts';

type Value = string | number | boolean | undefined;

const TIME = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();

/** By the columns of the table; sizes in bytes, rates in bytes a second, CPU as a share of one core, times as in ISO 8601. */
const VALUES: Readonly<Record<ColumnId, (machine: Machine) => Readonly<Record<string, Value>>>> = {
  machine: ({ label, path, uuid }) => ({ machine: label, path, uuid }),
  type: ({ type }) => ({ type }),
  state: ({ state }) => ({ state }),
  cst: ({ state }) => ({ cst: cstOf(state) }),
  host: ({ host }) => ({ host }),
  cpu: ({ cpu }) => ({ cpu }),
  memory: ({ memoryUsed, memoryTotal }) => ({ memoryUsed, memoryTotal }),
  disk: ({ diskRate }) => ({ diskRate }),
  net: ({ netRate }) => ({ netRate }),
  user: ({ user }) => ({ user }),
  up: ({ since }) => ({ since: TIME(since) }),
  age: ({ seen }) => ({ seen: TIME(seen) }),
};

export function record(machine: Machine, columns: readonly ColumnId[]): Record<string, Value> {
  const { tags = [], note, favourite, colour } = machine.marks ?? {};
  const own = Object.assign({}, ...columns.map((id) => VALUES[id](machine))) as Record<string, Value>;
  return { ...own, tags: tags.join(' ') || undefined, note, favourite, colour };
}

/** A spreadsheet takes what begins so for a formula; names come from hosts. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: Value): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv(records: readonly Readonly<Record<string, Value>>[]): string {
  const names = Object.keys(records[0] ?? {});
  const lines = records.map((one) => names.map((name) => cell(one[name])).join(','));
  return [names.join(','), ...lines, ''].join('\r\n');
}

/** What is folded away is told, too; rows that only hold what matches are not. */
function shown(): readonly Record<string, Value>[] {
  const { hiddenColumns, columnOrder } = useSettings.getState();
  const columns = chosenColumns(hiddenColumns, columnOrder);
  const { machines } = tables.getState();
  return unfoldedRows()
    .filter(({ kind, context }) => kind === 'machine' && !context)
    .flatMap(({ id }) => {
      const machine = machines.get(id);
      return machine === undefined ? [] : [record(machine, columns)];
    });
}

export const exportCsv = (): void => saveText('machines.csv', csv(shown()));
export const exportJson = (): void => saveText('machines.json', `${JSON.stringify(shown(), null, 2)}\n`);
