/** `ctys vdbgen`: what is configured on hosts, written as the ancestor's database enum.fdb. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCall } from '../../ctys/parse.ts';
import type { TableAction } from '../../model/action.ts';
import { fail } from '../../model/failure.ts';
import { xdgPaths } from '../../engine/paths.ts';
import { openCore } from '../core-client.ts';
import type { Io } from '../io.ts';
import { list } from '../list.ts';
import { fileLookup } from '../lookup.ts';
import { placesOf, visitedHosts } from '../places.ts';
import { toolOptions } from './options.ts';

const USAGE = `Usage: ctys vdbgen [--append | --replace | --stdio] [--base=FOLDER[%FOLDER...]] [--cacheDB=FOLDER] [TARGET ...]
An existing database is changed only with --append or --replace; --stdio prints the records.`;

export async function run(words: readonly string[], io: Io): Promise<number> {
  const { values, rest } = toolOptions(
    words,
    {
      append: { type: 'boolean' },
      replace: { type: 'boolean' },
      stdio: { type: 'boolean' },
      base: { type: 'string' },
      cacheDB: { type: 'string' },
      types: { type: 'string', short: 'T' },
      type: { type: 'string', short: 't' },
      nameCache: { type: 'string', short: 'c' },
      resultCache: { type: 'string', short: 'C' },
      progress: { type: 'boolean' },
    },
    USAGE,
  );
  const modes = (['append', 'replace', 'stdio'] as const).filter((mode) => values[mode]);
  if (modes.length > 1) throw fail('bad-input', `--${modes.join(' and --')} exclude each other.`, USAGE);
  const file = join(String(values.cacheDB ?? join(xdgPaths().configDir, 'db', 'default')), 'enum.fdb');
  const before = modes[0] === 'stdio' ? undefined : await readText(file);
  if (before !== undefined && modes.length === 0)
    throw fail('bad-input', `${file} is there already.`, 'Say --append or --replace.');
  const base = values.base === undefined ? '' : `,b:${values.base}`;
  const call = ['-t', String(values.type ?? 'all'), '-a', `enumerate=machine${base}`, ...rest];
  const records = await enumerate(call, io);
  if (modes[0] === 'stdio') io.out(records.text);
  else {
    await write(file, (modes[0] === 'append' ? (before ?? '') : '') + records.text);
    io.error(`${records.text.split('\n').length - 1} records in ${file}\n`);
  }
  return records.code;
}

async function enumerate(
  call: readonly string[],
  io: Io,
): Promise<{ readonly code: number; readonly text: string }> {
  const actions = parseCall(call, fileLookup()) as readonly TableAction[];
  const core = await openCore();
  try {
    await Promise.all(visitedHosts(actions.flatMap(placesOf)).map((config) => core.api.hosts.visit(config)));
    const text: string[] = [];
    const code = await list(core, actions, { ...io, out: (more) => void text.push(more) });
    return { code, text: text.join('') };
  } finally {
    await core.close();
  }
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (caught) {
    if ((caught as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fail('file-damaged', `${file} cannot be read.`, 'Check its rights.');
  }
}

/** Whole or not at all. @throws Failure file-unwritable */
async function write(file: string, text: string): Promise<void> {
  try {
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
  } catch (caught) {
    throw fail(
      'file-unwritable',
      `${file} cannot be written: ${(caught as Error).message}.`,
      'Give --cacheDB.',
    );
  }
}
