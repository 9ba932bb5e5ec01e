/** Macros and groups of the user's files, for the parser: ours first, then the ancestor's, then the shipped ones. */
import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, normalize } from 'node:path';
import { parseMacros } from '../ctys/macro-file.ts';
import { shippedMacro } from '../ctys/macros.ts';
import type { Lookup } from '../ctys/parse.ts';
import { xdgPaths } from '../engine/paths.ts';

/** More than any group of hosts needs. */
const MOST_BYTES = 4 * 1024 * 1024;

type Env = Readonly<Record<string, string | undefined>>;

/** `CTYS_GROUPS_PATH` and `CTYS_MACRO_PATH` go before the default folders. */
export function fileLookup(env: Env = process.env): Required<Lookup> {
  const { configDir } = xdgPaths(env);
  const ancestor = join(homedir(), '.ctys');
  const folders = (variable: string, name: string): readonly string[] => [
    ...(env[variable] ?? '').split(':').filter(isAbsolute),
    join(configDir, name),
    join(ancestor, name),
  ];
  const macroFolders = folders('CTYS_MACRO_PATH', 'macros');
  const groupFolders = folders('CTYS_GROUPS_PATH', 'groups');
  const files = new Map<string, ReadonlyMap<string, string>>();
  const macrosOf = (path: string): ReadonlyMap<string, string> => {
    const known =
      files.get(path) ?? new Map(parseMacros(readText(path) ?? '').macros.map((m) => [m.name, m.text]));
    files.set(path, known);
    return known;
  };
  return {
    macro: (name, file) => {
      const paths =
        file !== undefined && isAbsolute(file)
          ? [file]
          : macroFolders.map((at) => join(at, file ?? 'default'));
      for (const path of paths) {
        const text = macrosOf(path).get(name);
        if (text !== undefined) return text;
      }
      return shippedMacro(name, file);
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
