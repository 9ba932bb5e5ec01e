/** `ctys parse -- CALL`: the actions a call means, as JSON. No host, file or cache is touched. */
import { parseCall, parseText } from '../ctys/parse.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';

export const PARSE_USAGE = `Usage: ctys parse [--] CALL
Prints the actions of a call as JSON and touches no host, file or cache. CALL is one quoted text, or its words.
Macros of the product are known; groups stay as they are.
`;

/** @throws CallError */
export function parse(words: readonly string[], io: Io): number {
  const call = words[0] === '--' ? words.slice(1) : words;
  if (call.length === 0) {
    io.error(PARSE_USAGE);
    return EXIT.badCall;
  }
  const [only = ''] = call;
  const actions = call.length === 1 && /\s/.test(only) ? parseText(only) : parseCall(call);
  io.out(`${JSON.stringify(actions, null, 2)}\n`);
  return EXIT.ok;
}
