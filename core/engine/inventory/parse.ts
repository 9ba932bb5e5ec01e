/** hosts.yaml as text to hosts. Whatever can be understood is; the rest are problems with line and column. */
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
import type { HostConfig } from '../../model/host.ts';
import { sentence, withoutBroken } from './blocks.ts';
import { groupsOf, hostConfig, type Sections } from './merge.ts';
import { nearest } from './nearest.ts';
import { type Place, type Problem, problem } from './problems.ts';
import { defaultsSection, groupSection, HOST_NAME, hostSection } from './schema.ts';

export interface ParsedHost {
  readonly config: HostConfig;
  /** Its entry, or a group's it is in, has an error: it is shown, but not contacted on half a configuration. */
  readonly failure?: FailureData;
}

export interface Parsed {
  /** null: nothing of the file can be read. */
  readonly hosts: readonly ParsedHost[] | null;
  readonly sections: Sections;
  readonly problems: readonly Problem[];
}

type Section = z.ZodObject<Record<string, z.ZodType>>;

/** Reads one file; collects its problems. */
class Reader {
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
const isCollection = (node: unknown): node is { getIn(path: Iterable<unknown>, keep: boolean): unknown } =>
  typeof node === 'object' && node !== null && 'getIn' in node;
const quoted = (text: string): string => `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
const shown = (value: unknown): string =>
  typeof value === 'symbol'
    ? 'an unknown alias'
    : quoted(JSON.stringify(value)?.replaceAll('"', '') ?? 'empty');

/** Parses text of `file` (its name is used in messages). Never throws. */
export function parseHosts(text: string, file: string): Parsed {
  const whole = new Reader(file, text);
  if (whole.syntaxError === undefined) return readSections(whole);
  const mended = withoutBroken(text);
  const rest = new Reader(file, mended.text);
  for (const { section, name, line, column, message } of mended.faults) {
    const remedy = 'Correct the line; the other entries are not affected.';
    rest.report('error', { line, column }, `${message} (${section}, ${name})`, remedy, `${section}/${name}`);
  }
  const left = rest.syntaxError;
  if (left === undefined) return readSections(rest);
  const { line, col } = left.linePos?.[0] ?? { line: 1, col: 1 };
  rest.report(
    'error',
    { line, column: col },
    sentence(left),
    'Correct it; until then the hosts known before stay.',
  );
  return {
    hosts: null,
    sections: { defaults: {}, groups: new Map(), hosts: new Map() },
    problems: rest.problems,
  };
}

function readSections(reader: Reader): Parsed {
  const top = new Map<string, unknown>();
  for (const { name, key, value } of reader.entries(reader.top, 'the file')) {
    if (name === 'version') checkVersion(reader, value ?? key);
    else if (['defaults', 'groups', 'hosts'].includes(name)) top.set(name, value);
    else reader.unknown(name, key, ['version', 'defaults', 'groups', 'hosts'], 'the file');
  }
  const sections: Sections = {
    defaults: reader.section(defaultsSection, top.get('defaults'), 'defaults'),
    groups: named(reader, groupSection, top.get('groups'), 'groups'),
    hosts: named(reader, hostSection, top.get('hosts'), 'hosts'),
  };
  checkNames(reader, sections, top);
  return { hosts: hostsOf(reader, sections), sections, problems: reader.problems };
}

function checkVersion(reader: Reader, node: unknown): void {
  if (isScalar(node) && node.value === 1) return;
  reader.report('warning', node, 'This version of the file is not known.', 'Write version: 1.');
}

function named<T>(reader: Reader, schema: Section, node: unknown, kind: 'groups' | 'hosts'): Map<string, T> {
  const found = new Map<string, T>();
  for (const { name, key, value } of reader.entries(node, kind)) {
    if (HOST_NAME.test(name)) found.set(name, reader.section(schema, value, name, `${kind}/${name}`) as T);
    else
      reader.report(
        'error',
        key,
        `${quoted(name)} is no name.`,
        'Use one word without "/" that does not start with "-".',
      );
  }
  return found;
}

/** Names that lead nowhere. A group nobody describes is a mere tag, unless it looks misspelt. */
function checkNames(reader: Reader, { groups, hosts }: Sections, top: ReadonlyMap<string, unknown>): void {
  const at = (kind: string, ...path: unknown[]): unknown => {
    const node = top.get(kind);
    return isCollection(node) ? node.getIn(path, true) : node;
  };
  const known = new Set([...hosts.keys(), ...namesOf(reader.broken, 'hosts'), 'localhost']);
  for (const [name, group] of groups)
    group.hosts?.forEach((host, index) => {
      if (known.has(host)) return;
      const meant = nearest(host, known);
      const remedy = meant === undefined ? 'Describe it below hosts.' : `Did you mean ${quoted(meant)}?`;
      reader.report(
        'warning',
        at('groups', name, 'hosts', index),
        `No host is called ${quoted(host)}.`,
        remedy,
      );
    });
  for (const [name, host] of hosts)
    host.groups?.forEach((group, index) => {
      const meant = groups.has(group) ? undefined : nearest(group, groups.keys());
      if (meant === undefined) return;
      const remedy = `Did you mean ${quoted(meant)}?`;
      reader.report(
        'warning',
        at('hosts', name, 'groups', index),
        `No group is called ${quoted(group)}.`,
        remedy,
      );
    });
}

const namesOf = (broken: ReadonlyMap<string, unknown>, kind: string): string[] =>
  [...broken.keys()].filter((key) => key.startsWith(`${kind}/`)).map((key) => key.slice(kind.length + 1));

function hostsOf({ broken }: Reader, sections: Sections): readonly ParsedHost[] {
  const names = new Set([...sections.hosts.keys(), ...namesOf(broken, 'hosts')]);
  return [...names]
    .filter((name) => HOST_NAME.test(name))
    .map((name) => {
      const groups = groupsOf(name, sections.hosts.get(name) ?? {}, sections.groups);
      const failure =
        broken.get(`hosts/${name}`) ?? groups.map((group) => broken.get(`groups/${group}`)).find(Boolean);
      return { config: hostConfig(name, sections), ...(failure !== undefined && { failure }) };
    });
}
