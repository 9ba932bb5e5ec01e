/** How a table of machines or sessions is written. Columns are named by their number in the MACHINE record, from 1. */

export interface Column {
  readonly field: number;
  /** Absent: the number. */
  readonly title?: string;
  /** Characters; absent: 10. */
  readonly width?: number;
  /** right: what is too long loses its end (default). left: its start. wrap: it goes on in further lines. */
  readonly cut?: 'left' | 'wrap';
}

export type Layout =
  /** Terse `;` records of the chosen fields, in the order given. `all`: every field. */
  | { readonly kind: 'terse'; readonly fields: readonly number[] | 'all' | 'maxkey' }
  /** The standard table; widths of its columns, absent ones default. */
  | {
      readonly kind: 'standard';
      readonly widths?: readonly (number | null)[];
      readonly byId?: true;
      /** The layout of 01.11, with interface and accelerator. */
      readonly wide?: true;
    }
  | { readonly kind: 'table'; readonly columns: readonly Column[] }
  /** Each record by itself; absent fields: all. json is one object a line. */
  | { readonly kind: 'rec' | 'spec' | 'xml' | 'json'; readonly fields?: readonly number[] };

export interface Sorting {
  /** all: once over all hosts. each: per host. */
  readonly over: 'all' | 'each';
  readonly unique?: true;
  readonly reverse?: true;
  /** Number of the printed column, from 1; absent: the whole line. */
  readonly column?: number;
}

export interface Output {
  readonly layout: Layout;
  /** A line of titles: names, names with numbers, names with letters. */
  readonly titles?: 'names' | 'numbers' | 'letters';
  readonly sort?: Sorting;
  /** Guests by address or by name; absent: by name. */
  readonly tcp?: 'ip' | 'dns';
}

export const STANDARD: Output = { layout: { kind: 'standard' } };
