/** What a person set. */
import type { OpenPreferences, Preferences } from '../settings/preferences.ts';
import { api, guard, wire } from './guard.ts';

export const settingsHandlers = (preferences: Preferences) => {
  const on = async <T>(work: (open: OpenPreferences) => T | Promise<T>): Promise<T> =>
    await work(await preferences.opened());
  return {
    settings: {
      follow: api.settings.follow.handler(({ errors, signal }) =>
        guard(errors, () => on(({ follow }) => follow(signal))),
      ),
      change: api.settings.change.handler(({ input, errors }) =>
        guard(errors, () => on(({ settings }) => settings.change(input))),
      ),
      take: api.settings.take.handler(({ errors }) =>
        guard(errors, () => on(async ({ settings }) => ({ text: await settings.text() }))),
      ),
      bring: api.settings.bring.handler(({ input, errors }) =>
        guard(errors, () => on(async ({ settings }) => wire(await settings.bring(input.text)))),
      ),
      sync: api.settings.sync.handler(({ input, errors }) =>
        guard(errors, () => on(({ sync }) => sync.use(input.folder))),
      ),
      resolve: api.settings.resolve.handler(({ input, errors }) =>
        guard(errors, () => on(({ sync }) => sync.resolve(input.take))),
      ),
      profile: api.settings.profile.handler(({ input, errors }) =>
        guard(errors, () => on(({ switchTo }) => switchTo(input.name))),
      ),
    },
  };
};
