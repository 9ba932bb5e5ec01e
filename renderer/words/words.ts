/**
 * The window's words in the languages it speaks. Components take them with `useWords`, all else with `words`.
 * English is the measure: a word that another language does not have does not compile.
 */
import { create } from 'zustand';
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import type { InAnyLanguage, Language } from './language.ts';
import { inGerman } from './told/german.ts';

export type { Language } from './language.ts';
export { resolveLanguage } from './language.ts';
export type Words = InAnyLanguage<typeof en>;

const CATALOGUES: Readonly<Record<Language, Words>> = { en, de };

/** English is what the core speaks. */
const TOLD: Readonly<Record<Language, (text: string) => string>> = { en: (text) => text, de: inGerman };

export const useLanguage = create<{ readonly language: Language; readonly words: Words }>(() => ({
  language: 'en',
  words: en,
}));

export const words = (): Words => useLanguage.getState().words;
export const useWords = (): Words => useLanguage((state) => state.words);
export const language = (): Language => useLanguage.getState().language;

export function speak(language: Language): void {
  document.documentElement.lang = language;
  if (useLanguage.getState().language !== language)
    useLanguage.setState({ language, words: CATALOGUES[language] });
}

/** What the core tells, as the window speaks now. */
export function told(text: string): string;
export function told(text: string | undefined): string | undefined;
export function told(text: string | undefined): string | undefined {
  return text === undefined ? undefined : TOLD[language()](text);
}
