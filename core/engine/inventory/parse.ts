/** hosts.yaml as text to hosts. Whatever can be understood is; the rest are problems with line and column. */
import { isScalar } from 'yaml';
import type { FailureData } from '../../model/failure.ts';
import type { HostConfig } from '../../model/host.ts';
import { sentence, withoutBroken } from './blocks.ts';
import { groupsOf, hostConfig, type Sections } from './merge.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problems.ts';
import { isCollection, quoted, Reader, type Section } from './reader.ts';
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
