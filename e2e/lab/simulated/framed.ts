/** The mark that a channel has each command print first (core/channel/frame.ts), taken out of a line and put into answers. */
import { frame } from '../../../core/channel/frame.ts';
import type { Answer } from './server.ts';

const MARK = /(?<=\\047)[0-9a-f]{32}(?=\\047)/;
const NONE = '0'.repeat(32);

/** The same for every time that `argv` is run. */
export const plainLine = (argv: readonly string[]): string => unmarked(frame(argv).line);

export const unmarked = (line: string): string => line.replace(MARK, NONE);

/** The answer to an unmarked line as it belongs to `line`. */
export function marked(line: string, answer: Answer): Answer {
  const mark = MARK.exec(line)?.[0] ?? NONE;
  const put = (text: string): string => text.replace(NONE, mark);
  return { ...answer, stdout: put(answer.stdout), stderr: put(answer.stderr) };
}

/** What a command that prints `stdout` sends. */
export const printed = (stdout: string): Answer => ({
  code: 0,
  stdout: `${NONE}:1\n${stdout}`,
  stderr: `${NONE}:1\n`,
});

/** What a command printed, of its answer. */
export const said = ({ stdout }: Answer): string => stdout.slice(stdout.indexOf('\n') + 1);
