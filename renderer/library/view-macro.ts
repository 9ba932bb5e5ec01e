/** What the window shows now as a view that can be kept: the columns LIST has, and what narrows the table. Pure. */
import type { Macro } from '../../core/ctys/macro-file.ts';
import type { ColumnId } from '../machines/columns.ts';
import type { Grouping } from '../machines/rows.ts';
import { SORT_KEYS, type SortKey } from '../machines/search.ts';
import { GROUPINGS } from '../settings/settings.ts';
import type { Source, View } from '../machines/views.ts';

/** Column and its field of LIST, with title and width; what LIST does not have is left out. */
const FIELDS: readonly (readonly [ColumnId, string])[] = [
  ['machine', '3_Label_20'],
  ['type', '2_stype_8'],
  ['cst', '14_cst_3'],
  ['host', '1_PM_15'],
  ['user', '12_uid_8'],
];

const VIEW_WORDS: Readonly<Record<View['kind'], string>> = {
  all: '',
  saved: '',
  drift: '',
  running: '-state:off,suspended,crashed,lost',
  off: 'state:off,suspended,crashed',
  lost: 'state:lost',
  host: '',
  group: '',
};

const SOURCE_WORDS: Readonly<Record<Source, string>> = {
  all: '',
  list: '-state:off,suspended,crashed,lost',
  enumerate: 'configured:yes',
};

interface Shown {
  readonly view: View;
  readonly source: Source;
  readonly filter: string;
}

/** How rows stand. */
interface Arranged {
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly grouping: Grouping;
}

/** What a kept view says of it; words nobody knows, which a file may have, change nothing. */
export function arrangedBy({ sort = '', group }: Macro): Partial<Arranged> {
  const [word, direction, ...more] = sort.split(' ');
  const key = SORT_KEYS.find((one) => one === word);
  const grouping = GROUPINGS.find((one) => one === group);
  const sound = more.length === 0 && (direction === undefined || direction === 'descending');
  return {
    ...(key !== undefined && sound && { sort: key, descending: direction !== undefined }),
    ...(grouping !== undefined && { grouping }),
  };
}

export function viewMacro(
  { view, source, filter }: Shown,
  { hiddenColumns, sort, descending, grouping }: Arranged & { readonly hiddenColumns: readonly ColumnId[] },
): Macro {
  const columns = FIELDS.filter(([id]) => !hiddenColumns.includes(id)).map(([, field]) => field);
  const host = view.kind === 'host' ? `host:=${view.name}` : '';
  const words = new Set([filter.trim(), VIEW_WORDS[view.kind], SOURCE_WORDS[source], host]);
  words.delete('');
  return {
    name: '',
    text: `tab_gen:${columns.join('%%')}`,
    ...(words.size > 0 && { filter: [...words].join(' ') }),
    sort: descending ? `${sort} descending` : sort,
    group: grouping,
  };
}
