/**
 * Questions to people. Every client shows them; the first answer wins. With a client connected a question waits for
 * its person; with none it is given up after a while, and asked again when somebody comes (`takeMissed`).
 * Answers pass through here and are kept nowhere.
 */
import { randomUUID } from 'node:crypto';
import { fail } from '../model/failure.ts';
import type { Ask } from '../model/prompt.ts';
import type { Tables } from './tables.ts';

export interface Prompts {
  readonly ask: Ask;
  /** null declines. @throws Failure not-found (answered already) */
  answer(id: string, answers: readonly string[] | null): void;
  /** Hosts that asked while nobody was there, since the last call. */
  takeMissed(): readonly string[];
  /** Declines all, now and from now on. */
  close(): void;
}

export function createPrompts(tables: Tables, patience: number): Prompts {
  const waiting = new Map<string, (answers: readonly string[] | null) => void>();
  const missed = new Set<string>();
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  const giveUp = (): void => {
    timer = undefined;
    for (const [id, settle] of [...waiting]) {
      const host = tables.prompts.get(id)?.host;
      if (host !== undefined) missed.add(host);
      settle(null);
    }
  };
  /** One clock for all: it runs while questions wait and nobody is there. */
  const wind = (): void => {
    const alone = waiting.size > 0 && tables.watchers === 0;
    if (alone) timer ??= setTimeout(giveUp, patience);
    else {
      clearTimeout(timer);
      timer = undefined;
    }
  };
  tables.onWatchers(wind);
  return {
    ask: (question) => {
      if (closed) return Promise.resolve(null);
      const id = randomUUID();
      return new Promise((done) => {
        waiting.set(id, (answers) => {
          waiting.delete(id);
          tables.prompts.drop(id);
          wind();
          done(answers);
        });
        tables.prompts.put({ ...question, id });
        wind();
      });
    },
    answer(id, answers) {
      const settle = waiting.get(id);
      if (settle === undefined)
        throw fail('not-found', 'This question is answered already.', 'Nothing needs to be done.');
      settle(answers);
    },
    takeMissed() {
      const hosts = [...missed];
      missed.clear();
      return hosts;
    },
    close() {
      closed = true;
      for (const settle of [...waiting.values()]) settle(null);
    },
  };
}
