/**
 * Questions to people. Every client shows them; the first answer wins. With a client connected a question waits for
 * its person; with none it is given up after a while, and asked again when somebody comes (`takeMissed`).
 * Answers pass through here; those that a person asks to be kept go to the vault.
 */
import { randomUUID } from 'node:crypto';
import { fail } from '../model/failure.ts';
import type { Ask, Question } from '../model/prompt.ts';
import type { Tables } from './tables.ts';
import type { Vault } from './vault/vault.ts';

export interface Prompts {
  readonly ask: Ask;
  /** Asks the vault only, never a person. */
  readonly quietly: Ask;
  /** null declines. @throws Failure not-found (answered already) */
  answer(id: string, answers: readonly string[] | null): void;
  /** As `answer`; they are kept in the vault first. @throws Failure wrong-state (it is locked) */
  answerAndKeep(id: string, answers: readonly string[]): Promise<void>;
  /** Hosts that asked while nobody was there, since the last call. */
  takeMissed(): readonly string[];
  /** Declines all, now and from now on. */
  close(): void;
}

export function createPrompts(tables: Tables, patience: number, vault: Vault): Prompts {
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
  const known = ({ secret, again }: Question): readonly string[] | undefined =>
    secret === undefined || again === true ? undefined : vault.get(secret);
  // What waits is answered by a vault that is opened.
  vault.onOpen = () => {
    for (const [id, settle] of [...waiting]) {
      const question = tables.prompts.get(id);
      const answers = question === undefined ? undefined : known(question);
      if (answers !== undefined) settle(answers);
    }
  };
  return {
    quietly: async (question) => {
      await vault.state().catch(() => {});
      return known(question) ?? null;
    },
    async ask(question) {
      if (closed) return null;
      // A vault that is broken says so where it is opened, and keeps nobody from answering.
      if (question.secret !== undefined) await vault.state().catch(() => {});
      const kept = known(question);
      if (kept !== undefined) return kept;
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
    async answerAndKeep(id, answers) {
      const name = tables.prompts.get(id)?.secret;
      if (name !== undefined) await vault.keep(name, answers);
      this.answer(id, answers);
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
