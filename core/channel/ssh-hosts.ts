/** The hosts an ssh_config names, for the offer to add them: concrete aliases, Include files followed. */
import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { expandPath } from './ssh-config.ts';

/** ssh itself stops at 16. */
const MAX_DEPTH = 16;
const MAX_FILE = 1024 * 1024;

/** Words of a configuration line; double quotes hold words with spaces together (ssh_config(5)). */
export function splitWords(line: string): string[] {
  const found = line.matchAll(/"((?:[^"\\]|\\.)*)"|([^\s"]+)/g);
  return [...found].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

const globToRegExp = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '[^/]*')
      .replaceAll('?', '[^/]')}$`,
  );

/** Files a pattern names, sorted as glob(3) does. */
async function glob(pattern: string): Promise<string[]> {
  let found = ['/'];
  for (const part of resolve(pattern).split(sep).filter(Boolean)) {
    const next: string[] = [];
    for (const base of found) {
      if (!/[*?[]/.test(part)) {
        next.push(join(base, part));
        continue;
      }
      const names = await readdir(base).catch(() => []);
      const wanted = globToRegExp(part);
      next.push(
        ...names.filter((name) => !name.startsWith('.') && wanted.test(name)).map((n) => join(base, n)),
      );
    }
    found = next.sort();
  }
  return found;
}

interface Scan {
  readonly root: string;
  readonly home: string;
  readonly seen: Set<string>;
  readonly names: Set<string>;
}

async function scan(file: string, depth: number, on: Scan): Promise<void> {
  if (depth > MAX_DEPTH || on.seen.has(file)) return;
  on.seen.add(file);
  const text = (await readFile(file, 'utf8').catch(() => '')).slice(0, MAX_FILE);
  for (const line of text.split(/\r?\n/)) {
    const [, key = '', rest = ''] = /^\s*([A-Za-z]+)\s*(?:=|\s)\s*(.*)$/.exec(line) ?? [];
    if (key.toLowerCase() === 'host')
      for (const name of splitWords(rest)) if (isAlias(name)) on.names.add(name);
    if (key.toLowerCase() !== 'include') continue;
    for (const word of splitWords(rest)) {
      const path = expandPath(word, on.home);
      for (const each of await glob(isAbsolute(path) ? path : join(on.root, path)))
        await scan(each, depth + 1, on);
    }
  }
}

/** No pattern, no negation, and nothing that could be taken for an option. */
const isAlias = (name: string): boolean => /^[^-!*?\s][^*?!\s]*$/.test(name) && name.length <= 255;

/** Concrete Host aliases of a user's ssh_config, in the order written. Default: ~/.ssh/config. */
export async function listHosts(file?: string): Promise<readonly string[]> {
  const home = process.env.HOME ?? homedir();
  const path = file ?? join(home, '.ssh', 'config');
  // Relative includes are looked for in ~/.ssh (ssh_config(5)); a file given by name brings its own folder.
  const root = file === undefined ? join(home, '.ssh') : dirname(resolve(file));
  const names = new Set<string>();
  await scan(resolve(path), 0, { root, home, seen: new Set(), names });
  return [...names];
}
