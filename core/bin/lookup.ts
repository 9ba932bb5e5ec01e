/** Macros and groups of the user's files, for the parser: ours first, then the ancestor's, then the shipped ones. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, normalize } from 'node:path';
import { macroText, parseMacros } from '../ctys/macro-file.ts';
import { shippedMacro } from '../ctys/macros.ts';
import type { Lookup } from '../ctys/parse.ts';
import { xdgPaths } from '../engine/paths.ts';

/** More than any group of hosts needs. */
const MOST_BYTES = 4 * 1024 * 1024;

type Env = Readonly<Record<string, string | undefined>>;

/** `CTYS_GROUPS_PATH` and `CTYS_MACRO_PATH` go before the default folders. */
function folders(variable: string, name: string, env: Env): readonly string[] {
  return [
    ...(env[variable] ?? '').split(':').filter(isAbsolute),
    join(xdgPaths(env).configDir, name),
    join(homedir(), '.ctys', name),
  ];
}

const macroPaths = (file: string | undefined, env: Env): readonly string[] =>
  file !== undefined && isAbsolute(file)
    ? [file]
    : folders('CTYS_MACRO_PATH', 'macros', env).map((at) => join(at, file ?? 'default'));

/** Files of that name that are there, in the order they are looked in. */
export const macroFiles = (file: string | undefined, env: Env = process.env): readonly string[] =>
  macroPaths(file, env).filter((path) => readText(path) !== undefined);

/** Macros of a file of that name, the first folder's first. */
export function fileMacros(file: string | undefined, env: Env = process.env): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const path of macroPaths(file, env))
    for (const macro of parseMacros(readText(path) ?? '').macros)
      if (!found.has(macro.name)) found.set(macro.name, macroText(macro));
  return found;
}

export interface GroupText {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** Deeper than anybody sorts groups. */
const MOST_DEPTH = 8;

/** All groups, those of the first folder hiding others of the same name. */
export function groupFiles(env: Env = process.env): readonly GroupText[] {
  const found = new Map<string, GroupText>();
  for (const folder of folders('CTYS_GROUPS_PATH', 'groups', env))
    for (const name of filesBelow(folder)) {
      const path = join(folder, name);
      const text = readText(path);
      if (text !== undefined && !found.has(name)) found.set(name, { name, path, text });
    }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function filesBelow(folder: string, prefix = '', depth = 0): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      // Hidden files and backups of editors are nobody's groups; a link is read as what it leads to.
      if (/^\.|~$/.test(entry.name)) return [];
      if (entry.isFile() || entry.isSymbolicLink()) return [prefix + entry.name];
      if (!entry.isDirectory() || depth >= MOST_DEPTH) return [];
      return filesBelow(join(folder, entry.name), `${prefix}${entry.name}/`, depth + 1);
    });
  } catch {
    return [];
  }
}

export function fileLookup(env: Env = process.env): Required<Lookup> {
  const groupFolders = folders('CTYS_GROUPS_PATH', 'groups', env);
  const files = new Map<string | undefined, ReadonlyMap<string, string>>();
  return {
    macro: (name, file) => {
      const macros = files.get(file) ?? fileMacros(file, env);
      files.set(file, macros);
      return macros.get(name) ?? shippedMacro(name, file);
    },
    group: (name) => {
      // A name cannot lead out of its folder.
      if (isAbsolute(name) || normalize(name).startsWith('..')) return undefined;
      for (const at of groupFolders) {
        const text = readText(join(at, name));
        if (text !== undefined) return text;
      }
      return undefined;
    },
  };
}

/** undefined: it is no file, cannot be read, or is no text of that size. */
function readText(path: string): string | undefined {
  try {
    const found = statSync(path);
    return found.isFile() && found.size <= MOST_BYTES ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
