/** `ctys createVM PATTERN [ANCHOR] [HOST]` as a value, and back. */
import { fail } from '../../model/failure.ts';
import type { ToolAction } from '../../model/action.ts';
import type { GuestOrder } from '../../model/template.ts';
import { quoteWord } from '../shell-words.ts';
import { knownParameter } from './parameters.ts';

export interface CreateWords {
  /** Absent: the templates are listed. */
  readonly order?: GuestOrder;
  readonly dryRun: boolean;
  /** The guest's console is shown in this terminal. */
  readonly console: boolean;
  readonly terse: boolean;
  /** SUDO or KSU, for a host that stands in no inventory. */
  readonly elevation?: string;
}

export const CREATE_USAGE = `Usage: ctys createVM [-n] [-c] [-Z SUDO|KSU] [-D KEY=VALUE ...] PATTERN [ANCHOR] [HOST]
Installs a guest from a template and starts it; without words the templates are listed.
ANCHOR  parameters, a file *.anchor of the template (MYVM.anchor)   -D  another value of a parameter, -D MYVM=tst100
-n  shows what would be written, does nothing   -c  the guest's console in this terminal throughout
-Z  rights on a host that stands in no inventory   -X  names alone
Called again after it was broken off, it goes on; Ctrl+C ends it and removes what was made.`;

const DEFINE = /^([A-Z][A-Z0-9_]*)=(.*)$/s;
const isAnchor = (word: string): boolean => word.endsWith('.anchor');

/** @throws Failure bad-input */
export function readCreateWords(words: readonly string[]): CreateWords {
  const flags = new Set<string>();
  const values: Record<string, string> = {};
  const rest: string[] = [];
  let elevation: string | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '-D') define(values, words[++at] ?? '');
    else if (word.startsWith('-D')) define(values, word.slice(2));
    else if (word === '-Z') elevation = words[++at] ?? '';
    else if (['-n', '-c', '-X'].includes(word)) flags.add(word);
    else if (word.startsWith('-')) throw wrong(`createVM has no option ${word}.`);
    else rest.push(word);
  }
  const [pattern, ...more] = rest;
  const anchor = more.find(isAnchor);
  const [host = 'localhost', extra] = more.filter((word) => word !== anchor);
  if (extra !== undefined) throw wrong(`One guest is made on one host, and '${extra}' is left over.`);
  const how = {
    dryRun: flags.has('-n'),
    console: flags.has('-c'),
    terse: flags.has('-X'),
    ...(elevation !== undefined && { elevation }),
  };
  if (pattern === undefined) return how;
  return { ...how, order: { template: pattern, ...(anchor !== undefined && { anchor }), host, values } };
}

const wrong = (message: string) => fail('bad-input', message, CREATE_USAGE);

function define(values: Record<string, string>, word: string): void {
  const [, key, value] = DEFINE.exec(word) ?? [];
  if (key === undefined || value === undefined) throw wrong(`-D takes KEY=VALUE, not '${word}'.`);
  if (knownParameter(key).kind === 'secret')
    throw fail(
      'bad-input',
      `${key} is a secret: a call would show it.`,
      'Write it into an anchor of your own.',
    );
  values[key] = value;
}

export const createAction = ({ template, anchor, host, values }: GuestOrder): ToolAction => ({
  verb: 'tool',
  tool: 'createVM',
  words: [
    ...Object.entries(values).flatMap(([key, value]) => ['-D', `${key}=${value}`]),
    template,
    ...(anchor === undefined ? [] : [anchor]),
    ...(host === 'localhost' ? [] : [host]),
  ],
});

export const createCall = (order: GuestOrder): string =>
  ['ctys', 'createVM', ...createAction(order).words].map(quoteWord).join(' ');
