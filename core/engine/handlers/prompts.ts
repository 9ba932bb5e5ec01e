/** Answers to questions. */
import type { Prompts } from '../prompts.ts';
import { api, guard } from './guard.ts';

export const promptHandlers = (prompts: Prompts) => ({
  answer: api.answer.handler(({ input, errors }) =>
    guard(errors, async () => {
      const { prompt, answers, keep } = input;
      if (keep === true && answers !== null) await prompts.answerAndKeep(prompt, answers);
      else prompts.answer(prompt, answers);
    }),
  ),
});
