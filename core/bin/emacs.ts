/** Consoles in the Emacs of the caller: an ansi-term that runs the call, over a shell of the host if that is wanted. */
import { callWords, spelledOut } from '../ctys/format.ts';
import { launch } from '../engine/launch.ts';
import type { ConsoleWord, MachineAction } from '../model/action.ts';
import type { ConsoleOffer } from '../model/console.ts';
import { fail } from '../model/failure.ts';
import type { Machine } from '../model/machine.ts';
import { SELF } from './self.ts';
import { hasDisplay } from './windows.ts';

/** A string of Emacs Lisp: only `"` and `\` are special in it. */
const lispString = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** @param name of the buffer; `words` what runs in it, the program first */
const term = (name: string, [program = '', ...words]: readonly string[]): string =>
  `(switch-to-buffer (make-term ${[lispString(name), lispString(program), 'nil', ...words.map(lispString)].join(' ')})) (term-mode) (term-char-mode)`;

export function emacsProgram(
  word: ConsoleWord,
  name: string,
  guest: readonly string[],
  host: readonly string[],
): string {
  const isSplit = word === 'EMACSM' || word === 'EMACSAM';
  const below = `(select-window (split-window-below)) ${term(`${name} host`, host)} (other-window -1)`;
  return `(progn (require 'term) ${term(name, guest)}${isSplit ? ` ${below}` : ''})`;
}

/** @throws Failure tool-missing, not-capable */
export async function openEmacs(word: ConsoleWord, machine: Machine, offer: ConsoleOffer): Promise<void> {
  if (!hasDisplay())
    throw fail('not-capable', `${word} needs a display.`, 'Use CONSOLE:CLI for this terminal.');
  const on = machine.host === 'localhost' ? {} : { on: { host: machine.host } };
  const asked: MachineAction = { verb: 'connect', target: {}, console: 'CLI', offer: offer.id };
  const host: MachineAction = { verb: 'start', type: 'CLI', target: { label: machine.host }, ...on };
  const runs = (action: MachineAction): readonly string[] => [...SELF, ...callWords(action).slice(1)];
  const program = emacsProgram(word, machine.label, runs(spelledOut(asked, machine)), runs(host));
  await launch(['emacs', '--eval', program], 'Install Emacs, or use CONSOLE:XTERM for the window.');
}
