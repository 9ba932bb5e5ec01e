/**
 * `ctys import [FOLDER]`: groups, macros and databases of the ancestor, copied to ours. `ctys export FOLDER` is the other
 * way round. What is there already is never written over.
 */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { imported } from '../ctys/imported.ts';
import { readState, writeAtomic } from '../engine/files.ts';
import { MOST_BYTES } from '../engine/library/databases.ts';
import { readTextFiles } from '../engine/library/text-files.ts';
import { xdgPaths } from '../engine/paths.ts';
import { fail } from '../model/failure.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { toolOptions } from './tools/options.ts';

const USAGE = `Usage: ctys import [-n] [FOLDER]
       ctys export [-n] FOLDER
Groups, macros and databases (enum.fdb, macmap.fdb) of FOLDER, else of ~/.ctys, become ours in ~/.config/ctys; export
writes ours into FOLDER. What is there already stays as it is. -n shows what would be done.`;

const KINDS = ['groups', 'macros', 'db'] as const;
const OPTIONS = {
  show: { type: 'boolean', short: 'n' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** @throws Failure bad-input, file-damaged, file-unwritable */
export async function transfer(verb: 'import' | 'export', words: readonly string[], io: Io): Promise<number> {
  const { values, rest } = toolOptions(words, OPTIONS, USAGE);
  if (values.help) {
    io.out(`${USAGE}\n`);
    return EXIT.ok;
  }
  const { configDir, ancestorDir } = xdgPaths();
  const [folder = verb === 'import' ? ancestorDir : undefined, ...more] = rest;
  if (folder === undefined || more.length > 0) throw fail('bad-input', 'One folder is wanted.', USAGE);
  const [from, to] = verb === 'import' ? [resolve(folder), configDir] : [configDir, resolve(folder)];
  if (from === to) throw fail('bad-input', `${from} is our own folder.`, USAGE);
  if (!(await isFolder(from))) {
    io.error(`ctys: There is no folder ${from}.\n`);
    return EXIT.noFile;
  }
  const outcomes = await copyAll(from, to, values.show === true);
  io.out(outcomes.map(({ fate, about }) => `${fate.padEnd(WIDTH)}${about}\n`).join(''));
  io.error(`${summary(outcomes)}\n`);
  return outcomes.some(({ fate }) => fate === 'damaged') ? EXIT.noFile : EXIT.ok;
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

const FATES = ['taken', 'skipped', 'kept', 'damaged'] as const;
const WIDTH = 9;

interface Outcome {
  readonly fate: (typeof FATES)[number];
  /** The file, or its line, and why. */
  readonly about: string;
}

const summary = (outcomes: readonly Outcome[]): string =>
  FATES.map((fate) => `${outcomes.filter((one) => one.fate === fate).length} ${fate}`).join(', ');

async function copyAll(from: string, to: string, showOnly: boolean): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const kind of KINDS) {
    const { files, failures } = await readTextFiles(join(from, kind), MOST_BYTES);
    for (const { name, text } of files) outcomes.push(...(await copy(`${kind}/${name}`, text, to, showOnly)));
    for (const { message } of failures) outcomes.push({ fate: 'damaged', about: message });
  }
  return outcomes;
}

async function copy(
  name: string,
  source: string,
  to: string,
  showOnly: boolean,
): Promise<readonly Outcome[]> {
  const file = imported(name, source);
  if (file === null) return [{ fate: 'skipped', about: `${name}: It is no database of ours.` }];
  const { text, what } = file;
  const damaged = file.damaged.map(
    ({ line, message }): Outcome => ({ fate: 'damaged', about: `${name}, line ${line}: ${message}` }),
  );
  if (text === '' && damaged.length > 0) return damaged;
  const path = join(to, name);
  const ours = await readState(path, MOST_BYTES);
  if (ours === text) return [{ fate: 'skipped', about: `${name}: It is there already.` }, ...damaged];
  if (ours !== null) return [{ fate: 'kept', about: `${name}: ${path} is another one.` }, ...damaged];
  if (!showOnly) await writeAtomic(path, text);
  return [{ fate: 'taken', about: `${name}: ${what}` }, ...damaged];
}
