/** S-expressions, as xm writes and reads them. Pure. */

export type Sexp = string | readonly Sexp[];

/** Nested deeper, it is no answer of xm. */
const DEEPEST = 64;

/** All that stand in a text, one after the other; what is not closed is left out. */
export function sexps(text: string): readonly Sexp[] {
  const done: Sexp[] = [];
  const open: Sexp[][] = [];
  for (const [token] of text.matchAll(/[()]|'[^']*'|"[^"]*"|[^\s()'"]+/g)) {
    if (token === '(') {
      if (open.length >= DEEPEST) return done;
      open.push([]);
    } else if (token === ')') {
      const closed = open.pop();
      if (closed !== undefined) (open.at(-1) ?? done).push(closed);
    } else open.at(-1)?.push(token.replace(/^(['"])(.*)\1$/, '$2'));
  }
  return done;
}

/** The lists in it that begin with a word. */
export const listsIn = (sexp: Sexp, word: string): readonly (readonly Sexp[])[] =>
  typeof sexp === 'string'
    ? []
    : (sexp.filter((one) => typeof one !== 'string' && one[0] === word) as readonly (readonly Sexp[])[]);

/** What stands behind a word in it: `(name tst100)`. */
export function atomIn(sexp: Sexp, word: string): string | undefined {
  const value = listsIn(sexp, word)[0]?.[1];
  return typeof value === 'string' ? value : undefined;
}
