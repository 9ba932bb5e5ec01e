/** `ctys vhost`: known machines by any part of their records, from the databases; no host is asked unless -R says so. */
import { addressForm, addressJoin } from '../../ctys/database/join.ts';
import { select } from '../../ctys/database/selection.ts';
import type { Row } from '../../ctys/tables/print.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { groupFiles } from '../lookup.ts';
import type { Reachability } from '../../ctys/database/reachability.ts';
import { byLoad, counter, loadLines, withRuntime } from '../../ctys/database/load.ts';
import { isAboutGroups, listingLines } from './vhost-lists.ts';
import { readVhostCall, type VhostCall } from './vhost-options.ts';
import { CTYSADDRESS, marked, printVhost, REACHABLE, shows, TCP } from './vhost-output.ts';
import { type Search, search } from './vhost-search.ts';
import { anyFolder, entriesOf, readSources, type Sources } from './vhost-sources.ts';

export { USAGE } from './vhost-options.ts';

/** No folder, no enum.fdb in it, no groups, no macmap.fdb, several where one was wanted: chapter 7.1 of the reference. */
const CODES = { noFolder: 7, noEnum: 8, noGroups: 9, noMacmap: 10, ambiguous: 11 } as const;

export async function run(words: readonly string[], io: Io): Promise<number> {
  const call = readVhostCall(words);
  for (const word of call.unused) io.error(`${word}: nothing is cached, so there is nothing to do.\n`);
  const sources = await readSources(call.folders);
  const missing = await missingSource(call, sources);
  if (missing !== null) {
    io.error(`ctys: ${missing.message}\n`);
    return missing.code;
  }
  if (call.listing === undefined) return await tell(search(call, sources, io), call, sources, io);
  io.out(lines(listingLines(call.listing, sources, call.terse)));
  return EXIT.ok;
}

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

async function missingSource(
  { folders, caches, listing }: VhostCall,
  { enums, macmaps }: Sources,
): Promise<{ readonly code: number; readonly message: string } | null> {
  const places = folders.join(' or ');
  const aboutGroups = listing !== undefined && isAboutGroups(listing);
  if ((aboutGroups || caches.groups) && groupFiles().length === 0)
    return {
      code: CODES.noGroups,
      message: 'There are no groups. They are files below ~/.config/ctys/groups.',
    };
  if (aboutGroups) return null;
  if (caches.macmapOnly)
    return macmaps.length > 0
      ? null
      : {
          code: CODES.noMacmap,
          message: `There is no macmap.fdb in ${places}. Make one with 'ctys extractMAClst -P'.`,
        };
  if (enums.length > 0) return null;
  const code = (await anyFolder(folders)) ? CODES.noEnum : CODES.noFolder;
  return { code, message: `There is no enum.fdb in ${places}. Make one with 'ctys vdbgen'.` };
}

async function tell({ rows, stacks }: Search, call: VhostCall, sources: Sources, io: Io): Promise<number> {
  const { types, mode, cost, output, reachability } = call;
  const typed = rows.filter(([, type = '']) => types === null || types.has(plainType(type)));
  const addressed = withAddresses(typed, call, sources);
  const reached = reachability === undefined ? addressed : await looked(addressed, reachability, call, io);
  const isLoadWanted = cost !== undefined || call.runtime;
  const machines = isLoadWanted ? await (await import('./vhost-load.ts')).lastSeen(io) : [];
  const count = counter(machines, types);
  if (cost === 'CNT') {
    io.out(lines(loadLines(reached, count)));
    return EXIT.ok;
  }
  const one = mode === 'FIRST' || mode === 'LAST' || mode === 'UNIQUE';
  const ordered = cost === undefined ? reached : byLoad(reached, cost, count, one);
  const chosen = select(ordered, mode);
  if (mode === 'UNIQUE' && chosen.length > 1) {
    io.error(`ctys: ${chosen.length} records match. Add a further term.\n`);
    return CODES.ambiguous;
  }
  const now = call.runtime ? withRuntime(chosen, machines) : chosen;
  const told = shows(output, CTYSADDRESS)
    ? now.map((row) => put(row, CTYSADDRESS, stacks().address(row)))
    : now;
  io.out(printVhost(told, reachability?.mark ? marked(output) : output));
  return EXIT.ok;
}

/** `QEMU-arm` is QEMU: the type of 01.07 names the processor, too. */
const plainType = (type: string): string => type.toUpperCase().split('-')[0] ?? '';

function put(row: Row, field: number, value: string): Row {
  const cells = [...row];
  while (cells.length < field) cells.push('');
  cells[field - 1] = value;
  return cells;
}

const MAC = 6;

/** What records lack of their addresses, and in the form that is wanted. */
function withAddresses(
  rows: readonly Row[],
  { output, caches }: VhostCall,
  sources: Sources,
): readonly Row[] {
  const { tcp } = output;
  const lacks = rows.some((row) => row[TCP - 1] === '' || row[MAC - 1] === '');
  if (!lacks && tcp === undefined) return rows;
  const entries = entriesOf(sources);
  const joined = lacks && !caches.off ? rows.map(addressJoin(entries)) : rows;
  return tcp === undefined ? joined : joined.map(addressForm(entries, tcp));
}

const [HOST, LABEL, NETNAME] = [1, 3, 28];
const nameOf = (row: Row, of: Reachability['of']): string =>
  (of === 'PM' ? row[HOST - 1] : row[TCP - 1] || row[NETNAME - 1] || row[LABEL - 1]) ?? '';

/** Those that are wanted, or all with what was seen of them. */
async function looked(
  rows: readonly Row[],
  reachability: Reachability,
  { login }: VhostCall,
  io: Io,
): Promise<readonly Row[]> {
  const { reachable } = await import('./vhost-reach.ts');
  const names = [...new Set(rows.map((row) => nameOf(row, reachability.of)))].filter(Boolean);
  const found = await reachable(names, reachability, login, io);
  const isWanted = (row: Row): boolean => found.has(nameOf(row, reachability.of)) !== reachability.reverse;
  if (!reachability.mark) return rows.filter(isWanted);
  return rows.map((row) => put(row, REACHABLE, isWanted(row) ? 'R' : '-'));
}
