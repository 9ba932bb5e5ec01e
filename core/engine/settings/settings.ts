/** What a person set: settings.yaml as people, windows and a synchronised folder write it, told as it changes. */
import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { fail, type FailureData, toFailure } from '../../model/failure.ts';
import {
  changed,
  flatten,
  NOTHING_STORED,
  pathText,
  type SettingChange,
  soundAt,
  type StoredSettings,
} from '../../model/stored-settings.ts';
import { readState, setAside, writeAtomic } from '../files.ts';
import { watchPath } from '../inventory/watch-file.ts';
import type { Notices } from '../notices.ts';
import { same } from '../same.ts';
import { difference } from './merge.ts';
import { MOST_BYTES, readSettings, writeSettings } from './text.ts';

export interface SettingsFile {
  readonly file: string;
  readonly exists: boolean;
  readonly stored: StoredSettings;
  /** @throws Failure bad-input, file-unwritable */
  change(changes: readonly SettingChange[]): Promise<void>;
  /** Takes what a text of such a file holds; all that was set before goes. @throws Failure file-damaged */
  bring(text: string): Promise<{ readonly count: number; readonly problems: readonly string[] }>;
  /** The file as it is. */
  text(): Promise<string>;
  /** Returns how to stop. */
  onChange(tell: () => void): () => void;
  /** What is being written is written. */
  close(): Promise<void>;
}

const NOTICE = 'settings:';

export async function openSettings(file: string, notices: Notices): Promise<SettingsFile> {
  const listeners = new Set<() => void>();
  let stored = NOTHING_STORED;
  let exists = false;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  };
  const take = (next: StoredSettings, there: boolean): void => {
    if (exists === there && same(stored, next)) return;
    stored = next;
    exists = there;
    for (const tell of listeners) tell();
  };
  const load = async (): Promise<void> => {
    try {
      const text = await readState(file, MOST_BYTES);
      const read = readSettings(text ?? '', basename(file));
      tellProblems(notices, read.problems);
      take(read.stored, text !== null);
    } catch (caught) {
      await keepGood(toFailure(caught));
    }
  };
  /** What was in force stays so, and is written again where the file was taken out of the way. */
  const keepGood = async (failure: FailureData): Promise<void> => {
    const damaged = failure.data?.line !== undefined;
    const aside = damaged ? await setAside(file) : undefined;
    if (damaged && exists) await write('', flatten(stored));
    notices.raise(`${NOTICE}damaged`, 'error', {
      ...failure,
      message: `${failure.message} ${aside === undefined ? '' : `It was set aside as ${basename(aside)}. `}The settings before stay.`,
    });
  };
  const write = (text: string, changes: readonly SettingChange[]): Promise<void> =>
    writeAtomic(file, writeSettings(text, basename(file), changes));
  const change = async (changes: readonly SettingChange[]): Promise<void> => {
    for (const { path, value } of changes)
      if (value !== null && soundAt(path, value) === undefined)
        throw fail('bad-input', `${pathText(path)} cannot be set to ${JSON.stringify(value)}.`);
    // Somebody may have changed it a moment ago: what is written follows what stands there.
    await load();
    await write((await readState(file, MOST_BYTES)) ?? '', changes);
    take(changed(stored, changes), true);
  };
  await mkdir(dirname(file), { recursive: true, mode: 0o700 }).catch(() => {});
  const release = watchPath(file, () => void inTurn(load).catch(() => {}));
  await inTurn(load);
  return {
    file,
    get exists() {
      return exists;
    },
    get stored() {
      return stored;
    },
    change: (changes) => inTurn(() => change(changes)),
    bring: (text) =>
      inTurn(async () => {
        const { stored: next, problems } = readSettings(text.slice(0, MOST_BYTES + 1), 'The file');
        await change(difference(stored, next));
        return { count: flatten(next).length, problems };
      }),
    text: () => inTurn(async () => (await readState(file, MOST_BYTES)) ?? writeSettings('', file, [])),
    onChange(tell) {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    close: async () => {
      release();
      await turn;
    },
  };
}

/** A thoroughly wrong file is one thing to know, not a hundred. */
const MOST_NOTICES = 8;

function tellProblems(notices: Notices, problems: readonly string[]): void {
  const shown = problems.slice(0, MOST_NOTICES);
  notices.clearOthers(`${NOTICE}entry:`, new Set(shown.map((message) => `${NOTICE}entry:${message}`)));
  for (const message of shown)
    notices.raise(`${NOTICE}entry:${message}`, 'warning', {
      code: 'bad-input',
      message,
      remedy: 'It is passed over. Correct it in the file or set it in the window.',
    });
}
