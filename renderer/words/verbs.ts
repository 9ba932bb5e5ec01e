/** Verbs in the window's language: the names of their commands. */
import type { Verb } from '../../core/model/verb.ts';
import { words } from './words.ts';

export function verbWord(verb: Verb): string {
  const { commands, verbs } = words();
  if (verb === 'init') return verbs.init;
  return verb === 'connect' ? commands['machine.open'] : commands[`machine.${verb}`];
}
