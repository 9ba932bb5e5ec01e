/** What the person keeps, as this window knows it: macros (saved calls and views are macros) and groups. */
import { create } from 'zustand';
import type { Library } from '../../core/contract/schemas.ts';
import { MACRO_NAME, type Macro } from '../../core/ctys/macro-file.ts';
import type { FailureData } from '../../core/model/failure.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { tables } from '../store.ts';
import { words } from '../words/words.ts';

export type SavedMacro = Library['macros'][number];

interface LibraryState extends Library {
  /** Read at least once. */
  readonly loaded: boolean;
  /** Why it could not be read. */
  readonly failure: FailureData | null;
}

export const useLibrary = create<LibraryState>(() => ({
  macros: [],
  groups: [],
  loaded: false,
  failure: null,
}));

export async function loadLibrary(): Promise<void> {
  try {
    const { macros, groups } = await theCore().api.library.read(undefined);
    useLibrary.setState({ macros, groups, loaded: true, failure: null });
  } catch (caught) {
    useLibrary.setState({ failure: asFailure(caught) });
  }
}

/** @throws what the call throws */
export async function saveMacro(macro: Macro): Promise<void> {
  await theCore().api.library.save(macro);
  await loadLibrary();
}

/** @throws what the call throws */
export async function removeMacro(name: string): Promise<void> {
  await theCore().api.library.remove({ name });
  await loadLibrary();
}

/** Reads it when the core is there, and again when somebody comes back to the window: files may have changed. */
export function followLibrary(): void {
  tables.subscribe((now, was) => {
    if (now.core === 'up' && was.core !== 'up') void loadLibrary();
  });
  addEventListener('focus', () => void (tables.getState().core === 'up' && loadLibrary()));
}

/** A macro is replaced inside of a call, so that its text has no `ctys` of its own. */
export const asMacroText = (call: string): string => call.trim().replace(/^ctys\s+/, '');

/** The nearest name that may be one: `wake all` as `wake_all`. */
export const asMacroName = (typed: string): string => typed.trim().replace(/[^A-Za-z0-9_]+/g, '_');

/** Why a macro cannot be called so; undefined: it can. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return words().library.nameFirst;
  return MACRO_NAME.test(name) ? undefined : words().library.nameLetters;
}
