/**
 * The log of the product, in its state folder: what was done, what was lost, what failed. No secrets stand in it, each
 * line is redacted before it is written. Three files at most, of 1 MiB each.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import { readFile, rename, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { redacted } from '../../model/redact.ts';
import { appendLine } from '../files.ts';

export type LogLevel = 'info' | 'warning' | 'error';

export interface Log {
  write(level: LogLevel, text: string): void;
  /** Before the process ends: it is on disk when this returns. Never throws. */
  writeNow(level: LogLevel, text: string): void;
  /** Its last lines, from at most so many bytes. */
  tail(bytes: number): Promise<string>;
  /** Resolves when all is written. */
  close(): Promise<void>;
}

const MOST_BYTES = 1024 * 1024;
/** Of a line: what hosts say may be long. */
const MOST_CHARACTERS = 2_000;

/** One that keeps nothing, for a single call of the command line. */
export const NO_LOG: Log = {
  write: () => {},
  writeNow: () => {},
  tail: async () => '',
  close: async () => {},
};

/** `most`: bytes of a file. */
export function openLog(folder: string, most: number = MOST_BYTES): Log {
  const files = ['ctys.log', 'ctys.1.log', 'ctys.2.log'].map((name) => join(folder, name));
  const [file = ''] = files;
  let turn: Promise<void> = Promise.resolve();
  const append = async (line: string): Promise<void> => {
    if (((await stat(file).catch(() => null))?.size ?? 0) >= most) await rotate(files);
    await appendLine(file, line);
  };
  return {
    write(level, text) {
      const line = lineOf(level, text);
      // A full disk is told by what a person waits for; the log does without.
      turn = turn.then(() => append(line)).catch(() => {});
    },
    writeNow(level, text) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        appendFileSync(file, `${lineOf(level, text)}\n`, { mode: 0o600 });
      } catch {
        // Nothing more can be done for a process that ends.
      }
    },
    async tail(bytes) {
      await turn;
      const texts = await Promise.all(
        [...files].reverse().map((one) => readFile(one, 'utf8').catch(() => '')),
      );
      const text = texts.join('');
      return text.length <= bytes ? text : text.slice(text.indexOf('\n', text.length - bytes) + 1);
    },
    close: () => turn,
  };
}

/** The oldest goes. */
async function rotate(files: readonly string[]): Promise<void> {
  for (let index = files.length - 1; index > 0; index -= 1)
    await rename(files[index - 1] ?? '', files[index] ?? '').catch(() => {});
}

/** One line, whatever the text holds: nobody can write a second one into the log. */
function lineOf(level: LogLevel, text: string): string {
  const one = redacted(text, homedir()).slice(0, MOST_CHARACTERS);
  // Stack traces stay readable as `a | b`; other control characters could redraw a terminal.
  return `${new Date().toISOString()} ${level} ${one.replace(/\s*\n\s*/g, ' | ').replace(/\p{Cc}/gu, ' ')}`;
}
