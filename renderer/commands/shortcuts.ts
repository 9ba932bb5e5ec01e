/** Which keys a command has now, which command a key has, and what would be in whose way. Pure. */
import { COMMAND_IDS, COMMANDS, type CommandId, type Scope, scopeOf } from './command-table.ts';

/** Stored ones, by command; those that are not there are the first ones. */
export type StoredKeys = Readonly<Record<string, readonly string[]>>;

export const keysOf = (id: CommandId, stored: StoredKeys): readonly string[] =>
  stored[id] ?? COMMANDS[id].keys;

export const isChanged = (id: CommandId, stored: StoredKeys): boolean =>
  stored[id] !== undefined && stored[id].join('\n') !== COMMANDS[id].keys.join('\n');

/** Those that have other keys than at first. */
export const changedCommands = (stored: StoredKeys): readonly CommandId[] =>
  COMMAND_IDS.filter((id) => isChanged(id, stored));

export const commandFor = (keys: string, scope: Scope, stored: StoredKeys): CommandId | undefined =>
  COMMAND_IDS.find((id) => scopeOf(id) === scope && keysOf(id, stored).includes(keys));

/** More keys are to follow: `g` of `g a`. */
export const begins = (keys: string, scope: Scope, stored: StoredKeys): boolean =>
  COMMAND_IDS.some(
    (id) => scopeOf(id) === scope && keysOf(id, stored).some((one) => one.startsWith(`${keys} `)),
  );

/** Keys of window and table meet; inside a console only its own count. */
const meet = (a: Scope, b: Scope): boolean => (a === 'console') === (b === 'console');

/** Other commands that these keys would reach or hide. */
export const conflictsOf = (id: CommandId, keys: string, stored: StoredKeys): readonly CommandId[] =>
  COMMAND_IDS.filter(
    (other) =>
      other !== id &&
      meet(scopeOf(id), scopeOf(other)) &&
      keysOf(other, stored).some(
        (one) => one === keys || one.startsWith(`${keys} `) || keys.startsWith(`${one} `),
      ),
  );
