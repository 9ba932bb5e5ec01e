/** What a person lets go over a pane: files, and folders with all in them. */
import type { Outgoing } from './transfers.ts';

export interface Dropped {
  readonly files: readonly Outgoing[];
  readonly folders: readonly (readonly string[])[];
  /** What will stand in the folder itself. */
  readonly names: readonly string[];
}

export const chosen = (files: Iterable<File>): Dropped => {
  const all = [...files].map((file) => ({ file, folders: [] }));
  return { files: all, folders: [], names: all.map(({ file }) => file.name) };
};

/** The entries must be taken from the event while it lasts. */
export async function dropped(data: DataTransfer): Promise<Dropped> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return chosen(data.files);
  const files: Outgoing[] = [];
  const folders: (readonly string[])[] = [];
  for (const entry of entries) await walk(entry, [], files, folders);
  return { files, folders, names: entries.map(({ name }) => name) };
}

async function walk(
  entry: FileSystemEntry,
  within: readonly string[],
  files: Outgoing[],
  folders: (readonly string[])[],
): Promise<void> {
  if (isFile(entry)) {
    const file = await new Promise<File>((done, failed) => entry.file(done, failed));
    files.push({ file, folders: within });
    return;
  }
  if (!isFolder(entry)) return;
  const here = [...within, entry.name];
  folders.push(here);
  const reader = entry.createReader();
  // It gives a hundred at a time, and none when there are no more.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return;
    for (const one of some) await walk(one, here, files, folders);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
