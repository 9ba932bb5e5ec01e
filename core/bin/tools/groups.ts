/** `ctys groups`: groups of targets, and who is in them. */
import { expandGroup, readGroupFile, splitTarget } from '../../ctys/groups.ts';
import { fail } from '../../model/failure.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { fileLookup, groupFiles } from '../lookup.ts';
import { toolOptions } from './options.ts';

const USAGE = `Usage: ctys groups [-l] [-e] [-m MODE] [-X] [GROUP | FOLDER/ ...]
-l  size, hosts/includes, hosts with those of includes, file   -e  members, one a line
-m  6 user@host, 7 with context, 8 hosts; with u each once (8u)   -X  names on one line`;

const MODES = /^([678])(u?)$/;

export async function run(words: readonly string[], io: Io): Promise<number> {
  const { values, rest } = toolOptions(
    words,
    {
      list: { type: 'boolean', short: 'l' },
      expand: { type: 'boolean', short: 'e' },
      members: { type: 'string', short: 'm' },
      terse: { type: 'boolean', short: 'X' },
    },
    USAGE,
  );
  const wanted = chosen(rest);
  const mode = typeof values.members === 'string' ? MODES.exec(values.members) : null;
  if (values.members !== undefined && mode === null)
    throw fail('bad-input', `-m ${String(values.members)} is no mode.`, USAGE);
  if (values.expand || mode !== null) {
    const members = wanted.flatMap(({ name }) => membersOf(name, mode?.[1] ?? '6'));
    const shown = mode?.[2] === 'u' ? [...new Set(members)] : members;
    io.out(values.terse ? `${shown.join(' ')}\n` : shown.map((member) => `${member}\n`).join(''));
    return EXIT.ok;
  }
  for (const group of wanted) io.out(values.list ? `${detail(group)}\n` : `${group.name}\n`);
  return EXIT.ok;
}

type Group = ReturnType<typeof groupFiles>[number];

/** All, those named, or those below a folder. @throws Failure not-found */
function chosen(names: readonly string[]): readonly Group[] {
  const all = groupFiles();
  if (names.length === 0) return all;
  return names.flatMap((name) => {
    const found = name.endsWith('/')
      ? all.filter((group) => group.name.startsWith(name))
      : all.filter((group) => group.name === name);
    if (found.length === 0)
      throw fail('not-found', `There is no group '${name}'.`, "'ctys groups' lists them.");
    return found;
  });
}

function membersOf(group: string, mode: string): readonly string[] {
  return expandGroup(group, [], fileLookup().group).map(({ name, contexts }) => {
    if (mode === '8') return splitTarget(name).name;
    return mode === '7' && contexts.length > 0 ? `${name}(${contexts.join(' ')})` : name;
  });
}

function detail({ name, text, path }: Group): string {
  const { members, includes } = readGroupFile(text, name);
  const size = Buffer.byteLength(text);
  return `${size} ${members.length}/${includes.length} ${membersOf(name, '8').length} ${path}`;
}
