/** What a person set, with where it is shared and which profile it is of: one thing for the contract. */
import { dirname, join } from 'node:path';
import type { SettingsState } from '../../contract/settings-schema.ts';
import { fail } from '../../model/failure.ts';
import { createFeed, type Feed } from '../feed.ts';
import type { Notices } from '../notices.ts';
import { checkProfile, DEFAULT_PROFILE, type Paths } from '../paths.ts';
import { listProfiles, makeProfile } from './profiles.ts';
import { openSettings, type SettingsFile } from './settings.ts';
import { openSync, type Sync } from './sync.ts';

/** For an answer to be on its way. */
const ANSWER_MS = 100;

/** Opened by the first who asks: a call of the command line needs none, and writes nothing. */
export interface Preferences {
  opened(): Promise<OpenPreferences>;
  close(): Promise<void>;
}

export function createPreferences(...given: Parameters<typeof open>): Preferences {
  let opening: Promise<OpenPreferences> | undefined;
  return {
    opened: () => (opening ??= open(...given)),
    close: async () => await (await opening)?.close(),
  };
}

export interface OpenPreferences {
  readonly settings: SettingsFile;
  readonly sync: Sync;
  /** Its state now, and after each change; a slow reader gets the latest. */
  follow(signal?: AbortSignal): AsyncIterableIterator<SettingsState, undefined>;
  /** @throws Failure bad-input, not-capable */
  switchTo(profile: string): Promise<void>;
  close(): Promise<void>;
}

async function open(
  paths: Pick<Paths, 'configDir' | 'stateDir'>,
  notices: Notices,
  switchProfile?: (name: string) => void,
): Promise<OpenPreferences> {
  const settings = await openSettings(join(paths.configDir, 'settings.yaml'), notices);
  const sync = await openSync(settings, join(paths.stateDir, 'settings-shared.json'));
  const profile = checkProfile(process.env.CTYS_PROFILE);
  const root = profile === undefined ? paths.configDir : dirname(dirname(paths.configDir));
  const profiles = await listProfiles(root);
  const followers = new Set<Feed<SettingsState>>();
  const state = (): SettingsState => ({
    file: settings.file,
    exists: settings.exists,
    stored: settings.stored as SettingsState['stored'],
    sync: sync.state,
    profile: profile ?? DEFAULT_PROFILE,
    profiles: [...profiles],
  });
  return {
    settings,
    sync,
    follow(signal) {
      let fresh = true;
      const end = (): void => {
        for (const stop of stops) stop();
        followers.delete(feed);
      };
      const take = (): SettingsState | undefined => {
        if (!fresh) return undefined;
        fresh = false;
        return state();
      };
      const feed: Feed<SettingsState> = createFeed(take, () => end(), signal);
      const wake = (): void => {
        fresh = true;
        feed.wake();
      };
      const stops: readonly (() => void)[] = [settings.onChange(wake), sync.onChange(wake)];
      followers.add(feed);
      if (signal?.aborted === true) end();
      return feed.iterator;
    },
    async switchTo(name) {
      if (switchProfile === undefined)
        throw fail('not-capable', 'Profiles cannot be switched here.', 'Start again with --profile.');
      await makeProfile(root, name);
      // The answer goes out first: with the switch the connection ends.
      setTimeout(() => switchProfile(checkProfile(name) ?? DEFAULT_PROFILE), ANSWER_MS);
    },
    close: async () => {
      for (const feed of [...followers]) feed.finish();
      await sync.close();
      await settings.close();
    },
  };
}
