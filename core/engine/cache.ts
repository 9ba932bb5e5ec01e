/**
 * Hosts and machines as last seen, for the first picture at the next start. Written at most every few seconds; what
 * cannot be read is set aside, what cannot be written is said; neither stops anything.
 */
import { z } from 'zod';
import * as s from '../contract/schemas.ts';
import { toFailure } from '../model/failure.ts';
import type { Readiness } from '../model/host.ts';
import type { Machine } from '../model/machine.ts';
import { readState, setAside, writeAtomic } from './files.ts';
import type { InventoryHost } from './inventory/inventory.ts';
import type { Notices } from './notices.ts';

/** A host of the inventory and what was found there. */
export interface CachedHost extends InventoryHost {
  readonly seen?: number;
  readonly readiness?: readonly Readiness[];
}

export interface Snapshot {
  readonly hosts: readonly CachedHost[];
  /** With the state last read, whatever became of the host since. */
  readonly machines: readonly Machine[];
}

const VERSION = 1;
/** What is known of many machines is written less often: a second later for each so many characters, at most a minute. */
const CHARACTERS = 30_000;
const MOST_REST = 60_000;
const MOST_BYTES = 256 * 1024 * 1024;

const { config, origin, seen, readiness, failure } = s.host.shape;
const file = z.object({
  version: z.literal(VERSION),
  hosts: z.array(z.object({ config, origin, seen, readiness, failure })),
  machines: z.array(s.machine),
}) satisfies z.ZodType<Snapshot>;

const DAMAGED = 'cache-damaged';
const UNWRITABLE = 'cache-unwritable';

/** An empty snapshot where there is none, or a damaged one, which is set aside. Never throws. */
export async function readCache(path: string, notices: Notices): Promise<Snapshot> {
  const none: Snapshot = { hosts: [], machines: [] };
  try {
    const text = await readState(path, MOST_BYTES);
    if (text === null) return none;
    const parsed = file.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    const aside = await setAside(path);
    notices.raise(DAMAGED, 'warning', {
      code: 'file-damaged',
      message: `The cache ${path} was damaged and is set aside as ${aside}.`,
      remedy: 'Nothing needs to be done: all hosts are looked at again.',
      data: { file: path, aside },
    });
  } catch (caught) {
    notices.raise(DAMAGED, 'warning', toFailure(caught));
  }
  return none;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface CacheWriter {
  /** Something changed; it is written within the given time, or within a minute where there is much to write. */
  changed(): void;
  /** Writes what is not written yet. Never rejects. */
  close(): Promise<void>;
}

export function createCacheWriter(
  path: string,
  snapshot: () => Snapshot,
  notices: Notices,
  delay: number,
): CacheWriter {
  let timer: NodeJS.Timeout | undefined;
  let rest = delay;
  let writing: Promise<void> = Promise.resolve();
  const write = (): Promise<void> => {
    timer = undefined;
    writing = writing.then(async () => {
      try {
        const text = JSON.stringify({ version: VERSION, ...snapshot() });
        await writeAtomic(path, text);
        rest = Math.max(delay, Math.min(MOST_REST, (text.length / CHARACTERS) * 1000));
        notices.clear(UNWRITABLE);
      } catch (caught) {
        notices.raise(UNWRITABLE, 'warning', toFailure(caught));
      }
    });
    return writing;
  };
  return {
    changed() {
      timer ??= setTimeout(() => void write(), rest);
    },
    async close() {
      const due = timer !== undefined;
      clearTimeout(timer);
      await (due ? write() : writing);
    },
  };
}
