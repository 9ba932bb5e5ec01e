/** One YAML file, read key by key, so that a wrong one costs nothing but itself. */
import {
  type Document,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type Range,
  type YAMLMap,
} from 'yaml';
import type { z } from 'zod';
import type { FailureData } from '../../model/failure.ts';
import { nearest } from './nearest.ts';
import { type Place, type Problem, problem } from './problems.ts';

/** Keys of one section of the file. */
export type Section = z.ZodObject<Record<string, z.ZodType>>;

/** Reads one file; collects its problems. */
export class Reader {
  readonly problems: Problem[] = [];
  /** `hosts/NAME` and `groups/NAME` with an error, and the first of its errors. */
  readonly broken = new Map<string, FailureData>();
  private readonly counter = new LineCounter();
  private readonly document: Document;
  private readonly file: string;

  constructor(file: string, text: string) {
    this.file = file;
    this.document = parseDocument(text, { lineCounter: this.counter, uniqueKeys: false });
  }

  get syntaxError(): Document['errors'][number] | undefined {
    return this.document.errors[0];
  }

  get top(): unknown {
    return this.document.contents;
  }

  report(
    level: Problem['level'],
    at: Place | unknown,
    message: string,
    remedy: string,
    entry?: string,
  ): void {
    const found = problem(level, this.file, isPlace(at) ? at : this.place(at), message, remedy);
    this.problems.push(found);
    if (level === 'error' && entry !== undefined && !this.broken.has(entry))
      this.broken.set(entry, found.failure);
  }

  /** Pairs of a mapping, key as text; a name given twice counts once. */
  entries(node: unknown, what: string): readonly { name: string; key: unknown; value: unknown }[] {
    if (node === null || node === undefined || (isScalar(node) && node.value === null)) return [];
    if (!isMap(node)) {
      this.report('error', node, `${what} must be a mapping.`, 'Write NAME: value lines below it.');
      return [];
    }
    const seen = new Map<string, { name: string; key: unknown; value: unknown }>();
    for (const { key, value } of (node as YAMLMap).items) {
      const name = String(isScalar(key) ? key.value : key);
      if (seen.has(name))
        this.report(
          'error',
          key,
          `${quoted(name)} stands twice in ${what}.`,
          'Remove one; the first one counts.',
        );
      else seen.set(name, { name, key, value });
    }
    return [...seen.values()];
  }

  /** The understood keys of one section; what is not is reported. */
  section(schema: Section, node: unknown, what: string, entry?: string): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const { name, key, value } of this.entries(node, what)) {
      const field = schema.shape[name];
      if (field === undefined) this.unknown(name, key, Object.keys(schema.shape), what);
      else this.field(field, name, value ?? key, what, entry, values);
    }
    return values;
  }

  unknown(name: string, key: unknown, known: readonly string[], what: string): void {
    const meant = nearest(name, known);
    const remedy = meant === undefined ? `Known are ${known.join(', ')}.` : `Did you mean ${quoted(meant)}?`;
    this.report('warning', key, `${quoted(name)} is not known in ${what}.`, remedy);
  }

  private field(
    schema: z.ZodType,
    name: string,
    node: unknown,
    what: string,
    entry: string | undefined,
    values: Record<string, unknown>,
  ): void {
    const value = this.plain(node);
    const checked = schema.safeParse(value);
    if (checked.success) {
      if (checked.data !== undefined) values[name] = checked.data;
      return;
    }
    const [issue] = checked.error.issues;
    const path = issue?.path ?? [];
    const inner = isMap(node) || path.length > 0 ? this.inner(node, path) : node;
    const where = [name, ...path].join('.');
    const remedy = issue?.code === 'unrecognized_keys' ? `Remove ${issue.keys.join(', ')}.` : issue?.message;
    this.report(
      'error',
      inner,
      `${quoted(where)} of ${what} cannot be ${shown(this.plain(inner))}.`,
      remedy ?? 'Correct it.',
      entry,
    );
  }

  private inner(node: unknown, path: readonly PropertyKey[]): unknown {
    if (path.length === 0 || !isCollection(node)) return node;
    return (node.getIn(path, true) as unknown) ?? node;
  }

  /** Plain value of a node; what YAML cannot resolve (an alias to nothing) is itself shown as wrong. */
  private plain(node: unknown): unknown {
    if (!isNode(node)) return node;
    try {
      return node.toJS(this.document, { maxAliasCount: 100 });
    } catch {
      return Symbol.for('unresolved');
    }
  }

  place(node: unknown): Place {
    const range = isNode(node) ? (node.range as Range | null | undefined) : undefined;
    const { line, col } = this.counter.linePos(range?.[0] ?? 0);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

const isPlace = (at: unknown): at is Place => typeof at === 'object' && at !== null && 'column' in at;
const isNode = (node: unknown): node is Node => typeof node === 'object' && node !== null && 'toJS' in node;
export const isCollection = (
  node: unknown,
): node is { getIn(path: Iterable<unknown>, keep: boolean): unknown } =>
  typeof node === 'object' && node !== null && 'getIn' in node;
export const quoted = (text: string): string => `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
/** A value as people wrote it, more or less. Aliases can make one that holds itself or nothing. */
function shown(value: unknown): string {
  if (typeof value === 'symbol') return 'an unknown alias';
  if (typeof value !== 'object' || value === null) return quoted(String(value ?? 'empty'));
  return Array.isArray(value) ? 'this list' : 'this mapping';
}
