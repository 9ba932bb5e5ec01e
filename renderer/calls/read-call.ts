/** The text of a call as actions, with the macros, groups and hosts this window knows. */
import type { Action, BatchAction } from '../../core/model/action.ts';
import { CallError } from '../../core/ctys/call-error.ts';
import { macroText } from '../../core/ctys/macro-file.ts';
import { shippedMacro } from '../../core/ctys/macros.ts';
import { type Lookup, parseText } from '../../core/ctys/parse.ts';
import { useLibrary } from '../library/library.ts';
import { tables } from '../store.ts';

export type Reading = { readonly actions: readonly Action[] } | { readonly error: CallError };

/** Macros of the person come before the shipped ones; a group's file before a group of the inventory. */
export function lookup(): Lookup {
  const { macros, groups } = useLibrary.getState();
  return {
    macro: (name, file) => {
      const found = macros.find((macro) => macro.name === name && macro.file === (file ?? 'default'));
      return found === undefined ? shippedMacro(name, file) : macroText(found);
    },
    group: (name) => groups.find((group) => group.name === name)?.text ?? inventoryGroup(name),
  };
}

/** A name that is a host's is no group's. */
function inventoryGroup(name: string): string | undefined {
  const { hosts } = tables.getState();
  if (hosts.has(name)) return undefined;
  const members = [...hosts.values()].filter(({ config }) => config.groups?.includes(name));
  return members.length === 0 ? undefined : members.map(({ config }) => config.name).join('\n');
}

export function readCall(text: string): Reading {
  try {
    return { actions: parseText(text, lookup()) };
  } catch (caught) {
    if (caught instanceof CallError) return { error: caught };
    throw caught;
  }
}

/** An action that stands by itself. */
export type Leaf = Exclude<Action, BatchAction>;

const isBatch = (action: Action): action is BatchAction => action.verb === 'task' || action.verb === 'group';

/** Each action by itself: `task` and `group` are the actions in them. */
export const leaves = (actions: readonly Action[]): readonly Leaf[] =>
  actions.flatMap((action): readonly Leaf[] => (isBatch(action) ? leaves(action.members) : [action]));
