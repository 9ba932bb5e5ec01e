/**
 * What plugins ask a host in the same moment, as one command: each of its own costs the host a session and a shell. For
 * scripts that read what the system tells of itself, run as the account of the channel.
 */
import type { CallOptions, Channel } from '../channel/channel.ts';
import { stopped, unlessStopped } from './wait.ts';

export interface Question<T> {
  /** POSIX sh. */
  readonly script: string;
  /** Made of what it prints, once for all who ask. @throws Failure unexpected-output */
  read(stdout: string, on: Channel): T;
}

type Questions = readonly Question<unknown>[];
type Answers = ReadonlyMap<Question<unknown>, () => unknown>;

interface Round {
  readonly questions: Set<Question<unknown>>;
  readonly answers: Promise<Answers>;
}

/** Stands between the answers: ASCII's record separator, which no system has in its names. */
const BETWEEN = '\u001e';
const MAX_BYTES = 32 * 2 ** 20;

const coming = new WeakMap<Channel, Round>();
/** Where one of them hung or broke the answer of the others: each is asked alone there. */
const apart = new WeakSet<Channel>();

/** The command for these scripts; each is on its own, whatever it sets or however it ends. */
export const together = (scripts: readonly string[]): readonly string[] => {
  const [only = ''] = scripts;
  const all = scripts.map((script) => `(\n${script}\n)`).join("\nprintf '\\036'\n");
  return ['sh', '-c', scripts.length > 1 ? all : only];
};

/** @throws Failure unexpected-output, and the connection's */
export async function ask<T>(on: Channel, question: Question<T>, { signal }: CallOptions): Promise<T> {
  if (signal?.aborted) throw stopped();
  const round = coming.get(on) ?? begin(on);
  round.questions.add(question);
  const answer = round.answers.then((answers) => answers.get(question)?.() as T);
  return await unlessStopped(answer, signal);
}

function begin(on: Channel): Round {
  const questions = new Set<Question<unknown>>();
  const answers = new Promise<void>((go) => setImmediate(go)).then(() => {
    coming.delete(on);
    return askAll(on, [...questions]);
  });
  const round = { questions, answers };
  coming.set(on, round);
  return round;
}

async function askAll(on: Channel, questions: Questions): Promise<Answers> {
  if (questions.length > 1 && !apart.has(on)) {
    const parts = (await run(on, questions)).split(BETWEEN);
    if (parts.length === questions.length)
      return new Map(questions.map((one, at) => [one, once(() => one.read(parts[at] ?? '', on))]));
    apart.add(on);
  }
  return new Map(questions.map((one) => [one, alone(on, one)]));
}

/** Begun at once; its failure is its own. */
function alone(on: Channel, question: Question<unknown>): () => Promise<unknown> {
  const answer = run(on, [question]).then((stdout) => question.read(stdout, on));
  answer.catch(() => {});
  return () => answer;
}

async function run(on: Channel, questions: Questions): Promise<string> {
  try {
    const argv = together(questions.map(({ script }) => script));
    return (await on.exec(argv, { maxBytes: MAX_BYTES })).stdout;
  } catch (caught) {
    if (questions.length > 1) apart.add(on);
    throw caught;
  }
}

/** What it throws it throws each time. */
function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
}
