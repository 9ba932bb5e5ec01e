/** `ctys vdbgen`: what is configured on hosts, written as the ancestor's database enum.fdb. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCall } from '../../ctys/parse.ts';
import { clean } from '../../ctys/tables/cells.ts';
import type { TableAction } from '../../model/action.ts';
import { fail } from '../../model/failure.ts';
import { xdgPaths } from '../../engine/paths.ts';
import { openCore } from '../core-client.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { list } from '../list.ts';
import { fileLookup } from '../lookup.ts';
import { hostName, placesOf, visitedHosts, withLogin } from '../places.ts';
import { numberOf, type ToolOptions, toolOptions } from './options.ts';
import { inParallel } from './parallel.ts';

export const USAGE = `Usage: ctys vdbgen [--append | --replace | --stdio] [--base=FOLDER[%FOLDER...]] [--cacheDB=FOLDER] [TARGET ...]
An existing database is changed only with --append or --replace; --stdio prints the records.
--threads=N  hosts at a time (10)   --no-splitted  all hosts at once   --splitted-keep-files  an enum.fdb.HOST each too
--progress  tells each host that is done   --progressall  its machines too   --scan-all-states  whatever their VMSTATE
--filecontext  type and folders are those of the contexts in groups   -t -T -b -c -C  as ctys takes them`;

const KINDS = {
  append: { type: 'boolean' },
  replace: { type: 'boolean' },
  stdio: { type: 'boolean' },
  base: { type: 'string' },
  cacheDB: { type: 'string' },
  filecontext: { type: 'boolean' },
  progress: { type: 'boolean' },
  progressall: { type: 'boolean' },
  'scan-all-states': { type: 'boolean' },
  splitted: { type: 'boolean' },
  'no-splitted': { type: 'boolean' },
  'splitted-keep-files': { type: 'boolean' },
  threads: { type: 'string' },
  types: { type: 'string', short: 'T' },
  type: { type: 'string', short: 't' },
  dispatch: { type: 'string', short: 'b' },
  nameCache: { type: 'string', short: 'c' },
  resultCache: { type: 'string', short: 'C' },
} as const;

export async function run(words: readonly string[], io: Io): Promise<number> {
  const options = toolOptions(words, KINDS, USAGE);
  const { values } = options;
  const modes = (['append', 'replace', 'stdio'] as const).filter((mode) => values[mode]);
  if (modes.length > 1) throw fail('bad-input', `--${modes.join(' and --')} exclude each other.`, USAGE);
  if (values['no-splitted'] && (values.splitted || values['splitted-keep-files']))
    throw fail('bad-input', '--splitted and --no-splitted exclude each other.', USAGE);
  const file = join(String(values.cacheDB ?? join(xdgPaths().configDir, 'db', 'default')), 'enum.fdb');
  const before = modes[0] === 'stdio' ? undefined : await readText(file);
  if (before !== undefined && modes.length === 0)
    throw fail('bad-input', `${file} is there already.`, 'Say --append or --replace.');
  const found = await enumerate(callOf(options), options, io);
  const text = found.map((one) => one.text).join('');
  if (values['splitted-keep-files'])
    for (const { host, text: records } of found) await write(`${file}.${encodeURIComponent(host)}`, records);
  if (modes[0] === 'stdio') io.out(text);
  else {
    await write(file, (modes[0] === 'append' ? endedLine(before ?? '') : '') + text);
    io.error(`${recordsIn(text).length} records in ${file}\n`);
  }
  return found.find(({ code }) => code !== EXIT.ok)?.code ?? EXIT.ok;
}

const recordsIn = (text: string): readonly string[] => text.split('\n').filter(Boolean);

/** Editors may leave the last line without its end; what is added would stand in its record. */
const endedLine = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

/** What is called for on the hosts, as ctys takes it. */
function callOf({ values, rest }: ToolOptions): readonly string[] {
  const letters = { types: '-T', dispatch: '-b', nameCache: '-c', resultCache: '-C' } as const;
  const passed = (Object.keys(letters) as (keyof typeof letters)[]).flatMap((name) => {
    const value = values[name];
    return typeof value === 'string' ? [letters[name], value] : [];
  });
  const type = typeof values.type === 'string' ? values.type : values.filecontext ? undefined : 'all';
  const base = values.base === undefined ? '' : `,b:${values.base}`;
  const states = values['scan-all-states'] ? ',matchvstat:all' : '';
  return [
    ...(type === undefined ? [] : ['-t', type]),
    ...['-a', `enumerate=machine${base}${states}`],
    ...passed,
    ...rest,
  ];
}

/** What one target told. */
interface Told {
  readonly host: string;
  readonly code: number;
  readonly text: string;
}

const USUAL_THREADS = 10;
const MOST_THREADS = 1_000;

async function enumerate(call: readonly string[], options: ToolOptions, io: Io): Promise<readonly Told[]> {
  const { values } = options;
  const range = { usual: USUAL_THREADS, least: 1, most: MOST_THREADS };
  const threads = numberOf(options, 'threads', range, USAGE);
  const actions = parseCall(call, fileLookup()) as readonly TableAction[];
  const core = await openCore();
  try {
    await Promise.all(visitedHosts(actions.flatMap(placesOf)).map((config) => core.api.hosts.visit(config)));
    return await inParallel(actions, values['no-splitted'] ? actions.length : threads, async (action) => {
      const host = hostName(withLogin(action));
      const parts: string[] = [];
      const code = await list(core, [action], { ...io, out: (more) => void parts.push(more) });
      const text = parts.join('');
      if (values.progress || values.progressall)
        io.error(progressOf(host, text, values.progressall === true));
      return { host, code, text };
    });
  } finally {
    await core.close();
  }
}

function progressOf(host: string, text: string, all: boolean): string {
  const records = recordsIn(text).map((line) => line.split(';'));
  const each = all ? records.map(([, type, label]) => `${host}: ${clean(`${type} ${label}`)}\n`) : [];
  return `${each.join('')}${host}: ${records.length} records\n`;
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
