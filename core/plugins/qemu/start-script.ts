/** Reading start scripts and argument files without running them. Pure. */
import { isQemu } from './cmdline.ts';

/** One word of a shell line; `known` is false where its value depends on the run (`$name`, backticks). */
interface Word {
  readonly text: string;
  readonly known: boolean;
}

/** A word: bare characters, escaped ones, and quoted stretches. */
const WORD = /(?:[^\s'"\\;&|<>#]|\\.|'[^']*'|"(?:[^"\\]|\\.)*"|(?<=\S)#)+|[;&|<>]+|#.*/gs;
const STRETCH = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^'"\\])/gs;

function readWord(raw: string): Word {
  let text = '';
  let known = true;
  for (const [, single, double, escaped, plain] of raw.matchAll(STRETCH)) {
    if (single !== undefined) text += single;
    else if (double !== undefined) text += double.replace(/\\([\\"$`])/g, '$1');
    else text += escaped ?? plain ?? '';
    if (/[$`]/.test(plain ?? '') || /(?<!\\)[$`]/.test(double ?? '')) known = false;
  }
  return { text, known };
}

const isOption = (word: Word | undefined): boolean =>
  word !== undefined && (!word.known || word.text.startsWith('-'));

/** The logical lines of a script: continued ones joined. */
const logicalLines = (script: string): string[] => script.replace(/\\\r?\n/g, ' ').split('\n');

/**
 * The first QEMU command of a script, as far as it can be known: a word that depends on the run is replaced by an
 * empty one, an option value by nothing known.
 */
export function commandOfScript(script: string): readonly string[] | null {
  for (const line of logicalLines(script)) {
    if (!line.includes('qemu') && !line.includes('kvm')) continue;
    const words = [...line.matchAll(WORD)].map(([raw]) => raw);
    const comment = words.findIndex((word) => word.startsWith('#'));
    const code = (comment < 0 ? words : words.slice(0, comment)).map(readWord);
    // Other commands mention the name too; QEMU itself is never called without an option.
    const first = code.findIndex((word, i) => isQemu(word.text) && isOption(code[i + 1]));
    if (first < 0) continue;
    const rest = code.slice(first);
    const end = rest.findIndex((word) => /^[;&|<>]+$/.test(word.text));
    return (end < 0 ? rest : rest.slice(0, end)).map((word) => (word.known ? word.text : ''));
  }
  return null;
}

/** An argument file: one argument a line, `#` comments; the first may name the program. */
export function argvOfArgs(text: string): readonly string[] | null {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const args = lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const [first] = args;
  if (first === undefined) return null;
  if (isQemu(first)) return args;
  return first.startsWith('-') ? ['qemu-system-x86_64', ...args] : null;
}
