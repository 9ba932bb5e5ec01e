/** Questions of the core, asked on the terminal of the command; without one they are declined. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Prompt } from '../model/prompt.ts';
import type { Api } from './core-client.ts';
import type { Io } from './io.ts';
import { follow } from './snapshot.ts';

/** Answers until the signal ends it. A running host's window may answer first. */
export async function answerPrompts(api: Api, io: Io, signal: AbortSignal): Promise<void> {
  const asked = new Set<string>();
  try {
    for await (const { prompts } of follow(api, signal))
      for (const prompt of prompts.values())
        if (!asked.has(prompt.id)) {
          asked.add(prompt.id);
          const answers = await ask(prompt, io, signal);
          await api
            .answer({ prompt: prompt.id, answers: answers === null ? null : [...answers] })
            .catch(() => {});
        }
  } catch (caught) {
    if (!signal.aborted) throw caught;
  }
}

async function ask(prompt: Prompt, io: Io, signal: AbortSignal): Promise<readonly string[] | null> {
  io.error(`${prompt.host}: ${prompt.text}\n${prompt.detail === undefined ? '' : `${prompt.detail}\n`}`);
  if (!io.canAsk) {
    io.error('There is no terminal to ask on: declined.\n');
    return null;
  }
  if (prompt.fields.length === 0) {
    const answer = await readLine('Yes or no? ', true, signal);
    return answer !== null && /^y(es)?$/i.test(answer.trim()) ? ['yes'] : null;
  }
  const answers: string[] = [];
  for (const { label, echo } of prompt.fields) {
    const answer = await readLine(`${label}: `, echo, signal);
    if (answer === null) return null;
    answers.push(answer);
  }
  return answers;
}

/** null: the terminal was closed or the command stopped. Without echo nothing that is typed shows. */
function readLine(question: string, echo: boolean, signal: AbortSignal): Promise<string | null> {
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({
    input: process.stdin,
    output: echo ? process.stderr : silent,
    terminal: true,
  });
  return new Promise((done) => {
    const end = (answer: string | null): void => {
      lines.close();
      if (!echo) process.stderr.write('\n');
      done(answer);
    };
    lines.once('line', end);
    lines.once('SIGINT', () => end(null));
    signal.addEventListener('abort', () => end(null), { once: true });
  });
}
