/** Colours on terminals, and nowhere else. Convention: https://no-color.org */

interface Stream {
  readonly isTTY?: boolean | undefined;
}

export const isColored = ({ isTTY }: Stream, env: NodeJS.ProcessEnv = process.env): boolean =>
  isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';

const RED = '\x1b[31m';
const BOLD = '\x1b[1m';
const PLAIN = '\x1b[0m';

/** Errors begin with the name of the command. */
export const redPrefix = (text: string): string => text.replace(/^ctys:/gm, `${RED}ctys:${PLAIN}`);

export const bold = (text: string): string => `${BOLD}${text}${PLAIN}`;
