/** Files of a host, as a browser of files shows them, and how far a copy of them is. */
export type FileKind = 'file' | 'folder' | 'link' | 'other';

export interface FileEntry {
  /** One part of a path; see file-name.ts for names that are no UTF-8. */
  readonly name: string;
  readonly kind: FileKind;
  readonly size: number;
  /** epoch ms */
  readonly changed: number;
  /** The permission bits. */
  readonly mode: number;
  /** Of links: where they point, as they say it. */
  readonly target?: string;
  /** Of links: what is there. Absent: nothing. */
  readonly leadsTo?: Exclude<FileKind, 'link'>;
}

export interface FileList {
  /** The folder, with nothing to be resolved left in it. */
  readonly path: string;
  readonly entries: readonly FileEntry[];
  /** There are more than are listed. */
  readonly cut: boolean;
}

export interface CopyProgress {
  /** The one being copied. */
  readonly name: string;
  /** Bytes, of all. */
  readonly done: number;
  readonly total: number;
  readonly files: number;
  /** Links and devices, which are not copied. */
  readonly skipped: number;
}

/** A file that a window is to send: what it is now tells whether a part kept from before is of the same. */
export interface FileOffer {
  readonly host: string;
  readonly folder: string;
  readonly name: string;
  readonly size: number;
  /** epoch ms */
  readonly changed: number;
  /** Take the place of what is there. */
  readonly replace: boolean;
}

/** The window opens the pipe of this id and sends the file's bytes, beginning at `from`. */
export interface FileDoor {
  readonly id: string;
  readonly from: number;
}
