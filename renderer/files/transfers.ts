/** Files on their way between this window, this machine and hosts. They go on while their pane is closed. */
import { create } from 'zustand';
import { clientPipe } from '../../core/contract/pipe-ends.ts';
import type { FailureData } from '../../core/model/failure.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { count } from '../ui/format.ts';

export interface Transfer {
  readonly id: number;
  readonly way: 'up' | 'down';
  readonly host: string;
  /** What, in a few words. */
  readonly name: string;
  readonly done: number;
  readonly total: number;
  /** Bytes a second, of late. */
  readonly rate: number;
  readonly state: 'running' | 'done' | 'failed' | 'stopped';
  readonly skipped: number;
  readonly failure?: FailureData;
  stop(): void;
  /** Goes on where it ended. */
  again(replace: boolean): void;
}

export const useTransfers = create<{ readonly transfers: readonly Transfer[] }>(() => ({ transfers: [] }));

/** A file to be sent, and where below the folder it goes. */
export interface Outgoing {
  readonly file: File;
  readonly folders: readonly string[];
}

export const joined = (folder: string, names: readonly string[]): string =>
  [folder === '/' ? '' : folder, ...names].join('/');

type Work = (
  tell: (done: number, total: number, skipped: number) => void,
  signal: AbortSignal,
  replace: boolean,
) => Promise<void>;

let last = 0;
/** ms over which a rate is taken. */
const SPAN = 1_000;

const put = (id: number, news: Partial<Transfer>): void =>
  useTransfers.setState(({ transfers }) => ({
    transfers: transfers.map((one) => (one.id === id ? { ...one, ...news } : one)),
  }));

export const forgetTransfer = (id: number): void =>
  useTransfers.setState(({ transfers }) => ({ transfers: transfers.filter((one) => one.id !== id) }));

type What = Pick<Transfer, 'way' | 'host' | 'name' | 'total'>;

function begin(what: What, work: Work, replace: boolean, ended: () => void): void {
  last += 1;
  const id = last;
  let stop = new AbortController();
  const run = async (over: boolean): Promise<void> => {
    stop = new AbortController();
    const { signal } = stop;
    let mark = { at: performance.now(), done: -1 };
    put(id, { state: 'running', rate: 0 });
    try {
      await work(
        (done, total, skipped) => {
          const at = performance.now();
          // What was there from before is no speed.
          if (mark.done < 0) mark = { at, done };
          const isDue = at - mark.at >= SPAN;
          const rate = isDue ? ((done - mark.done) / (at - mark.at)) * 1000 : undefined;
          if (isDue) mark = { at, done };
          put(id, { done, total, skipped, ...(rate !== undefined && { rate }) });
        },
        signal,
        over,
      );
      put(id, { state: 'done' });
    } catch (caught) {
      put(id, signal.aborted ? { state: 'stopped' } : { state: 'failed', failure: asFailure(caught) });
    }
    ended();
  };
  const transfer: Transfer = {
    ...{ ...what, id, done: 0, rate: 0, state: 'running', skipped: 0 },
    stop: () => stop.abort(),
    again: (over) => void run(over),
  };
  useTransfers.setState(({ transfers }) => ({ transfers: [...transfers, transfer] }));
  void run(replace);
}

/** From a host to where downloads go on this machine. */
export function download(host: string, paths: readonly string[], name: string, replace: boolean): void {
  const work: Work = async (tell, signal, over) => {
    const copy = await theCore().api.files.fetch({ host, paths: [...paths], replace: over }, { signal });
    for await (const { done, total, skipped } of copy) tell(done, total, skipped);
    signal.throwIfAborted();
  };
  begin({ way: 'down', host, name, total: 0 }, work, replace, () => {});
}

interface Upload {
  readonly host: string;
  readonly folder: string;
  readonly files: readonly Outgoing[];
  /** Also those with nothing in them. */
  readonly folders: readonly (readonly string[])[];
  readonly replace: boolean;
  readonly ended: () => void;
}

export function upload({ host, folder, files, folders, replace, ended }: Upload): void {
  const total = files.reduce((sum, { file }) => sum + file.size, 0);
  const whole = new Set<Outgoing>();
  const work: Work = async (tell, signal, over) => {
    for (const names of folders)
      await theCore().api.files.makeFolder({ host, path: joined(folder, names) }, { signal });
    let before = 0;
    for (const one of files) {
      const told = (done: number): void => tell(before + done, total, 0);
      if (!whole.has(one)) await send(host, joined(folder, one.folders), one.file, over, told, signal);
      whole.add(one);
      before += one.file.size;
      tell(before, total, 0);
    }
  };
  const [first] = files;
  const name = files.length === 1 && first !== undefined ? first.file.name : count(files.length, 'file');
  begin({ way: 'up', host, name, total }, work, replace, ended);
}

async function send(
  host: string,
  folder: string,
  file: File,
  replace: boolean,
  told: (done: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { name, size, lastModified: changed } = file;
  const offer = { host, folder, name, size, changed, replace };
  const { id, from } = await theCore().api.files.send(offer, { signal });
  const pipe = clientPipe(theCore().openLink(id));
  let isOver = false;
  const ended = new Promise<void>((done, failed) => {
    pipe.onEnd = (failure) => {
      isOver = true;
      if (signal.aborted || failure !== undefined) failed(failure ?? signal.reason);
      else done();
    };
  });
  ended.catch(() => {});
  const stop = (): void => pipe.close();
  signal.addEventListener('abort', stop, { once: true });
  const reader = file.slice(from).stream().getReader();
  try {
    for (let done = from; !isOver; ) {
      told(done);
      const { value, done: isEnd } = await reader.read();
      if (isEnd) break;
      pipe.write(value);
      await Promise.race([pipe.drained(), ended]);
      done += value.length;
    }
    await ended;
  } finally {
    signal.removeEventListener('abort', stop);
    void reader.cancel().catch(() => {});
    pipe.close();
  }
}
