/** The files of the hosts, for people: looked at, made, named, removed, and copied from and to this machine. */
import { join } from 'node:path';
import { homedir } from 'node:os';
import { stat } from 'node:fs/promises';
import type { Link } from '../../contract/pipe.ts';
import type { HostFiles } from '../../channel/host-files.ts';
import { fail } from '../../model/failure.ts';
import type { CopyProgress, FileDoor, FileEntry, FileList, FileOffer } from '../../model/file.ts';
import { folderOf, isPlainName, shownName, under } from '../../model/file-name.ts';
import type { Monitor } from '../monitor/monitor.ts';
import { copy, folderAt, removeTree } from './copy.ts';
import { createShelf } from './shelf.ts';
import { createUploads } from './uploads.ts';

const MOST_LISTED = 20_000;
/** Links whose ends are looked at, for their marks. */
const MOST_LINKS = 500;
/** ms between two words on how far a copy is. */
const BEAT = 200;

export interface FetchRequest {
  readonly host: string;
  readonly paths: readonly string[];
  /** Of this machine; absent: where downloads go. */
  readonly folder?: string;
  readonly replace: boolean;
}

export interface Files {
  /** `path` absent or empty: where the account begins. */
  list(host: string, path: string, signal?: AbortSignal): Promise<FileList>;
  makeFolder(host: string, path: string): Promise<void>;
  rename(host: string, path: string, name: string): Promise<void>;
  remove(host: string, paths: readonly string[], signal?: AbortSignal): Promise<void>;
  /** To this machine. Ending it stops the copy; asking again goes on. */
  fetch(request: FetchRequest, signal?: AbortSignal): AsyncGenerator<CopyProgress, void, void>;
  send(offer: FileOffer, signal?: AbortSignal): Promise<FileDoor>;
  attach(id: string, link: Link): boolean;
  closeAll(): Promise<void>;
}

export function createFiles(channel: Monitor['channel'], patience: number): Files {
  const shelf = createShelf(channel);
  const busy = new Set<string>();
  const running = new Set<AbortController>();
  const claim = (host: string, path: string): (() => void) => {
    const key = `${host} ${path}`;
    if (busy.has(key)) throw fail('busy', `${shownName(path)} is being copied already.`, 'Wait for its end.');
    busy.add(key);
    return () => void busy.delete(key);
  };
  const uploads = createUploads({ shelf, claim, patience });

  async function* fetch(
    request: FetchRequest,
    signal?: AbortSignal,
  ): AsyncGenerator<CopyProgress, void, void> {
    const stop = new AbortController();
    running.add(stop);
    const either = AbortSignal.any(signal === undefined ? [stop.signal] : [signal, stop.signal]);
    const news = new News();
    const folder = request.folder ?? (await downloads());
    const work = shelf.use(request.host, (from) =>
      shelf.use('localhost', (to) =>
        copy({
          ...{ from, to, folder, signal: either, paths: request.paths, replace: request.replace },
          claim: (path) => claim('localhost', path),
          told: (progress) => news.tell(progress),
        }),
      ),
    );
    const ended = work.then(
      () => news.end(),
      (caught: unknown) => news.end(caught),
    );
    try {
      yield* news.heard();
    } finally {
      stop.abort(fail('aborted', 'The copy was stopped; it goes on when it is asked for again.'));
      await ended;
      running.delete(stop);
    }
  }

  return {
    list: (host, path, signal) =>
      shelf.use(host, async (files) => {
        const real = await files.real(path === '' ? '.' : path);
        const entries = await files.list(real, MOST_LISTED + 1, signal);
        const cut = entries.length > MOST_LISTED;
        return { path: real, entries: await withLinks(files, real, entries.slice(0, MOST_LISTED)), cut };
      }),
    makeFolder: (host, path) => shelf.use(host, (files) => folderAt(files, path)),
    rename: (host, path, name) => {
      if (!isPlainName(name))
        throw fail('bad-input', `${shownName(name).slice(0, 100)} is no name of a file.`);
      return shelf.use(host, (files) => files.rename(path, under(folderOf(path), name), false));
    },
    remove: (host, paths, signal) =>
      shelf.use(host, async (files) => {
        for (const path of paths) await removeTree(files, path, signal);
      }),
    fetch,
    send: (offer) => uploads.open(offer),
    attach: (id, link) => uploads.attach(id, link),
    async closeAll() {
      for (const stop of running) stop.abort(fail('aborted', 'ctys is being closed.'));
      await uploads.closeAll();
      shelf.close();
    },
  };
}

async function downloads(): Promise<string> {
  const folder = join(homedir(), 'Downloads');
  const there = await stat(folder).catch(() => null);
  return there?.isDirectory() === true ? folder : homedir();
}

async function withLinks(
  files: HostFiles,
  folder: string,
  entries: readonly FileEntry[],
): Promise<readonly FileEntry[]> {
  let left = MOST_LINKS;
  return Promise.all(
    entries.map(async (entry) => {
      if (entry.kind !== 'link' || left-- <= 0) return entry;
      const at = under(folder, entry.name);
      const [target, end] = await Promise.all([
        files.target(at).catch(() => undefined),
        files.look(at, true).catch(() => null),
      ]);
      const leadsTo = end === null || end.kind === 'link' ? undefined : end.kind;
      return { ...entry, ...(target !== undefined && { target }), ...(leadsTo !== undefined && { leadsTo }) };
    }),
  );
}

/** The latest word at a steady pace; who hears slowly misses words, never the last. */
class News {
  private latest: CopyProgress | null = null;
  private wake: () => void = () => {};
  private isOver = false;
  private failure: unknown;

  tell(progress: CopyProgress): void {
    this.latest = progress;
    this.wake();
  }
  end(failure?: unknown): void {
    this.isOver = true;
    this.failure = failure;
    this.wake();
  }
  async *heard(): AsyncGenerator<CopyProgress, void, void> {
    for (let last = 0; ; ) {
      const { latest } = this;
      if (latest !== null && (this.isOver || Date.now() - last >= BEAT)) {
        this.latest = null;
        last = Date.now();
        yield latest;
      }
      if (this.isOver && this.latest === null) break;
      if (!this.isOver)
        await new Promise<void>((wake) => {
          this.wake = wake;
          if (this.latest !== null) setTimeout(wake, BEAT);
        });
    }
    if (this.failure !== undefined) throw this.failure;
  }
}
