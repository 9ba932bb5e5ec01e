/** The records vhost finds, with their numbers: by terms, by addresses in a stack, or in macmap.fdb alone. */
import { parseRecord } from '../../ctys/database/fdb.ts';
import { parseQuery, type Query } from '../../ctys/database/query.ts';
import type { Records } from '../../ctys/database/records.ts';
import { INDEX, matching } from '../../ctys/database/selection.ts';
import { isAt, readStackAddress, type Stacks, stacksOf } from '../../ctys/database/stack-address.ts';
import type { Row } from '../../ctys/tables/print.ts';
import { fail } from '../../model/failure.ts';
import type { Output } from '../../model/output.ts';
import type { Io } from '../io.ts';
import type { VhostCall } from './vhost-options.ts';
import { fieldsOf, TCP } from './vhost-output.ts';
import { macmapRecords, recordsOf, type Sources } from './vhost-sources.ts';

export interface Search {
  readonly rows: readonly Row[];
  /** Of all records; made when it is wanted. */
  stacks(): Stacks;
}

/** @throws CallError, Failure bad-input */
export function search(call: VhostCall, sources: Sources, io: Io): Search {
  if (call.caches.macmapOnly) return macmapSearch(call, sources);
  const records = recordsOf(sources, call.caches);
  let held: Stacks | undefined;
  const stacks = (): Stacks => {
    held ??= stacksOf(rowsAt(records, allOf(records)));
    return held;
  };
  if (call.addresses) {
    const meant = call.terms.map(readStackAddress);
    const rows = rowsAt(records, allOf(records));
    return { rows: rows.filter((row) => meant.some((one) => isAt(one, row, stacks()))), stacks };
  }
  const query = parseQuery(call.terms);
  const began = performance.now();
  const found = matching(records, query, call.mode);
  if (call.progress > 0) tellProgress(records, query, call.progress, performance.now() - began, io);
  return { rows: rowsAt(records, found, isFirstEnough(call) ? 1 : records.size), stacks };
}

const allOf = ({ size }: Records): readonly number[] => Array.from({ length: size }, (_, index) => index);

/** Nothing that is looked at later leaves the first one out. */
const isFirstEnough = ({ mode, types, cost, reachability }: VhostCall): boolean =>
  mode === 'FIRST' && types === null && cost === undefined && reachability === undefined;

/** Lines that are no records are left out. */
function rowsAt(records: Records, numbers: readonly number[], most = numbers.length): readonly Row[] {
  const rows: Row[] = [];
  for (const number of numbers) {
    if (rows.length >= most) break;
    const row = parseRecord(records.line(number));
    if (row !== null) rows.push(row.map((cell, at) => (at === INDEX - 1 ? String(number) : cell)));
  }
  return rows;
}

/** What macmap.fdb has: MAC, address and name. */
const MACMAP_FIELDS = [6, TCP, 28];

function macmapSearch({ output, terms, mode }: VhostCall, sources: Sources): Search {
  checkMacmapOutput(output);
  const { records, row } = macmapRecords(sources);
  const found = matching(records, parseQuery(terms), mode);
  return { rows: found.map((number) => row(records.line(number))), stacks: () => stacksOf([]) };
}

function checkMacmapOutput({ layout }: Output): void {
  const fields = fieldsOf(layout);
  if (fields?.every((field) => MACMAP_FIELDS.includes(field))) return;
  throw fail(
    'bad-input',
    'macmap.fdb knows names, MACs and addresses, and nothing else.',
    'Give some of -o netname,mac,tcp, or -C MACMAP to have its addresses in the records.',
  );
}

/** How much each term leaves, so that the one that leaves least can be put first. */
function tellProgress(records: Records, query: Query, level: number, took: number, io: Io): void {
  if (level > 1)
    query.forEach((group, at) => {
      const words = group.map(({ text, not }) => (not ? `NOT ${text}` : text)).join(' OR ');
      const match = records.find(query.slice(0, at + 1)).length;
      io.error(`${words}: match=${match} of total=${records.size}\n`);
    });
  io.error(`${records.find(query).length} of ${records.size} records in ${took.toFixed(1)} ms\n`);
}
