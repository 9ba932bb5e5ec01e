/** The product's own edits of hosts.yaml: what people wrote around them, comments and order, stays. Pure. */
import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import { fail } from '../../model/failure.ts';
import type { HostConfig } from '../../model/host.ts';
import { same } from '../same.ts';
import { hostConfig, type Sections } from './merge.ts';
import { parseHosts } from './parse.ts';
import { HOST_NAME, hostSection } from './schema.ts';

const START = '# Hosts of ctys. Comments and order of what you write here are kept.\nversion: 1\nhosts: {}\n';

/** Opens a sound file for editing. @throws Failure file-damaged */
function open(text: string, file: string): { document: Document; sections: Sections } {
  const source = text.trim() === '' ? START : text;
  const document: Document = parseDocument(source, { uniqueKeys: false });
  const [error] = document.errors;
  const { line, col } = error?.linePos?.[0] ?? { line: 1, col: 1 };
  if (error !== undefined || !(isMap(document.contents) || document.contents === null))
    throw fail(
      'file-damaged',
      `${file} has an error in line ${line}, column ${col}; it is not changed before that is corrected.`,
      'Correct the line, then try again.',
      { file, line, column: col },
    );
  if (document.contents === null) document.contents = document.createNode({ version: 1 });
  return { document, sections: parseHosts(source, file).sections };
}

const print = (document: Document): string => document.toString({ lineWidth: 0 });

/** Only what the host does not get from its groups and the defaults is written. @throws Failure file-damaged, bad-input */
export function saveHost(text: string, file: string, config: HostConfig): string {
  const { document, sections } = open(text, file);
  const wanted = ownValues(config, sections);
  check(config.name, wanted);
  const own: Record<string, unknown> = { ...sections.hosts.get(config.name) };
  const node = entry(document, config.name, Object.keys(wanted).length > 0);
  if (node === undefined) return print(document);
  for (const key of Object.keys(hostSection.shape)) {
    const value = wanted[key];
    if (value === undefined) node.delete(key);
    else if (!same(own[key], value) && !same([own[key]], value)) set(document, node, key, value);
  }
  return print(document);
}

/** What must stand in the host's own entry for it to become `config`. */
function ownValues(config: HostConfig, sections: Sections): Record<string, unknown> {
  const { name, ...wanted } = config;
  const own: Record<string, unknown> = { ...sections.hosts.get(name) };
  const bare = new Map(sections.hosts).set(name, { ...(config.groups && { groups: [...config.groups] }) });
  const inherited: Record<string, unknown> = { ...hostConfig(name, { ...sections, hosts: bare }) };
  const values: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(wanted)) {
    if (key === 'labels' || key === 'groups') continue;
    if (own[key] !== undefined || !same(inherited[key], value)) values[key] = value;
  }
  const listing = [...sections.groups]
    .filter(([, group]) => group.hosts?.includes(name))
    .map(([group]) => group);
  const keptGroups = Array.isArray(own.groups) ? own.groups : [];
  const groups = (config.groups ?? []).filter(
    (group) => keptGroups.includes(group) || !listing.includes(group),
  );
  const given = Array.isArray(inherited.labels) ? inherited.labels : [];
  const keptLabels = Array.isArray(own.labels) ? own.labels : [];
  const labels = (config.labels ?? []).filter(
    (label) => keptLabels.includes(label) || !given.includes(label),
  );
  if (groups.length > 0) values.groups = groups;
  if (labels.length > 0) values.labels = labels;
  return values;
}

function check(name: string, values: Record<string, unknown>): void {
  if (!HOST_NAME.test(name))
    throw fail(
      'bad-input',
      `"${name}" is no host name.`,
      'Use one word without "/" that does not start with "-".',
    );
  const checked = hostSection.safeParse(values);
  if (checked.success) return;
  const [issue] = checked.error.issues;
  throw fail(
    'bad-input',
    `${issue?.path.join('.')} of ${name} is not valid.`,
    issue?.message ?? 'Correct it.',
  );
}

/** undefined: it stands there as a mere name, and there is nothing to write into it. */
function entry(document: Document, name: string, filled: boolean): YAMLMap | undefined {
  const hosts = child(document, document.contents as YAMLMap, 'hosts');
  if (!filled && hosts.has(name) && !isMap(hosts.get(name, true))) return undefined;
  return child(document, hosts, name);
}

/** The mapping at `key`, made where there is none. A new or empty one is written in lines, not in braces. */
function child(document: Document, parent: YAMLMap, key: string): YAMLMap {
  const found = parent.get(key, true) as unknown;
  if (isMap(found)) {
    if (found.items.length === 0) found.flow = false;
    return found;
  }
  const made = document.createNode({}) as YAMLMap;
  keepComments(found, made);
  parent.set(key, made);
  return made;
}

function set(document: Document, node: YAMLMap, key: string, value: unknown): void {
  const made = document.createNode(value, { flow: true }) as Node;
  const old = node.get(key, true) as unknown;
  keepComments(old, made);
  if (isCollection(old) && isCollection(made) && old.flow !== true) made.flow = false;
  // Setting a scalar's value keeps how it is quoted.
  if (isScalar(old) && isScalar(made)) node.set(key, value);
  else node.set(key, made);
}

/** What was written beside and above the old node. Beside a mapping in lines there is no place: it goes above it. */
function keepComments(old: unknown, made: Node): void {
  if (!isNode(old)) return;
  const { comment, commentBefore } = old;
  const above = isMap(made) && made.flow !== true;
  const before = [commentBefore, above ? comment : undefined].filter(Boolean).join('\n');
  if (before !== '') made.commentBefore = before;
  if (!above && comment) made.comment = comment;
}

/** Takes the host out of the hosts and of every group that lists it. @throws Failure file-damaged, not-found */
export function removeHost(text: string, file: string, name: string): string {
  const { document } = open(text, file);
  const hosts = document.get('hosts', true) as unknown;
  if (!isMap(hosts) || !hosts.delete(name))
    throw fail('not-found', `${file} has no host ${name}.`, 'It may have been removed already.');
  const groups = document.get('groups', true) as unknown;
  for (const group of isMap(groups) ? groups.items : []) {
    const members = isMap(group.value) ? (group.value.get('hosts', true) as unknown) : undefined;
    if (!isSeq(members)) continue;
    const at = (members.toJSON() as unknown[]).indexOf(name);
    if (at >= 0) members.delete(at);
  }
  return print(document);
}
