/** The files of a host over an SFTP session. */
import type { Duplex } from 'node:stream';
import { type Failure, fail } from '../model/failure.ts';
import { folderOf, isPlainName } from '../model/file-name.ts';
import type { FileEntry, FileKind } from '../model/file.ts';
import { Ahead } from './ahead.ts';
import { fileFault } from './file-faults.ts';
import type { FileLook, FileSink, HostFiles } from './host-files.ts';
import { type Answer, SftpSession } from './sftp-session.ts';
import {
  type Attributes,
  type Field,
  Packet,
  path as pathField,
  Status,
  setAttributes,
} from './sftp-wire.ts';

/** Bytes of one request; every server takes 32 KiB. */
const CHUNK = 32 * 1024;
const READ = 1;
const WRITE = 2;
const CREATE = 8;
const EMPTY = 16;
const RENAME_OVER = 'posix-rename@openssh.com';
const SYNC = 'fsync@openssh.com';
const ROOM = 'statvfs@openssh.com';

export async function openSftp(
  stream: Duplex,
  host: string,
  channel: AbortSignal,
  signal?: AbortSignal,
): Promise<HostFiles> {
  const session = new SftpSession(stream, host, channel);
  await session.ready(signal);
  return new Sftp(session, host);
}

const kindOf = (mode: number): FileKind => {
  const type = mode & 0o170000;
  return type === 0o100000 ? 'file' : type === 0o040000 ? 'folder' : type === 0o120000 ? 'link' : 'other';
};

const lookOf = ({ size, mode, changed }: Attributes): FileLook => ({
  kind: kindOf(mode),
  size: Number.isSafeInteger(size) ? size : 0,
  changed: changed * 1000,
  mode: mode & 0o7777,
});

class Sftp implements HostFiles {
  readonly #session: SftpSession;
  readonly #host: string;
  /** Of all that is copied at a time: they share the line. */
  readonly #ahead = new Ahead();

  constructor(session: SftpSession, host: string) {
    this.#session = session;
    this.#host = host;
  }

  get gone(): AbortSignal {
    return this.#session.gone;
  }

  close(): void {
    this.#session.end(fail('aborted', 'The files are closed.'));
  }

  /** The answer if it is of this type; null for the end of what is read. */
  async #ask(type: number, wanted: number, at: string, fields: readonly Field[]): Promise<Answer | null> {
    const answer = await this.#session.ask(type, fields);
    if (answer.type === wanted && wanted !== Packet.status) return answer;
    if (answer.type !== Packet.status)
      throw fail('unexpected-output', `What ${this.#host} answers is no SFTP.`, undefined, { wanted });
    const status = answer.body.u32();
    if (status === Status.ok && wanted === Packet.status) return answer;
    if (status === Status.eof) return null;
    const said = answer.body.done ? '' : answer.body.text();
    if (status === Status.missing) throw fileFault('missing', at, this.#host, said);
    if (status === Status.denied) throw fileFault('denied', at, this.#host, said);
    throw fileFault(status === Status.unsupported ? 'unsupported' : 'other', at, this.#host, said);
  }

  async #must(type: number, wanted: number, at: string, fields: readonly Field[]): Promise<Answer> {
    const answer = await this.#ask(type, wanted, at, fields);
    if (answer === null) throw fileFault('other', at, this.#host, 'its end came early');
    return answer;
  }

  /** A part of a file on its way: how long it takes says how many more may follow. */
  async #timed<T>(answer: Promise<T>): Promise<T> {
    const asked = performance.now();
    const got = await answer;
    this.#ahead.heard(performance.now() - asked);
    return got;
  }

  async #do(type: number, at: string, fields: readonly Field[]): Promise<void> {
    await this.#must(type, Packet.status, at, fields);
  }

