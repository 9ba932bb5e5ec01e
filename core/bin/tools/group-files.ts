/** Which group files a call means, and a line about each: for groups and vhost alike. */
import { isAbsolute } from 'node:path';
import { expandGroup, readGroupFile } from '../../ctys/groups.ts';
import { fail } from '../../model/failure.ts';
import { fileLookup, type GroupText, groupFiles } from '../lookup.ts';

/** All, those named, or those below a folder; `%` separates names too. @throws Failure not-found */
export function chosenGroups(words: readonly string[]): readonly GroupText[] {
  const all = groupFiles();
  const names = words.flatMap((word) => word.split('%')).filter(Boolean);
  if (names.length === 0) return all;
  return names.flatMap((name) => {
    const key = ({ name: relative, path }: GroupText): string => (isAbsolute(name) ? path : relative);
    const found = all.filter((group) =>
      name.endsWith('/') ? key(group).startsWith(name) : key(group) === name,
    );
    if (found.length === 0)
      throw fail('not-found', `There is no group '${name}'.`, "'ctys groups' lists them.");
    return found;
  });
}

/** Size, targets and includes in the file, targets with those of its includes, and the file or its name. */
export function groupLine({ name, text, path }: GroupText, terse = false): string {
  const { members, includes } = readGroupFile(text, name);
  const whole = expandGroup(name, [], fileLookup().group).length;
  return `${Buffer.byteLength(text)} ${members.length}/${includes.length} ${whole} ${terse ? name : path}`;
}
