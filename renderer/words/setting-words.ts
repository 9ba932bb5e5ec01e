/** What each setting is called in a language; with a word for each of its choices. */
import type { SETTINGS, SettingId } from '../../core/model/settings.ts';

type Options<S> = S extends { readonly options: readonly (infer T extends string)[] }
  ? { readonly options: Readonly<Record<T, string>> }
  : { readonly options?: undefined };

export type SettingWords = {
  readonly [K in SettingId]: { readonly title: string; readonly help: string } & Options<
    (typeof SETTINGS)[K]
  >;
};
