/** Which languages there are, and which is meant. */

export type Language = 'en' | 'de';

const LANGUAGES: readonly string[] = ['en', 'de'] satisfies readonly Language[];

/** The same words in any language: texts, and functions that make them. */
export type InAnyLanguage<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [K in keyof T]: InAnyLanguage<T[K]> };

/** The first the system prefers that is there, else English. */
export const resolveLanguage = (chosen: 'system' | Language, preferred: readonly string[]): Language =>
  chosen !== 'system'
    ? chosen
    : (preferred.map((tag) => tag.slice(0, 2)).find((tag): tag is Language => LANGUAGES.includes(tag)) ??
      'en');
