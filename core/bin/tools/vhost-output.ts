/** What vhost prints of its records: sub-options of ENUMERATE, and some that only it has. */
import { readTable } from '../../ctys/actions/table-options.ts';
import { type SubOption, splitSubOptions } from '../../ctys/escape.ts';
import { expandMacros } from '../../ctys/macros.ts';
import { fieldByWord } from '../../ctys/tables/fields.ts';
import { printRows, type Row } from '../../ctys/tables/print.ts';
import type { Column, Layout, Output } from '../../model/output.ts';
import { fileLookup } from '../lookup.ts';

export const TCP = 7;
/** Fields that stand behind those of a record. */
export const CTYSADDRESS = 48;
export const REACHABLE = 49;

const TABLE = 'macro:TAB_CTYS_VHOST_DEFAULT';

/** @throws CallError */
export function readOutput(text: string | undefined, terse: boolean): Output {
  const options = splitSubOptions(text ?? '');
  const output = read(options);
  const isPlain = output.layout.kind === 'standard' && Object.keys(output.layout).length === 1;
  if (!isPlain || options.some(({ key }) => /^TAB_TCP/i.test(key))) return output;
  const usual = terse ? 'machine' : expandMacros(TABLE, fileLookup().macro);
  return read([...splitSubOptions(usual), ...options]);
}

const ADDRESS_FORMS = /^(?:IP|DNS|D)$/i;
const WHOLE = /^(?:MACHINE|ALL)$/i;

function read(options: readonly SubOption[]): Output {
  const plain = options.filter(({ argument }) => argument === undefined).map(({ key }) => key);
  const isWhole = plain.some((key) => WHOLE.test(key));
  const hasAddress = plain.some((key) => fieldByWord('vhost', key) === TCP || /^MAXKEY$/i.test(key));
  const meant = options.flatMap((option) => {
    const isPlain = option.argument === undefined;
    // Beside all fields one of them is nothing new.
    if (isWhole && isPlain && (fieldByWord('vhost', option.key) ?? CTYSADDRESS) < CTYSADDRESS) return [];
    // The form of the address says that it is wanted.
    const isForm = isPlain && ADDRESS_FORMS.test(option.key);
    return isForm && !isWhole && !hasAddress ? [{ key: 'TCP' }, option] : [option];
  });
  return readTable('enumerate', meant, 'vhost').output;
}

/** Fields that are printed; undefined: those of a record. */
export function fieldsOf(layout: Layout): readonly number[] | undefined {
  if (layout.kind === 'table') return layout.columns.map(({ field }) => field);
  const fields = layout.kind === 'standard' ? undefined : layout.fields;
  return typeof fields === 'string' ? undefined : fields;
}

export const shows = ({ layout }: Output, field: number): boolean =>
  fieldsOf(layout)?.includes(field) ?? false;

const MARK: Column = { field: REACHABLE, title: 'R', width: 1 };
const ALL: readonly number[] = Array.from({ length: CTYSADDRESS - 1 }, (_, at) => at + 1);
const MAXKEY = ALL.slice(0, 6);

/** `R;` or `-;` in front of what would be printed; columns are sorted by as if it were not there. */
export function marked(output: Output): Output {
  const { sort } = output;
  const column = sort?.column === undefined ? {} : { column: sort.column + 1 };
  return { ...output, layout: markedLayout(output.layout), ...(sort && { sort: { ...sort, ...column } }) };
}

function markedLayout(layout: Layout): Layout {
  switch (layout.kind) {
    case 'table':
      return { ...layout, columns: [MARK, ...layout.columns] };
    case 'standard':
      return layout;
    case 'terse': {
      const { fields } = layout;
      const named = fields === 'all' ? ALL : fields === 'maxkey' ? MAXKEY : fields;
      return { kind: 'terse', fields: [REACHABLE, ...named] };
    }
    default:
      return { ...layout, fields: [REACHABLE, ...(layout.fields ?? ALL)] };
  }
}

export const printVhost = (rows: readonly Row[], output: Output): string =>
  printRows(rows, output, 'vhost')
    .map((line) => `${line}\n`)
    .join('');
