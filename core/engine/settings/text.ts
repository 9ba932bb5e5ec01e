/** settings.yaml as text: read strictly, changed so that comments and order of what people write stay. Pure. */
import { type Document, isMap, isSeq, parseDocument, YAMLMap } from 'yaml';
import { fail } from '../../model/failure.ts';
import { isSetting, rangeOf, specOf } from '../../model/settings.ts';
import {
  gather,
  pathText,
  type SettingChange,
  type SettingPath,
  soundAt,
  type StoredSettings,
} from '../../model/stored-settings.ts';

export const MOST_BYTES = 256 * 1024;
const VERSION = 1;
const START = `# Settings of ctys. Comments and order of what you write here are kept.\nversion: ${VERSION}\n`;
const PLACES: ReadonlySet<string> = new Set(['groups', 'hosts', 'keys']);

export interface ReadSettings {
  readonly stored: StoredSettings;
  /** What stands there and cannot be used, one sentence each. */
  readonly problems: readonly string[];
}

/** `file`: its name in messages. @throws Failure file-damaged */
export function readSettings(text: string, file: string): ReadSettings {
  const changes: SettingChange[] = [];
  const problems: string[] = [];
  for (const { path, value } of entries(open(text, file).toJS())) {
    const sound = soundAt(path, value);
    if (sound === undefined) problems.push(`${file}: ${complaint(path)}`);
    else changes.push({ path, value: sound });
  }
  return { stored: gather(changes), problems };
}

function* entries(raw: unknown): Generator<{ readonly path: SettingPath; readonly value: unknown }> {
  for (const [first, value] of pairs(raw)) {
    if (first === 'version') {
      if (value !== VERSION) yield { path: [first], value };
    } else if (!PLACES.has(first)) yield { path: [first], value };
    else if (!isRecord(value)) {
      if (value !== null) yield { path: [first], value };
    } else if (first === 'keys')
      for (const [command, keys] of pairs(value)) yield { path: [first, command], value: keys };
    else
      for (const [name, values] of pairs(value))
        if (!isRecord(values)) yield { path: [first, name], value: values };
        else for (const [id, one] of pairs(values)) yield { path: [first, name, id], value: one };
  }
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const pairs = (value: unknown): readonly (readonly [string, unknown])[] =>
  isRecord(value) ? Object.entries(value) : [];

function complaint(path: SettingPath): string {
  const id = path.at(-1) ?? '';
  const where = pathText(path).slice(0, 120);
  if (path[0] === 'version') return 'it is of a newer version, of which not all may be understood.';
  if (path.length === 1 && PLACES.has(id)) return `${where} holds no entries.`;
  if (path[0] === 'keys') return `${where} is no list of up to four shortcuts.`;
  if (!isSetting(id)) return `there is no setting ${where}.`;
  if (path.length === 3 && specOf(id).perHost !== true) return `${id} cannot differ for hosts or groups.`;
  return `${where} is not ${rangeOf(id)}.`;
}

/** @throws Failure file-damaged */
function open(text: string, file: string): Document {
  const document: Document = parseDocument(text.trim() === '' ? START : text, { uniqueKeys: false });
  const [error] = document.errors;
  const { line, col } = error?.linePos?.[0] ?? { line: 1, col: 1 };
  if (error !== undefined || !(isMap(document.contents) || document.contents === null))
    throw fail(
      'file-damaged',
      `${file} has an error in line ${line}, column ${col}.`,
      'Correct the line in what was set aside, and bring it in again.',
      { file, line, column: col },
    );
  if (document.contents === null) document.contents = document.createNode({ version: VERSION }) as never;
  return document;
}

/** @throws Failure file-damaged */
export function writeSettings(text: string, file: string, changes: readonly SettingChange[]): string {
  const document = open(text, file);
  for (const { path, value } of changes) {
    if (value === null) takeOut(document, path);
    else putIn(document, path, value);
  }
  return document.toString({ lineWidth: 0 });
}

function putIn(document: Document, path: SettingPath, value: unknown): void {
  // A place that holds something else than entries is no place to keep.
  for (let depth = 1; depth < path.length; depth += 1) {
    const place = path.slice(0, depth);
    if (!isMap(document.getIn(place, true))) document.setIn(place, new YAMLMap());
  }
  const made = document.createNode(value, { flow: true });
  if (isSeq(document.getIn(path, true)) || Array.isArray(value)) document.setIn(path, made);
  else document.setIn(path, value);
}

/** With the places that are empty then. */
function takeOut(document: Document, path: SettingPath): void {
  if (!document.hasIn(path)) return;
  document.deleteIn(path);
  for (let depth = path.length - 1; depth > 0; depth -= 1) {
    const place = path.slice(0, depth);
    const node = document.getIn(place, true);
    if (isMap(node) && node.items.length === 0) document.deleteIn(place);
  }
}
