/** What the core tells, in German; made when it is first needed. */
import { translator } from '../told.ts';
import { formsInGerman } from './de/forms.ts';
import { toldInGerman } from './de/index.ts';

let german: ((text: string) => string) | undefined;

export function inGerman(text: string): string {
  german ??= translator(toldInGerman, formsInGerman);
  return german(text);
}
