/**
 * Anchors: the parameters of a template, `KEY="value"` lines as the ancestor has them. They are read, never run by a
 * shell. A comment right above a line is what a form says beside it; `%KEY%` and `${KEY}` stand for other parameters.
 */
import { fail } from '../../model/failure.ts';
import type { TemplateParameter } from '../../model/template.ts';
import { knownParameter } from './parameters.ts';

export interface AnchorLine {
  readonly key: string;
  readonly value: string;
  readonly hint?: string;
}

const LINE = /^(?:export\s+)?([A-Z][A-Z0-9_]{0,63})=(?:"([^"]*)"|'([^']*)'|([^\s"'#]*))\s*(?:#.*)?$/;
/** The ancestor lists its aliases: here each parameter is one. */
const LISTS: ReadonlySet<string> = new Set(['MYALIASES']);

/** @throws Failure file-damaged with the line that is no parameter */
export function parseAnchor(text: string, path: string): readonly AnchorLine[] {
  const lines: AnchorLine[] = [];
  let hint: string[] = [];
  for (const [at, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line.startsWith('#')) {
      hint.push(line.replace(/^#+\s*/, ''));
      continue;
    }
    const found = LINE.exec(line);
    if (line !== '' && found === null)
      throw fail(
        'file-damaged',
        `${path}, line ${at + 1}: this is no parameter.`,
        'Write KEY="value"; anchors are read, not run.',
        { line: at + 1 },
      );
    const key = found?.[1];
    if (key !== undefined && !LISTS.has(key))
      lines.push({
        key,
        value: (found?.[2] ?? found?.[3] ?? found?.[4] ?? '').replace(/\$\{([A-Z][A-Z0-9_]*)\}/g, '%$1%'),
        ...(hint.length > 0 && { hint: hint.join(' ') }),
      });
    hint = [];
  }
  return lines;
}

/** Later lines stand for earlier ones of the same key; a hint stays until there is another. */
export function mergeAnchors(...anchors: readonly (readonly AnchorLine[])[]): readonly AnchorLine[] {
  const merged = new Map<string, AnchorLine>();
  for (const line of anchors.flat()) merged.set(line.key, { ...merged.get(line.key), ...line });
  return [...merged.values()];
}

/** As a form shows them. */
export const parametersOf = (lines: readonly AnchorLine[]): readonly TemplateParameter[] =>
  lines.map(({ key, value, hint }) => {
    const { kind, title, required } = knownParameter(key);
    return {
      key,
      kind,
      title,
      value: kind === 'secret' ? '' : value,
      ...(hint !== undefined && { hint }),
      ...(required && { required }),
    };
  });

const ALIAS = /%([A-Z][A-Z0-9_]*)%/g;
/** Parameters that name parameters that name parameters. */
const DEPTH = 8;

/** Each value with the others put in. @throws Failure bad-input where they go in circles */
export function expanded(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      let text = value;
      for (let depth = 0; depth < DEPTH; depth++)
        text = text.replace(ALIAS, (whole, name: string) => values[name] ?? whole);
      if (![...text.matchAll(ALIAS)].some(([, name = '']) => name in values)) return [key, text];
      throw fail('bad-input', `${key} stands for itself, in a circle.`, 'Correct the anchor.');
    }),
  );
}

/** A text with all aliases put in. @throws Failure bad-input for one that nobody gave */
export function filledIn(text: string, values: Readonly<Record<string, string>>, path: string): string {
  const filled = text.replace(ALIAS, (whole, name: string) => values[name] ?? whole);
  const [left] = filled.match(ALIAS) ?? [];
  if (left === undefined) return filled;
  throw fail('bad-input', `${path} wants ${left}, which no anchor gives.`, `Add ${left.slice(1, -1)}=.`);
}
