/** Hosts in the ancestor's files: members of groups, and the databases of machines, enum.fdb and macmap.fdb. */
import { join } from 'node:path';
import { categoriesIn } from '../../ctys/database/categories.ts';
import { parseFdb } from '../../ctys/database/fdb.ts';
import type { KnownTexts } from '../../ctys/database/known.ts';
import { parseMacmap } from '../../ctys/database/macmap.ts';
import { readGroupFile } from '../../ctys/groups.ts';
import { FIELDS } from '../../ctys/tables/fields.ts';
import type { Row } from '../../ctys/tables/print.ts';
import { sameHost } from '../../model/known.ts';
import { localTexts } from '../library/databases.ts';
import { readTextFiles } from '../library/text-files.ts';
import { type Entry, type Reading, reading } from './offer.ts';

/** Hosts that groups name; groups in groups are read as files of their own. */
export async function groupMembers(folder: string): Promise<Reading> {
  const { files } = await readTextFiles(join(folder, 'groups'));
  const groups = new Set(files.map(({ name }) => name));
  const entries = files.flatMap(({ name, text }): readonly Entry[] => {
    try {
      const { members } = readGroupFile(text, name);
      const hosts = members.filter((one) => !/[{}()[\]]/.test(one.name) && !groups.has(one.name));
      return hosts.map((one) => ({ address: one.name, labels: [name] }));
    } catch {
      return [];
    }
  });
  return reading(entries);
}

export const databaseHosts = async (folder: string): Promise<Reading> =>
  reading(databaseEntries(await localTexts([join(folder, 'db', 'default')])));

interface Known {
  readonly name: string;
  address?: string;
  mac?: string;
  doubt?: string;
}

const cell = (word: string): ((row: Row) => string) => {
  const at = FIELDS.enumerate.findIndex(({ words }) => words.includes(word));
  return (row) => row[at] ?? '';
};
const [hostOf, macOf, tcpOf] = [cell('PM'), cell('MAC'), cell('TCP')] as const;
const [typeOf, categoryOf, stateOf] = [cell('TYPE'), cell('CATEGORY'), cell('VMSTATE')] as const;

const isHost = (row: Row): boolean => (categoryOf(row) || typeOf(row)).toUpperCase() === 'PM';

/**
 * Physical machines of enum.fdb, those that guests stand on too, with address and MAC, which wakes them; what is missing
 * is taken from macmap.fdb. What only that has may be anything, unless the other knows it as a guest. Pure.
 */
export function databaseEntries({ enumText, macmapText }: KnownTexts): readonly Entry[] {
  const rows = parseFdb(enumText).rows.filter((row) => stateOf(row).toUpperCase() !== 'BACKUP');
  const hosts = knownHosts();
  for (const row of rows.filter(isHost)) hosts.add(hostOf(row), tcpOf(row), macOf(row));
  for (const row of rows) hosts.add(hostOf(row));
  const categories = categoriesIn(rows);
  for (const { name, mac, ip } of parseMacmap(macmapText)) {
    const isGuest = [name, ip].some((key) => categories.get(key.toLowerCase())?.has('VM'));
    if (hosts.has(name) || !isGuest) hosts.add(name, ip, mac, MAY_BE_A_GUEST);
  }
  return hosts.all().map(({ name, address = name, ...more }) => ({ name, address, ...more }));
}

const MAY_BE_A_GUEST = 'It may be a guest: macmap.fdb tells only names and addresses.';

/** By name, with or without the domain. What is known of one first stays. */
function knownHosts() {
  const known: Known[] = [];
  const byName = new Map<string, Known>();
  const namesOf = (name: string): readonly string[] => {
    const lower = name.toLowerCase();
    return /^[\d.]+$/.test(lower) ? [lower] : [lower, lower.split('.')[0] ?? lower];
  };
  const find = (name: string): Known | undefined =>
    namesOf(name)
      .map((one) => byName.get(one))
      .find((one) => one !== undefined && sameHost(one.name, name));
  return {
    has: (name: string): boolean => find(name) !== undefined,
    add(name: string, address = '', mac = '', doubt?: string): void {
      if (name === '' || name === 'localhost') return;
      const found = find(name);
      const one: Known = found ?? { name, ...(doubt !== undefined && { doubt }) };
      if (address !== '') one.address ??= address;
      if (mac !== '') one.mac ??= mac;
      if (found !== undefined) return;
      known.push(one);
      for (const key of namesOf(name)) if (!byName.has(key)) byName.set(key, one);
    },
    all: (): readonly Known[] => known,
  };
}
