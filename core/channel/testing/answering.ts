/** An Ask for tests: hands each question to `told` and answers in turn, the last for ever; null declines. */
import type { Ask, Question } from '../../model/prompt.ts';

export const answeringTo =
  (told: (question: Question) => void, answers: (string | null)[]): Ask =>
  async (question) => {
    told(question);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return answer === null || answer === undefined ? null : [answer];
  };
