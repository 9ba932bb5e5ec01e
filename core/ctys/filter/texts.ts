/** Texts in a filter: the start of a fact is enough; `=` asks for all of it, `*` stands for any text. Lower case. */

export type TextTest = (fact: string) => boolean;

export function readText(value: string): TextTest {
  if (value.startsWith('=')) return (fact) => fact === value.slice(1);
  if (!value.includes('*')) return (fact) => fact.startsWith(value);
  const parts = value.split('*');
  return (fact) => matchesParts(fact, parts);
}

/** The parts in order, the first at the start, the last at the end. Linear, unlike a pattern of many `.*`. */
function matchesParts(fact: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (!fact.startsWith(first) || fact.length < first.length + last.length || !fact.endsWith(last))
    return false;
  const end = fact.length - last.length;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = fact.indexOf(part, from);
    if (at < 0 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}
