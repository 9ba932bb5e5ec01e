/** Files that a window sends: each through a pipe of its own, as the bytes of a console, and back pressure with them. */
import { randomUUID } from 'node:crypto';
import { servePipe } from '../../contract/pipe-ends.ts';
import type { Link } from '../../contract/pipe.ts';
import { fail } from '../../model/failure.ts';
import type { FileDoor, FileOffer } from '../../model/file.ts';
import { isPlainName, shownName, under } from '../../model/file-name.ts';
import type { BytePipe } from '../../model/pipe.ts';
import { openPart, type Part } from './part.ts';
import type { Shelf } from './shelf.ts';

interface Door {
  readonly pipe: BytePipe;
  timer: NodeJS.Timeout | undefined;
}

export interface Uploads {
  open(offer: FileOffer, signal?: AbortSignal): Promise<FileDoor>;
  /** false: it is none of these. */
  attach(id: string, link: Link): boolean;
  closeAll(): Promise<void>;
}

export interface UploadsContext {
  readonly shelf: Shelf;
  claim(host: string, path: string): () => void;
  /** ms a window may take to open the pipe. */
  readonly patience: number;
}

export function createUploads({ shelf, claim, patience }: UploadsContext): Uploads {
  const doors = new Map<string, Door>();
  const running = new Set<Promise<unknown>>();

  async function open(offer: FileOffer): Promise<FileDoor> {
    if (!isPlainName(offer.name))
      throw fail('bad-input', `${shownName(offer.name).slice(0, 100)} is no name of a file.`);
    const path = under(offer.folder, offer.name);
    const release = claim(offer.host, path);
    const id = randomUUID();
    return new Promise((opened, refused) => {
      const work = shelf.use(offer.host, async (files) => {
        const part = await openPart(files, path, offer, offer.replace);
        const { pipe, over } = partPipe(part, offer.size);
        doors.set(id, { pipe, timer: setTimeout(() => pipe.close(), patience) });
        opened({ id, from: part.from });
        await over;
      });
      const ended = work.catch(refused).finally(() => {
        clearTimeout(doors.get(id)?.timer);
        doors.delete(id);
        release();
        running.delete(ended);
      });
      running.add(ended);
    });
  }

  return {
    open,
    attach(id, link) {
      const door = doors.get(id);
      if (door?.timer === undefined) return false;
      clearTimeout(door.timer);
      door.timer = undefined;
      void servePipe(link, door.pipe);
      return true;
    },
    async closeAll() {
      for (const { pipe } of doors.values()) pipe.close();
      await Promise.all(running);
    },
  };
}

/** The far side says nothing; its clean end says that the whole file is in its place. */
function partPipe(part: Part, size: number): { readonly pipe: BytePipe; readonly over: Promise<void> } {
  let left = size - part.from;
  let end: (failure?: unknown) => void = () => {};
  let isOver = false;
  const whole = new Promise<void>((resolve, reject) => {
    end = (failure) => {
      isOver = true;
      if (failure === undefined) resolve();
      else reject(failure);
    };
  });
  const finish = (): Promise<void> => {
    isOver = true;
    return part.finish().then(() => end(), broken);
  };
  const broken = async (caught: unknown): Promise<void> => {
    isOver = true;
    await part.abandon();
    end(caught);
  };
  whole.catch(() => {});
  const next = async (): Promise<IteratorResult<Uint8Array, void>> => {
    if (left === 0 && !isOver) void finish();
    await whole;
    return { done: true, value: undefined };
  };
  const pipe: BytePipe = {
    bytes: { [Symbol.asyncIterator]: () => ({ next }) },
    async write(chunk) {
      if (isOver) return;
      try {
        await part.write(chunk);
        left -= chunk.length;
        if (left === 0) await finish();
      } catch (caught) {
        await broken(caught);
      }
    },
    close() {
      if (!isOver)
        void broken(fail('aborted', 'The copy was stopped; it is gone on with when it is sent again.'));
    },
  };
  return { pipe, over: whole.catch(() => {}) };
}
