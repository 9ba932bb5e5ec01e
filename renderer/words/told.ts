/**
 * What the core tells (failures, steps, questions) in another language. The core speaks English, to every client alike; its
 * sentences are known by the templates they are made of, `{0}` where something is filled in. What no template has made
 * (output of a host, names) stays as it is. Pure.
 */

/**
 * By the template as the core has it: the same in this language, with the same holes. `{0:verb}` is filled with the form
 * of that name of what the core filled in.
 */
export type Told = Readonly<Record<string, string>>;

/** By name: a word of the core (a state, a verb) as it stands in a sentence of this language. */
export type Forms = Readonly<Record<string, (word: string) => string>>;

interface Template {
  readonly pattern: RegExp;
  /** Which hole each group is. */
  readonly holes: readonly number[];
  readonly text: string;
  /** Letters of its own: of two that match, the one that says more. */
  readonly weight: number;
}

const HOLE = /\{(\d+)\}/;
const FILLED = /\{(\d+)(?::(\w+))?\}/g;
/** A template of fewer letters is known by its holes, too: none of them is a part of another sentence. */
const LIGHT = 12;
const PROSE = /\b(?:the|an?|is|are|was|were|be|of|to|for|not|yet|its?|and|by|with|has|have|no)\b/i;

/** What fills a hole; before another hole it is one word. */
const ANY = '(.*?)';
const WORD = '(\\S+)';
/** Longer ones are output of programs. */
const MOST_TEXT = 1_000;
/** Texts remembered. */
const MOST_KEPT = 2_000;
/** Sentences within sentences. */
const MOST_DEPTH = 3;
const SENTENCES = /(?<=[.?!]) (?=\S)/;

export function translator(catalogue: Told, forms: Forms = {}): (text: string) => string {
  const whole = new Map(Object.entries(catalogue).filter(([key]) => !HOLE.test(key)));
  const templates = Object.entries(catalogue)
    .filter(([key]) => HOLE.test(key))
    .map(templateOf)
    .sort((a, b) => b.weight - a.weight);
  const kept = new Map<string, string>();

  function filled(text: string, depth: number): string | undefined {
    for (const { pattern, holes, weight, text: said } of templates) {
      const found = pattern.exec(text);
      if (found === null) continue;
      const parts = new Map(holes.map((hole, index) => [hole, found[index + 1] ?? '']));
      if (weight < LIGHT && [...parts.values()].some((part) => isProse(part, depth))) continue;
      return said.replace(FILLED, (_, hole: string, form: string | undefined) => {
        const part = parts.get(Number(hole)) ?? '';
        return forms[form ?? '']?.(part) ?? within(part, depth);
      });
    }
    return undefined;
  }

  const isProse = (part: string, depth: number): boolean =>
    part.includes(' ') && PROSE.test(part) && within(part, depth) === part;

  /** A word alone is a name, not a sentence. */
  const within = (text: string, depth: number): string =>
    text.includes(' ') && depth < MOST_DEPTH ? translated(text, depth + 1) : text;

  function translated(text: string, depth: number): string {
    const said = whole.get(text) ?? (text.length > MOST_TEXT ? text : filled(text, depth));
    if (said !== undefined) return said;
    const sentences = text.split(SENTENCES);
    return sentences.length === 1
      ? text
      : sentences.map((one) => whole.get(one) ?? filled(one, depth) ?? one).join(' ');
  }

  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const said = text
      .split('\n')
      .map((line) => translated(line, 0))
      .join('\n');
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(text, said);
    return said;
  };
}

function templateOf([key, text]: readonly [string, string]): Template {
  const parts = key.split(/\{\d+\}/);
  const pattern = parts
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .reduce((before, part, at) => `${before}${part === '' && at < parts.length - 1 ? WORD : ANY}${part}`);
  return {
    pattern: new RegExp(`^${pattern}$`),
    holes: [...key.matchAll(/\{(\d+)\}/g)].map(([, hole]) => Number(hole)),
    text,
    weight: parts.join('').length,
  };
}
