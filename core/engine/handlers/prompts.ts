/** Answers to questions. */
import type { Prompts } from '../prompts.ts';
import { api, guard } from './guard.ts';

export const promptHandlers = (prompts: Prompts) => ({
  answer: api.answer.handler(({ input, errors }) =>
    guard(errors, () => prompts.answer(input.prompt, input.answers)),
  ),
});
