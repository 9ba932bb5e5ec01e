/** The order of files in a pane, and what they are called in it. Pure. */
import type { FileEntry } from '../../core/model/file.ts';

export type SortBy = 'name' | 'size' | 'changed';
export interface Order {
  readonly by: SortBy;
  readonly down: boolean;
}

export const isFolder = ({ kind, leadsTo }: FileEntry): boolean => kind === 'folder' || leadsTo === 'folder';

const byName = new Intl.Collator(undefined, { numeric: true }).compare;

/** Folders first, whatever the order. */
export function ordered(
  entries: readonly FileEntry[],
  { by, down }: Order,
  hidden: boolean,
): readonly FileEntry[] {
  const shown = hidden ? [...entries] : entries.filter(({ name }) => !name.startsWith('.'));
  const turn = down ? -1 : 1;
  return shown.sort((a, b) => {
    const folders = Number(isFolder(b)) - Number(isFolder(a));
    if (folders !== 0) return folders;
    const order = by === 'name' ? 0 : a[by] - b[by];
    return turn * (order === 0 ? byName(a.name, b.name) : order);
  });
}

/** `rwxr-x---` */
export const rights = (mode: number): string =>
  [...'rwxrwxrwx'].map((letter, at) => ((mode >> (8 - at)) & 1 ? letter : '-')).join('');
