/** The real local channel for tests, and a folder of guests that is left without processes. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Channel } from '../../channel/channel.ts';
import { createPool } from '../../channel/pool.ts';
import type { Around, RunOptions } from '../plugin.ts';

export const nobody = async (): Promise<null> => null;

export const localChannel = (): Promise<Channel> =>
  createPool({ ask: nobody }).channel({ name: 'localhost' });

/** Nothing beyond this machine. */
export const alone: Around = {
  config: { name: 'localhost' },
  channel: async () => await localChannel(),
  ask: nobody,
};

export interface Job extends RunOptions {
  readonly lines: string[];
}

/** Options of an operation that keep its log. */
export function job(signal: AbortSignal = new AbortController().signal): Job {
  const lines: string[] = [];
  const log = (text: string): void => void lines.push(text);
  return { signal, lines, log, progress: () => {}, tell: () => {}, around: alone };
}

export interface Folder {
  readonly path: string;
  write(name: string, content: string, mode?: number): string;
  /** Pids of processes that have the folder in their command line; zombies left out. */
  processes(): readonly number[];
  /** Ends those and removes the folder. */
  remove(): void;
}

function cmdline(pid: string): string {
  try {
    if (/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) return '';
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

export function folder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'ctys-qemu-'));
  const processes = (): number[] =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && cmdline(name).includes(path))
      .map(Number);
  return {
    path,
    write(name, content, mode = 0o644) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content, { mode });
      return file;
    },
    processes,
    remove() {
      for (const pid of processes()) process.kill(pid, 'SIGKILL');
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Looks until `look` gives something; fails naming `what`. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  limit = 60_000,
): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
