/**
 * Records held for queries: one text and where its lines start. A literal part of a pattern is looked for in the whole
 * text at once, which passes over lines that cannot match without looking at them one by one.
 */
import { type Condition, meets, type Query } from './query.ts';

export interface Records {
  readonly size: number;
  line(index: number): string;
  /** Numbers of the records that are meant, in order. */
  find(query: Query): readonly number[];
}

export function holdRecords(text: string): Records {
  const starts = startsOf(text);
  const line = (index: number): string => {
    const start = starts[index] ?? text.length;
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    return text.slice(start, text[end - 1] === '\r' ? end - 1 : end);
  };
  const size = starts.length;
  const test = (query: Query, index: number): boolean => {
    const whole = line(index);
    let fields: readonly string[] | undefined;
    return meets(query, whole, index, () => (fields ??= whole.split(';')));
  };
  return {
    size,
    line,
    find(query) {
      const literal = rarest(literalsOf(query), text);
      const found: number[] = [];
      if (literal === undefined) {
        for (let index = 0; index < size; index++) if (test(query, index)) found.push(index);
        return found;
      }
      for (let at = text.indexOf(literal); at !== -1; ) {
        const index = lineAt(starts, at);
        if (test(query, index)) found.push(index);
        const next = starts[index + 1];
        at = next === undefined ? -1 : text.indexOf(literal, next);
      }
      return found;
    },
  };
}

function startsOf(text: string): readonly number[] {
  const starts: number[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const next = end === -1 ? text.length : end;
    if (next > at && text[at] !== '#') starts.push(at);
    at = next + 1;
  }
  return starts;
}

/** Texts that every record meant has in it: of groups of one condition that is not turned round. */
const literalsOf = (query: Query): readonly string[] =>
  query.flatMap((group) => {
    const [only, other] = group as readonly (Condition | undefined)[];
    const alone = only !== undefined && other === undefined && !only.not;
    return alone && only.term.kind === 'pattern' ? only.term.literals : [];
  });

/** How much of the text tells how common a literal is. */
const SAMPLE = 64 * 1024;

/** The literal that the beginning of the text has least often; of equals the longest. */
function rarest(literals: readonly string[], text: string): string | undefined {
  const sample = text.slice(0, SAMPLE);
  const counted = literals.map((literal) => ({ literal, count: sample.split(literal).length }));
  counted.sort((a, b) => a.count - b.count || b.literal.length - a.literal.length);
  return counted[0]?.literal;
}

/** The last line that starts at or before `at`. */
function lineAt(starts: readonly number[], at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
