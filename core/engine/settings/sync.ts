/**
 * Settings shared through a folder that some other program carries between machines (Nextcloud, Syncthing, a share).
 * One file there; it holds what the table of settings names, so no secret can come into it.
 */
import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import type { SettingsSync } from '../../contract/settings-schema.ts';
import { fail, type FailureData, toFailure } from '../../model/failure.ts';
import { flatten, gather, NOTHING_STORED, type StoredSettings } from '../../model/stored-settings.ts';
import { settingChange } from '../../contract/settings-schema.ts';
import { readState, writeAtomic } from '../files.ts';
import { watchPath } from '../inventory/watch-file.ts';
import { type Conflict, difference, merge } from './merge.ts';
import type { SettingsFile } from './settings.ts';
import { MOST_BYTES, readSettings, writeSettings } from './text.ts';

export const SHARED_NAME = 'ctys-settings.yaml';

export interface Sync {
  readonly state: SettingsSync | null;
  /** null ends it; the file there stays. @throws Failure bad-input */
  use(folder: string | null): Promise<void>;
  /** Ends the conflicts: what is set here goes there, or the other way round. */
  resolve(take: 'mine' | 'theirs'): Promise<void>;
  onChange(tell: () => void): () => void;
  close(): Promise<void>;
}

const remembered = z.object({
  version: z.literal(1),
  folder: z.string(),
  base: z.array(settingChange),
  at: z.number().exactOptional(),
});

interface Going {
  readonly folder: string;
  readonly base: StoredSettings;
  readonly at?: number;
  readonly conflicts: readonly Conflict[];
  readonly failure?: FailureData;
}

export async function openSync(settings: SettingsFile, memory: string): Promise<Sync> {
  const listeners = new Set<() => void>();
  let going = await recall(memory);
  let release = (): void => {};
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  };
  const take = (next: Going | null): void => {
    going = next;
    for (const tell of listeners) tell();
  };
  const round = async (side?: 'mine' | 'theirs'): Promise<void> => {
    if (going === null || closed) return;
    try {
      take(await exchange(settings, going, side));
      await writeAtomic(memory, remember(going));
    } catch (caught) {
      take({ ...going, failure: toFailure(caught) });
    }
  };
  const soon = (): void => void inTurn(() => round());
  const follow = (): void => {
    release();
    release = going === null ? () => {} : watchPath(join(going.folder, SHARED_NAME), soon);
  };
  const ignore = settings.onChange(soon);
  follow();
  soon();
  return {
    get state() {
      return going === null ? null : shown(going);
    },
    use: (given) =>
      inTurn(async () => {
        const folder = given === null ? null : await soundFolder(given);
        take(folder === null ? null : { folder, base: NOTHING_STORED, conflicts: [] });
        follow();
        if (folder === null) await writeAtomic(memory, '');
        else await round();
      }),
    resolve: (side) => inTurn(() => round(side)),
    onChange(tell) {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    close: async () => {
      closed = true;
      release();
      ignore();
      await turn;
    },
  };
}

/** One exchange of both sides. @throws Failure not-found, file-damaged, file-unwritable */
async function exchange(settings: SettingsFile, going: Going, side?: 'mine' | 'theirs'): Promise<Going> {
  const { folder, base } = going;
  await mustBeThere(folder);
  const file = join(folder, SHARED_NAME);
  const text = (await readState(file, MOST_BYTES)) ?? '';
  const theirs = readSettings(text, SHARED_NAME).stored;
  // A new file has nothing to say; it does not take back what was set here.
  const merged = merge(text === '' ? NOTHING_STORED : base, settings.stored, theirs);
  const [mine, shared, agreed] =
    side === undefined
      ? [merged.mine, merged.theirs, merged.base]
      : Array<StoredSettings>(3).fill(side === 'mine' ? merged.mine : merged.theirs);
  const [out, back] = [difference(theirs, shared ?? theirs), difference(settings.stored, mine ?? theirs)];
  if (out.length > 0) await writeAtomic(file, writeSettings(text, SHARED_NAME, out));
  if (back.length > 0) await settings.change(back);
  const conflicts = side === undefined ? merged.conflicts : [];
  return { folder, base: agreed ?? base, at: Date.now(), conflicts };
}

async function mustBeThere(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory() === true) return;
  throw fail(
    'not-found',
    `The folder ${folder} for shared settings is not there.`,
    'What is set stays here until it is back.',
  );
}

/** @throws Failure bad-input, not-found */
async function soundFolder(given: string): Promise<string> {
  const folder = given.trim().replace(/^~(?=\/|$)/, homedir());
  if (!isAbsolute(folder))
    throw fail('bad-input', `"${given}" is no whole path of a folder.`, 'Begin it with / or ~/.');
  await mustBeThere(folder);
  return folder;
}

async function recall(memory: string): Promise<Going | null> {
  try {
    const read = remembered.parse(JSON.parse((await readState(memory, 2 * MOST_BYTES)) || 'null'));
    const at = read.at !== undefined && { at: read.at };
    return { folder: read.folder, base: gather(read.base), conflicts: [], ...at };
  } catch {
    // Without it both sides begin anew: what differs is told as a conflict, and nothing is lost.
    return null;
  }
}

const remember = ({ folder, base, at }: Going): string =>
  `${JSON.stringify({ version: 1, folder, base: flatten(base), ...(at !== undefined && { at }) })}\n`;

function shown({ folder, at, conflicts, failure }: Going): SettingsSync {
  return {
    folder,
    conflicts: conflicts.map(({ path, mine, theirs }) => ({
      path: [...path],
      mine: mine as never,
      theirs: theirs as never,
    })),
    ...(at !== undefined && { at }),
    ...(failure !== undefined && {
      trouble: {
        message: failure.message,
        ...(failure.remedy !== undefined && { remedy: failure.remedy }),
      },
    }),
  };
}
