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
      const literal = quickest(literalsOf(query), text);
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

/** How much of the text tells how common a piece is: so many slices, so many characters each. */
const SLICES = 8;
const SLICE = 4 * 1024;
/** V8 looks for longer texts by tables, which takes several times as long. */
const PIECE = 5;
const MOST_PIECES = 64;
/** A line that is looked at costs as much as so many stops at a first character. */
const LINE_COST = 50;

/** The piece of the literals that is found in the whole text with the least effort. */
function quickest(literals: readonly string[], text: string): string | undefined {
  const step = Math.max(SLICE, Math.floor(text.length / SLICES));
  const sample = Array.from({ length: SLICES }, (_, at) => text.slice(at * step, at * step + SLICE)).join(
    '\n',
  );
  const count = (piece: string): number => sample.split(piece).length - 1;
  const [best] = literals
    .flatMap(piecesOf)
    .slice(0, MOST_PIECES)
    .map((piece) => ({ piece, cost: count(piece) * LINE_COST + count(piece.charAt(0)) }))
    .sort((one, other) => one.cost - other.cost);
  return best?.piece;
}

/** Every piece of that length, or the whole where it is shorter. */
const piecesOf = (literal: string): readonly string[] =>
  Array.from({ length: Math.max(1, literal.length - PIECE + 1) }, (_, at) => literal.slice(at, at + PIECE));

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
