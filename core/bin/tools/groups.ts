/** `ctys groups`: groups of targets, who is in them, and how they are sorted. */
import { folderTree, includeTree, memberLines, readMemberFormat } from '../../ctys/group-lists.ts';
import { expandGroup } from '../../ctys/groups.ts';
import { fail } from '../../model/failure.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { fileLookup, type GroupText } from '../lookup.ts';
import { chosenGroups, groupLine } from './group-files.ts';
import { numberOf, type ToolOptions, toolOptions } from './options.ts';

export const USAGE = `Usage: ctys groups [-l | -c | -e | -m MODE | -F | -S] [-D DEPTH] [-X] [GROUP | FOLDER/ ...]
-l  size, hosts/includes, hosts with those of includes, file   -c  size, hosts with those of includes, file
-e  members, one a line   -F  folders and files as a tree   -S  folders only   -D  so deep; alone: what includes what
-m  1 members below their group, 2 with context, 3 hosts; 4 on one line for a call, 5 one a line, 5x with \\ at the ends;
    6 user@host, 7 with context, 8 hosts; with u each once (8u)   -X  on one line, names instead of files`;

/** Nobody sorts deeper, and groups that include each other in a circle end here. */
const MOST_DEPTH = 20;

const KINDS = {
  cached: { type: 'boolean', short: 'c' },
  depth: { type: 'string', short: 'D' },
  expand: { type: 'boolean', short: 'e' },
  files: { type: 'boolean', short: 'F' },
  list: { type: 'boolean', short: 'l' },
  members: { type: 'string', short: 'm' },
  structure: { type: 'boolean', short: 'S' },
  terse: { type: 'boolean', short: 'X' },
} as const;

export async function run(words: readonly string[], io: Io): Promise<number> {
  const options = toolOptions(words, KINDS, USAGE);
  const { values } = options;
  const shown = (['list', 'cached', 'expand', 'members', 'files', 'structure'] as const).filter(
    (name) => values[name] !== undefined,
  );
  if (shown.length > 1)
    throw fail(
      'bad-input',
      `${shown.map((name) => `-${KINDS[name].short}`).join(' and ')} exclude each other.`,
      USAGE,
    );
  const lines = linesOf(chosenGroups(options.rest), options);
  io.out(lines.map((line) => `${line}\n`).join(''));
  return EXIT.ok;
}

function linesOf(groups: readonly GroupText[], options: ToolOptions): readonly string[] {
  const { values } = options;
  const terse = values.terse === true;
  const names = groups.map(({ name }) => name);
  const { group: find } = fileLookup();
  const depth = numberOf(options, 'depth', { usual: MOST_DEPTH, least: 0, most: MOST_DEPTH }, USAGE);
  if (values.files || values.structure) return folderTree(names, values.files === true, depth);
  if (typeof values.members === 'string')
    return memberLines(names, readMemberFormat(values.members), find, terse);
  if (values.expand) return memberLines(names, { mode: '6', unique: false }, find, terse);
  if (values.list) return groups.map((group) => groupLine(group, terse));
  if (values.cached) return groups.map((group) => expandedLine(group, terse));
  if (values.depth !== undefined) return names.flatMap((name) => includeTree(name, find, depth));
  return terse && names.length > 0 ? [names.join(' ')] : names;
}

function expandedLine({ name, path, text }: GroupText, terse: boolean): string {
  const members = expandGroup(name, [], fileLookup().group).length;
  return `${Buffer.byteLength(text)} ${members} ${terse ? name : path}`;
}
