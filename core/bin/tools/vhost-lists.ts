/** What vhost lists instead of searching: databases, targets, groups and their members (-S, and the LIST words of -C). */
import { join } from 'node:path';
import { CallError } from '../../ctys/call-error.ts';
import { parseFdb } from '../../ctys/database/fdb.ts';
import { stacksOf } from '../../ctys/database/stack-address.ts';
import { clean } from '../../ctys/tables/cells.ts';
import { memberLines, readMemberFormat } from '../../ctys/group-lists.ts';
import { type Database, enumText } from '../../engine/library/databases.ts';
import { xdgPaths } from '../../engine/paths.ts';
import { fileLookup } from '../lookup.ts';
import { chosenGroups, groupLine } from './group-files.ts';
import type { Sources } from './vhost-sources.ts';

/** A list that is wanted, with the groups it is about. */
export interface Listing {
  readonly kind: Kind;
  /** `2` to `8u`, of MEMBERSGROUP. */
  readonly format: string;
  readonly groups: readonly string[];
}

const KINDS = [
  'LISTALL',
  'LIST',
  'LISTDB',
  'MEMBERSDB',
  'LISTGROUP',
  'MEMBERSGROUP',
  'CONTENTGROUP',
] as const;
type Kind = (typeof KINDS)[number] | 'LISTTARGETS' | 'LISTGROUPS';

const SHAPE = /^([A-Z]+)([1-8]x?u?)?(?::(.*))?$/is;

/** Argument of -S. @throws CallError */
export function readListing(text: string): Listing {
  const [, word = '', format = '', groups = ''] = SHAPE.exec(text) ?? [];
  const kind = KINDS.find((one) => one === word.toUpperCase());
  const takesGroups = kind?.endsWith('GROUP') ?? false;
  if (kind === undefined || (format !== '' && kind !== 'MEMBERSGROUP') || (groups !== '' && !takesGroups))
    throw new CallError({
      message: `-S ${text} is none of LISTALL, LIST, LISTDB, MEMBERSDB, LISTGROUP, MEMBERSGROUP[2-8][u], CONTENTGROUP.`,
      fragment: text,
      expected: KINDS,
    });
  return { kind, format: format || '1', groups: groups.split(/[%,]/).filter(Boolean) };
}

/** Words of -C that list: each alone is all that is done. */
export const CACHE_LISTS: Readonly<Record<string, Kind>> = {
  LIST: 'LISTDB',
  LISTCACHE: 'LISTDB',
  LISTTARGETS: 'LISTTARGETS',
  LISTARGETS: 'LISTTARGETS',
  LISTGROUPS: 'LISTGROUPS',
  MEMBERSDB: 'MEMBERSDB',
};

/** Whether it is about groups alone: then no database need be there. */
export const isAboutGroups = ({ kind }: Listing): boolean => /GROUPS?$/.test(kind);

/** Lines of it. @throws Failure not-found (a group) */
export function listingLines(
  { kind, format, groups }: Listing,
  sources: Sources,
  terse: boolean,
): readonly string[] {
  switch (kind) {
    case 'LISTDB':
      return [...sources.enums, ...sources.macmaps].map(databaseLine);
    case 'LIST':
      return [...listed('LISTDB', sources, terse), ...listed('LISTGROUP', sources, terse)];
    case 'LISTALL':
      return [...listed('LIST', sources, terse), join(xdgPaths().cacheDir, 'seen.json')];
    case 'LISTTARGETS':
      return [...new Set(parseFdb(enumText(sources.enums)).rows.map(([host = '']) => clean(host)))].sort();
    case 'MEMBERSDB':
      return stackAddresses(sources);
    case 'LISTGROUPS':
      return chosenGroups(groups).map(({ name }) => name);
    case 'LISTGROUP':
      return chosenGroups(groups).map((group) => groupLine(group, terse));
    case 'CONTENTGROUP':
      return chosenGroups(groups).flatMap(({ text }) => text.replace(/\n$/, '').split('\n'));
    case 'MEMBERSGROUP': {
      const names = chosenGroups(groups).map(({ name }) => name);
      return memberLines(names, readMemberFormat(format), fileLookup().group, terse);
    }
  }
}

const listed = (kind: Kind, sources: Sources, terse: boolean): readonly string[] =>
  listingLines({ kind, format: '1', groups: [] }, sources, terse);

const databaseLine = ({ path }: Database): string => path;

/** Each once: a machine has a record for each of its network cards. */
function stackAddresses({ enums }: Sources): readonly string[] {
  const { rows } = parseFdb(enumText(enums));
  const stacks = stacksOf(rows);
  return [...new Set(rows.map((row) => clean(stacks.address(row))))];
}
