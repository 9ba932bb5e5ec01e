/**
 * Columns of a table as text: `<field>[_<title>[_<width>[_(L|B)]]]`, `%%` (or `%`) between them. An empty title is the
 * field's number, an empty width or 0 is 10. `parseColumns` and `formatColumns` are inverse.
 */
import type { Column } from '../../model/output.ts';
import { CallError } from '../call-error.ts';

const COLUMN = /^([1-9]\d?)(?:_([^_\s%]*)(?:_(\d{0,4})(?:_([LB]?))?)?)?$/i;
const CUTS = { L: 'left', B: 'wrap' } as const;
const SHAPE = '<field>_<title>_<width>[_(L|B)]';

/** @throws CallError */
export const parseColumns = (text: string): readonly Column[] => text.split(/%%?/).map(parseColumn);

function parseColumn(text: string): Column {
  const [whole, field, title, width, cut] = COLUMN.exec(text) ?? [];
  if (whole === undefined)
    throw new CallError({ message: `'${text}' is no column: ${SHAPE}.`, fragment: text });
  const how = CUTS[cut?.toUpperCase() as keyof typeof CUTS];
  return {
    field: Number(field),
    ...(title && { title }),
    ...(Number(width) > 0 && { width: Number(width) }),
    ...(how !== undefined && { cut: how }),
  };
}

export const formatColumns = (columns: readonly Column[]): string =>
  columns
    .map(({ field, title = '', width, cut }) => {
      const end = cut === undefined ? '' : cut === 'left' ? 'L' : 'B';
      return [field, title, width ?? '', end].join('_').replace(/_+$/, '');
    })
    .join('%%');
