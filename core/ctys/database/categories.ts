/** Which names and addresses are physical machines, and which are guests, by enum.fdb. */
import { FIELDS } from '../tables/fields.ts';
import type { Row } from '../tables/print.ts';

export type Categories = ReadonlyMap<string, ReadonlySet<'PM' | 'VM'>>;

const place = (word: string): number => FIELDS.enumerate.findIndex(({ words }) => words.includes(word));

const [PM, TYPE, LABEL, TCP, CATEGORY, NETNAME] = ['PM', 'TYPE', 'LABEL', 'TCP', 'CATEGORY', 'NETNAME'].map(
  place,
);

/** A record without a category is told by its technology. */
export function categoriesIn(rows: readonly Row[]): Categories {
  const found = new Map<string, Set<'PM' | 'VM'>>();
  for (const row of rows) {
    const cell = (at: number | undefined): string => row[at ?? -1] ?? '';
    const told = cell(CATEGORY) || cell(TYPE);
    const category = told.toUpperCase() === 'PM' ? 'PM' : 'VM';
    const names = [cell(LABEL), cell(TCP), cell(NETNAME), ...(category === 'PM' ? [cell(PM)] : [])];
    for (const name of names)
      if (name !== '')
        found.set(name.toLowerCase(), (found.get(name.toLowerCase()) ?? new Set()).add(category));
  }
  return found;
}

/** A host of a zone is known by its whole name, the first part of it, or an address. */
export const isCategory = (
  categories: Categories,
  { name, addresses }: { readonly name: string; readonly addresses: readonly string[] },
  wanted: 'PM' | 'VM',
): boolean =>
  [name, name.split('.')[0] ?? '', ...addresses].some((key) =>
    categories.get(key.toLowerCase())?.has(wanted),
  );
