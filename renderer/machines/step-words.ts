/** Steps of a plan in the window's language; in English as the core tells them. */
import { WAY_WORDS } from '../../core/model/plan-lines.ts';
import type { Step } from '../../core/model/step.ts';
import { told, words } from '../words/words.ts';

export const stepText = ({ action, path }: Step): string =>
  words().plans.step(action.verb, path, action.newName);

/** By which ways and how long each: `asked over SSH, 20 s; then forced, 60 s`. */
export function stepHow({ ways, answers }: Step): string {
  const { plans } = words();
  const how = ways.map(({ by, limit }) => `${told(WAY_WORDS[by])}, ${limit} s`).join(plans.afterwards);
  const until = answers === undefined ? '' : plans.until(answers);
  return [how, until].filter(Boolean).join('; ');
}
