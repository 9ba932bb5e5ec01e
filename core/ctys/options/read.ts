/** The generic options in front of the targets, as getopts reads them: `-t xen`, `-txen`, `-XV`. */
import type { CallOptions } from '../../model/call-options.ts';
import type { MachineType } from '../../model/machine.ts';
import { CallError } from '../call-error.ts';
import { SESSION_TYPES } from '../session-types.ts';
import { isBalanced, type Word } from '../words.ts';
import { LONG_OPTIONS, OPTIONS, type OptionSpec, optionOf, takesArgument } from './table.ts';

export interface Options {
  readonly values: CallOptions;
  readonly type?: MachineType;
  /** Argument of `-a`, read later: it may be replaced by a later one. */
  readonly action?: Word;
  /** `-O`: a further context for all targets. */
  readonly append?: string;
  /** `-h` is an empty word, `-H` its argument. */
  readonly help?: string;
  /** How often the version is asked for: `-v` once, `-V` twice. */
  readonly version: number;
}

export interface ReadOptions {
  readonly options: Options;
  readonly rest: readonly Word[];
  readonly long: readonly string[];
}

/** Tells errors with their place. */
export type Located = <T>(word: Word, work: () => T) => T;

/** Options may stand behind targets too, up to a `--`. @throws CallError */
export function readOptions(words: readonly Word[], located: Located): ReadOptions {
  let options: Options = { values: {}, version: 0 };
  const rest: Word[] = [];
  const long: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word;
    if (word.text === '--') return { options, rest: [...rest, ...rejoinAll(words.slice(at + 1))], long };
    if (!word.text.startsWith('-') || word.text === '-') {
      const whole = rejoin(words, at);
      rest.push(whole.word);
      at = whole.last;
    } else if (word.text.startsWith('--')) options = longOption(word, options, long, located);
    else {
      const read = located(word, () => cluster(word, words[at + 1], options, located));
      options = read.options;
      at += read.taken;
    }
  }
  return { options, rest, long };
}

/** What a shell has cut at the blanks inside of a target's brackets. */
function rejoin(words: readonly Word[], from: number): { readonly word: Word; readonly last: number } {
  const { text: first, at } = words[from] as Word;
  let text = first;
  let last = from;
  while (/[({]/.test(first) && !isBalanced(text) && last + 1 < words.length)
    text += ` ${words[++last]?.text}`;
  return isBalanced(text) ? { word: { text, at }, last } : { word: { text: first, at }, last: from };
}

function rejoinAll(words: readonly Word[]): readonly Word[] {
  const whole: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const { word, last } = rejoin(words, at);
    whole.push(word);
    at = last;
  }
  return whole;
}

/** One word of switches; the first that takes an argument takes the rest of it, or the next word. */
function cluster(
  word: Word,
  next: Word | undefined,
  before: Options,
  located: Located,
): { options: Options; taken: number } {
  let options = before;
  for (let i = 1; i < word.text.length; i++) {
    const letter = word.text[i] ?? '';
    const spec = optionOf(letter);
    if (spec === undefined) throw unknown(letter, word);
    if (!takesArgument(spec)) {
      options = applySwitch(options, spec);
      continue;
    }
    const own = word.text.slice(i + 1);
    const argument = own !== '' ? { text: own, at: word.at } : next;
    if (argument === undefined)
      throw new CallError({
        message: `-${letter} needs an argument: ${spec.codec?.shape ?? ''}.`,
        fragment: word.text,
        expected: spec.codec?.words ?? [],
      });
    const taken = own === '' ? 1 : 0;
    return { options: located(argument, () => apply(options, spec, argument)), taken };
  }
  return { options, taken: 0 };
}

function unknown(letter: string, word: Word): CallError {
  if (letter === 'o') return new CallError({ message: '-o was never implemented.', fragment: word.text });
  return new CallError({
    message: `-${letter} is no option.`,
    fragment: word.text,
    expected: OPTIONS.map((spec) => `-${spec.letter}`),
    remedy: "'ctys --help' lists them.",
  });
}

function applySwitch(options: Options, spec: OptionSpec): Options {
  if (spec.letter === 'h') return { ...options, help: '' };
  if (spec.letter === 'v' || spec.letter === 'V')
    return { ...options, version: options.version + (spec.letter === 'V' ? 2 : 1) };
  return spec.name === undefined ? options : { ...options, values: { ...options.values, [spec.name]: true } };
}

function apply(options: Options, { letter, name, codec }: OptionSpec, argument: Word): Options {
  if (letter === 'a') return { ...options, action: argument };
  if (letter === 't') return { ...options, type: SESSION_TYPES.read(argument.text) };
  if (letter === 'H') return { ...options, help: argument.text };
  if (letter === 'O') return { ...options, append: argument.text };
  if (name === undefined || codec === undefined) return options;
  return { ...options, values: { ...options.values, [name]: codec.read(argument.text) } };
}

function longOption(word: Word, options: Options, long: string[], located: Located): Options {
  return located(word, () => {
    if (!Object.hasOwn(LONG_OPTIONS, word.text))
      throw new CallError({
        message: `${word.text} is no option.`,
        fragment: word.text,
        expected: Object.keys(LONG_OPTIONS),
      });
    long.push(word.text);
    if (word.text === '--dry-run') return { ...options, values: { ...options.values, dryRun: true } };
    if (word.text === '--help') return { ...options, help: '' };
    if (word.text === '--version') return { ...options, version: 1 };
    return options;
  });
}
