/**
 * The words of a filter with their places. Blanks separate words; quotes keep blanks together and may stand anywhere in
 * a word, an open one ends at the end. A bracket is one only where a word begins, and a closing one only where one is open.
 */

export interface Token {
  readonly kind: 'word' | 'and' | 'or' | 'not' | '(' | ')';
  /** Without its quotes. */
  readonly text: string;
  /** Where its first quote stood in `text`; absent: it has none. What is quoted names no fact and is no operator. */
  readonly quote?: number;
  readonly at: number;
  readonly end: number;
}

const OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'not']);

export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at] ?? '')) at += 1;
    else if (text[at] === '(' || (text[at] === ')' && depth > 0)) {
      const kind = text[at] === '(' ? '(' : ')';
      depth += kind === '(' ? 1 : -1;
      found.push({ kind, text: kind, at, end: at + 1 });
      at += 1;
    } else {
      const word = wordAt(text, at, depth > 0);
      at = word.end;
      if (word.text !== '' && word.text !== '-') found.push(word);
      // What is turned around may stand in brackets.
      else if (word.text === '-' && text[at] === '(') found.push({ ...word, kind: 'not' });
    }
  }
  return found;
}

function wordAt(text: string, at: number, inBrackets: boolean): Token {
  let [word, quote, inQuotes, end] = ['', -1, false, at];
  for (; end < text.length; end++) {
    const letter = text[end] ?? '';
    if (letter === '"') {
      if (quote < 0) quote = word.length;
      inQuotes = !inQuotes;
    } else if (!inQuotes && (/\s/.test(letter) || (letter === ')' && inBrackets))) break;
    else if (!inQuotes && letter === '(' && word === '-' && end === at + 1) break;
    else word += letter;
  }
  const lower = word.toLowerCase();
  const kind = quote < 0 && OPERATORS.has(lower) ? (lower as 'and' | 'or' | 'not') : 'word';
  return { kind, text: word, at, end, ...(quote >= 0 && { quote }) };
}
