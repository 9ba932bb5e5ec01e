/** What the window shows now as a view that can be kept: its columns in their order, and what narrows the table. Pure. */
import type { Macro } from '../../core/ctys/macro-file.ts';
import { quoted } from '../../core/ctys/filter/complete.ts';
import { tokens } from '../../core/ctys/filter/tokens.ts';
import { chosenColumns, COLUMNS, type ColumnId } from '../machines/columns.ts';
import type { Grouping } from '../machines/rows.ts';
import { SORT_KEYS, type SortKey } from '../machines/search.ts';
import { GROUPINGS } from '../settings/settings.ts';
import type { Source, View } from '../machines/views.ts';
import { columnsOf, columnsText } from './view-columns.ts';

const VIEW_WORDS: Readonly<Record<View['kind'], string>> = {
  all: '',
  saved: '',
  drift: '-drift:none',
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

/** How rows and columns stand. */
interface Arranged {
  readonly hiddenColumns: readonly ColumnId[];
  readonly columnOrder: readonly ColumnId[];
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly grouping: Grouping;
}

/** What a kept view says of it; words nobody knows, which a file may have, change nothing. */
export function arrangedBy({ text, sort = '', group }: Macro): Partial<Arranged> {
  const [word, direction, ...more] = sort.split(' ');
  const key = SORT_KEYS.find((one) => one === word);
  const grouping = GROUPINGS.find((one) => one === group);
  const sound = more.length === 0 && (direction === undefined || direction === 'descending');
  return {
    ...(key !== undefined && sound && { sort: key, descending: direction !== undefined }),
    ...(grouping !== undefined && { grouping }),
    ...columnsBy(text),
  };
}

function columnsBy(text: string): Partial<Arranged> {
  const shown = columnsOf(text);
  if (shown === null) return {};
  const hidden = COLUMNS.map(({ id }) => id).filter((id) => !shown.includes(id));
  return { columnOrder: shown, hiddenColumns: hidden };
}

export function viewMacro(
  { view, source, filter }: Shown,
  { hiddenColumns, columnOrder, sort, descending, grouping }: Arranged,
): Macro {
  const narrowed = [VIEW_WORDS[view.kind], SOURCE_WORDS[source], place(view)].filter((word) => word !== '');
  const typed = filter.trim();
  const isParted = narrowed.length > 0 && tokens(typed).some(({ kind }) => kind === 'or');
  const words = new Set([isParted ? `(${typed})` : typed, ...narrowed]);
  words.delete('');
  return {
    name: '',
    text: columnsText(chosenColumns(hiddenColumns, columnOrder)),
    ...(words.size > 0 && { filter: [...words].join(' ') }),
    sort: descending ? `${sort} descending` : sort,
    group: grouping,
  };
}

/** A host or group that the side bar chose. */
function place(view: View): string {
  if (view.kind === 'host') return `host:=${quoted(view.name)}`;
  return view.kind === 'group' ? `in:=${quoted(view.name)}` : '';
}
