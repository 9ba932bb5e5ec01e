/** Files of a place: this machine's, or a host's over SFTP. The account's own rights; a path is text as file-name.ts says. */
import type { FileEntry } from '../model/file.ts';
import type { CallOptions } from './channel.ts';

/** What a file looks like without its name. */
export type FileLook = Omit<FileEntry, 'name'>;

export interface FileSink {
  /** Resolves when more may be given; a failure may be of a chunk before. @throws Failure */
  write(chunk: Uint8Array): Promise<void>;
  /** Resolves when all is there. @throws Failure */
  close(): Promise<void>;
  /** Lets go of it as it is. */
  abandon(): Promise<void>;
}

/** All throw Failure not-found, rights-missing, not-capable, file-unwritable, connection-lost. */
export interface HostFiles {
  /** With nothing to be resolved left; `.` is where the account begins. */
  real(path: string): Promise<string>;
  /** At most `most`, in no order; links are told of, not followed. */
  list(path: string, most: number, signal?: AbortSignal): Promise<readonly FileEntry[]>;
  /** Null: nothing is there. Links are followed when asked to. */
  look(path: string, follow?: boolean): Promise<FileLook | null>;
  /** Where a link points, as it says it. */
  target(path: string): Promise<string>;
  read(path: string, from: number, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** Anew, or goes on at `from` where there are so many bytes. `mode`: of a new file; absent: as the account has it. */
  write(path: string, from: number, mode?: number): Promise<FileSink>;
  makeFolder(path: string): Promise<void>;
  /** With `replace` it takes the place of a file; without it, never. */
  rename(from: string, to: string, replace: boolean): Promise<void>;
  /** No folder. */
  removeFile(path: string): Promise<void>;
  /** An empty one. */
  removeFolder(path: string): Promise<void>;
  set(path: string, to: { readonly mode?: number; readonly changed?: number }): Promise<void>;
  readonly gone: AbortSignal;
  close(): void;
}

export type OpenFiles = (options?: CallOptions) => Promise<HostFiles>;
