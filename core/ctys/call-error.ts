/** An error in the text of a call: which word, where, what was expected and the nearest word that would do. */

export interface CallErrorFacts {
  readonly message: string;
  /** The offending text as it stands in the call. */
  readonly fragment?: string;
  /** Words or a grammar that would have done. */
  readonly expected?: readonly string[];
  readonly remedy?: string;
}

export class CallError extends Error {
  readonly fragment: string | undefined;
  readonly expected: readonly string[];
  readonly remedy: string | undefined;
  /** The right word nearest to the wrong one. */
  readonly nearest: string | undefined;
  /** The whole call, and where in it `fragment` stands; set once they are known. */
  source: string | undefined;
  offset = 0;
  length = 0;

  constructor({ message, fragment, expected = [], remedy }: CallErrorFacts) {
    super(message);
    this.name = 'CallError';
    this.fragment = fragment;
    this.expected = expected;
    this.remedy = remedy;
    this.nearest = fragment === undefined ? undefined : nearestWord(fragment, expected);
  }

  /** Finds the fragment in the call, from `from` on. The innermost place that is told counts. */
  locate(source: string, from: number): this {
    if (this.source !== undefined) return this;
    const fragment = this.fragment ?? '';
    const found = fragment === '' ? -1 : source.indexOf(fragment, from);
    this.source = source;
    this.offset = found === -1 ? from : found;
    this.length = found === -1 ? Math.max(1, source.length - from) : fragment.length;
    return this;
  }

  /** The call, a caret under the word, and what would do: lines for a terminal. */
  lines(): readonly string[] {
    const hints = [
      ...(this.nearest === undefined ? [] : [`Did you mean '${this.nearest}'?`]),
      ...(this.expected.length === 0 ? [] : [`Expected: ${this.expected.join(' ')}`]),
      ...(this.remedy === undefined ? [] : [this.remedy]),
    ];
    return [this.message, ...(this.source === undefined ? [] : pointAt(this.source, this)), ...hints];
  }
}

const MOST_SHOWN = 100;

/** A long call is shown around the place. */
function pointAt(source: string, { offset, length }: { offset: number; length: number }): readonly string[] {
  const line = source.replace(/\s/g, ' ');
  const start = Math.max(0, Math.min(offset - 30, line.length - MOST_SHOWN));
  const shown = line.slice(start, start + MOST_SHOWN);
  const width = Math.max(1, Math.min(length, shown.length - (offset - start)));
  return [`  ${shown}`, `  ${' '.repeat(offset - start)}${'^'.repeat(width)}`];
}

/** Fewest edits first; nothing that differs in more than a third. Words count without case. */
export function nearestWord(wrong: string, words: readonly string[]): string | undefined {
  const asked = wrong.toUpperCase();
  let best: string | undefined;
  let least = Math.max(1, Math.floor(asked.length / 3)) + 1;
  for (const word of words) {
    const edits = distance(asked, word.toUpperCase(), least);
    if (edits < least) [best, least] = [word, edits];
  }
  return best;
}

/** Levenshtein distance with swapped neighbours as one edit; `most` and more all count as `most`. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) >= most || a.length > 64 || b.length > 64) return most;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    [before, last] = [last, row];
  }
  return Math.min(most, last[b.length] ?? most);
}
