/** Texts a person types again and again, kept in this browser or window. Read strictly. */
import { create } from 'zustand';

export interface Snippet {
  readonly name: string;
  /** Its line ends are Enter keys. */
  readonly text: string;
}

const PLACE = 'ctys.snippets';
const MOST = 200;
const MOST_NAME = 80;
const MOST_TEXT = 10_000;

const isSnippet = (value: unknown): value is Snippet =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'text' in value &&
  typeof value.name === 'string' &&
  typeof value.text === 'string' &&
  value.name.trim() !== '' &&
  value.text !== '';

/** Stored text of any origin; what is no snippet is left out. */
export function parseSnippets(text: string | null): readonly Snippet[] {
  let raw: unknown;
  try {
    raw = JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
  const list: readonly unknown[] = Array.isArray(raw) ? raw : [];
  return list
    .filter(isSnippet)
    .slice(0, MOST)
    .map(({ name, text: its }) => ({ name: name.trim().slice(0, MOST_NAME), text: its.slice(0, MOST_TEXT) }));
}

const stored = (): string | null =>
  typeof localStorage === 'undefined' ? null : localStorage.getItem(PLACE);

export const useSnippets = create<{ readonly snippets: readonly Snippet[] }>(() => ({
  snippets: parseSnippets(stored()),
}));

export function changeSnippets(change: (snippets: readonly Snippet[]) => readonly Snippet[]): void {
  const snippets = parseSnippets(JSON.stringify(change(useSnippets.getState().snippets)));
  useSnippets.setState({ snippets });
  localStorage.setItem(PLACE, JSON.stringify(snippets));
}

/** Replaces the one of that name. */
export const keepSnippet = (snippet: Snippet): void =>
  changeSnippets((all) => [...all.filter(({ name }) => name !== snippet.name.trim()), snippet]);

export const dropSnippet = (gone: string): void =>
  changeSnippets((all) => all.filter(({ name }) => name !== gone));