  async #handle(type: number, at: string, more: readonly Field[] = []): Promise<Field> {
    const answer = await this.#must(type, Packet.handle, at, [pathField(at), ...more]);
    return { bytes: Buffer.from(answer.body.bytes()) };
  }

  async #close(at: string, handle: Field): Promise<void> {
    if (!this.gone.aborted) await this.#do(Packet.close, at, [handle]);
  }

  async real(path: string): Promise<string> {
    const { body } = await this.#must(Packet.realpath, Packet.name, path, [pathField(path)]);
    body.u32();
    return body.text();
  }

  async look(path: string, follow = false): Promise<FileLook | null> {
    try {
      const type = follow ? Packet.stat : Packet.lstat;
      return lookOf((await this.#must(type, Packet.attrs, path, [pathField(path)])).body.attributes());
    } catch (caught) {
      if (caught instanceof Error && 'code' in caught && caught.code === 'not-found') return null;
      throw caught;
    }
  }

  async list(path: string, most: number, signal?: AbortSignal): Promise<readonly FileEntry[]> {
    const handle = await this.#handle(Packet.opendir, path);
    const found: FileEntry[] = [];
    try {
      while (found.length < most) {
        signal?.throwIfAborted();
        const answer = await this.#ask(Packet.readdir, Packet.name, path, [handle]);
        if (answer === null) break;
        for (let left = answer.body.u32(); left > 0 && found.length < most; left--) {
          const name = answer.body.text();
          answer.body.bytes();
          const look = lookOf(answer.body.attributes());
          if (isPlainName(name)) found.push({ name, ...look });
        }
      }
    } finally {
      await this.#close(path, handle);
    }
    return found;
  }

  async target(path: string): Promise<string> {
    const { body } = await this.#must(Packet.readlink, Packet.name, path, [pathField(path)]);
    body.u32();
    return body.text();
  }

  /** Several requests ahead, their answers in order; nobody reading stops it. */
  async *read(path: string, from: number, signal?: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
    const handle = await this.#handle(Packet.open, path, [{ u32: READ }, ...setAttributes({})]);
    const part = (at: number, length: number) => {
      const asked = this.#ask(Packet.read, Packet.data, path, [handle, { u64: at }, { u32: length }]);
      const answer = this.#timed(asked);
      answer.catch(() => {});
      return { at, length, answer };
    };
    const ahead: ReturnType<typeof part>[] = [];
    let next = from;
    try {
      for (;;) {
        signal?.throwIfAborted();
        for (; ahead.length < this.#ahead.limit; next += CHUNK) ahead.push(part(next, CHUNK));
        const first = ahead.shift();
        const answer = await first?.answer;
        if (first === undefined || answer === undefined || answer === null) return;
        const bytes = answer.body.bytes();
        if (bytes.length === 0 || bytes.length > first.length)
          throw fail('unexpected-output', `What ${this.#host} answers is no SFTP.`);
        yield bytes;
        const { length } = bytes;
        if (length < first.length) ahead.unshift(part(first.at + length, first.length - length));
      }
    } finally {
      await this.#close(path, handle).catch(() => {});
    }
  }

  async write(path: string, from: number, mode?: number): Promise<FileSink> {
    const how = WRITE | CREATE | (from === 0 ? EMPTY : 0);
    const fields = [{ u32: how }, ...setAttributes(mode === undefined ? {} : { mode })];
    const handle = await this.#unlessFull(path, this.#handle(Packet.open, path, fields));
    const under = new Set<Promise<void>>();
    let at = from;
    let broken: Error | undefined;
    const put = (bytes: Uint8Array): void => {
      const sent = this.#timed(this.#do(Packet.write, path, [handle, { u64: at }, { bytes }]))
        .catch((caught: unknown) => {
          broken ??= caught as Error;
        })
        .finally(() => under.delete(sent));
      under.add(sent);
      at += bytes.length;
    };
    const checked = async (): Promise<void> => {
      if (broken === undefined) return;
      throw (await this.#isFull(path)) ? fileFault('full', path, this.#host, broken.message) : broken;
    };
    return {
      write: async (chunk) => {
        for (let done = 0; done < chunk.length; done += CHUNK) {
          put(chunk.subarray(done, done + CHUNK));
          while (under.size >= this.#ahead.limit) await Promise.race(under);
          await checked();
        }
      },
      close: async () => {
        await Promise.all(under);
        await checked();
        if (this.#session.extensions.has(SYNC))
          await this.#do(Packet.extended, path, [{ bytes: Buffer.from(SYNC) }, handle]);
        await this.#close(path, handle);
      },
      abandon: async () => {
        await Promise.all(under);
        await this.#close(path, handle).catch(() => {});
      },
    };
  }

  /** Of what makes `path`: it fails for want of room where there is none. */
  #unlessFull<T>(path: string, made: Promise<T>): Promise<T> {
    return made.catch(async (caught: Failure) => {
      const full = caught.code === 'command-failed' && (await this.#isFull(folderOf(path)));
      throw full ? fileFault('full', path, this.#host, caught.message) : caught;
    });
  }

  /** Servers say no more than that a write failed. */
  async #isFull(path: string): Promise<boolean> {
    if (this.gone.aborted || !this.#session.extensions.has(ROOM)) return false;
    const asked = [{ bytes: Buffer.from(ROOM) }, pathField(path)];
    const room = await this.#must(Packet.extended, Packet.extendedReply, path, asked).catch(() => null);
    if (room === null) return false;
    // Bytes, or files, for those without more rights (OpenSSH PROTOCOL, 4.2).
    const [block, fragment, , , blocks, all, , files] = Array.from({ length: 8 }, () => room.body.u64());
    return (blocks ?? 1) * (fragment || block || 1) < CHUNK || (Number(all) > 0 && Number(files) === 0);
  }

  async makeFolder(path: string): Promise<void> {
    await this.#unlessFull(path, this.#do(Packet.mkdir, path, [pathField(path), ...setAttributes({})]));
  }

  async rename(from: string, to: string, replace: boolean): Promise<void> {
    const over = replace && this.#session.extensions.has(RENAME_OVER);
    if (over)
      return this.#do(Packet.extended, to, [
        { bytes: Buffer.from(RENAME_OVER) },
        ...[pathField(from), pathField(to)],
      ]);
    if (!replace && (await this.look(to)) !== null) throw fileFault('exists', to, this.#host, 'it exists');
    if (replace && (await this.look(to)) !== null) await this.removeFile(to);
    // The server refuses where something is there by now (version 3, 6.5).
    await this.#do(Packet.rename, to, [pathField(from), pathField(to)]);
  }

  removeFile = (path: string): Promise<void> => this.#do(Packet.remove, path, [pathField(path)]);
  removeFolder = (path: string): Promise<void> => this.#do(Packet.rmdir, path, [pathField(path)]);

  async set(path: string, to: { readonly mode?: number; readonly changed?: number }): Promise<void> {
    await this.#do(Packet.setstat, path, [pathField(path), ...setAttributes(to)]);
  }
}
