/** Options of vhost: chapter 7.1 of the reference. */
import { CallError } from '../../ctys/call-error.ts';
import { choice } from '../../ctys/codec.ts';
import { type Mode, MODES, readMode } from '../../ctys/database/selection.ts';
import { expandMacros } from '../../ctys/macros.ts';
import { SESSION_TYPES } from '../../ctys/session-types.ts';
import type { Output } from '../../model/output.ts';
import { fileLookup } from '../lookup.ts';
import { foldersOf, numberOf, toolOptions } from './options.ts';
import { type Cost, COSTS } from '../../ctys/database/load.ts';
import { CACHE_LISTS, type Listing, readListing } from './vhost-lists.ts';
import { readOutput } from './vhost-output.ts';
import { type Reachability, readReachability } from '../../ctys/database/reachability.ts';

export const USAGE = `Usage: ctys vhost [-o FIELDS] [-M ${MODES.join('|')}] [OPTIONS] TERM ...
TERM  a pattern, E:a:b, F:n:text, R:n[:m] or . ; AND, OR (binds tighter) and NOT stand between
-o  fields, tables and sorting, as ENUMERATE takes them; CTYSADDRESS, INDEX, IP, DNS   -X  records for scripts
-M  which of those that match; FIRST unless said otherwise   -T  only these types, commas between
-C  MACMAP: addresses of macmap.fdb are searched too; MACMAPONLY: they alone; GROUPS: members of groups too
    OFF: records as they are, without what macmap.fdb has of their addresses; LIST, LISTTARGETS, LISTGROUPS, MEMBERSDB: what is there
    CLEARTMP, CLEARALL, KEEPALL, REBUILDCACHE, ADJUST: nothing is cached, so they do nothing
-c  MINCNT, MAXCNT: hosts with the fewest or most sessions, as last seen, first; CNT: each host and its count
-R  [MARK,][REVERSE|R|-,]PING[:N%S]|SSH[:N%S][,PM|VM]: only those whose host (PM) or who themselves (VM) can be reached
    REVERSE: only others; MARK: all, with R or - in front   -l  log in as this user   -r  ports as last seen
-S  LISTALL, LIST, LISTDB, MEMBERSDB, LISTGROUP, MEMBERSGROUP[2-8][u], CONTENTGROUP, groups behind a colon (:g%g)
-i  CTYSADDRESS: terms are addresses HOST[MACHINE]...   -I  1: what was searched, 2: each term's share too
-p  folders of databases   -s  called by a tool: nothing is cached that it could leave alone
Exit codes: 7 no folder of databases, 8 no enum.fdb, 9 no groups, 10 no macmap.fdb, 11 several where UNIQUE wants one`;

const KINDS = {
  output: { type: 'string', short: 'o' },
  mode: { type: 'string', short: 'M' },
  sub: { type: 'boolean', short: 's' },
  caches: { type: 'string', short: 'C' },
  count: { type: 'string', short: 'c' },
  input: { type: 'string', short: 'i' },
  interactive: { type: 'string', short: 'I' },
  login: { type: 'string', short: 'l' },
  remoteLogin: { type: 'string', short: 'L' },
  folders: { type: 'string', short: 'p' },
  runtime: { type: 'boolean', short: 'r' },
  reachable: { type: 'string', short: 'R' },
  reachableToo: { type: 'string', short: 'x' },
  sources: { type: 'string', short: 'S' },
  types: { type: 'string', short: 'T' },
} as const;

/** -C: what is searched beside the records, and how they are told. */
export interface Caches {
  readonly macmap: boolean;
  readonly macmapOnly: boolean;
  readonly groups: boolean;
  /** Nothing is filled in. */
  readonly off: boolean;
}

export interface VhostCall {
  readonly terms: readonly string[];
  readonly output: Output;
  readonly mode: Mode;
  readonly folders: readonly string[];
  readonly caches: Caches;
  readonly listing?: Listing;
  /** null: all. */
  readonly types: ReadonlySet<string> | null;
  readonly cost?: Cost;
  readonly reachability?: Reachability;
  readonly runtime: boolean;
  readonly login?: string;
  readonly addresses: boolean;
  /** 0 to 9. */
  readonly progress: number;
  readonly terse: boolean;
  /** Words that have no effect, told with -d. */
  readonly unused: readonly string[];
}

/** @throws CallError, Failure bad-input */
export function readVhostCall(words: readonly string[]): VhostCall {
  const options = toolOptions(withFilter(expanded(words)), KINDS, USAGE);
  const { values, rest } = options;
  const text = (name: keyof typeof KINDS): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  const terse = values.terse === true;
  const { caches, listing, unused } = readCaches(text('caches') ?? '');
  const wanted = text('sources') === undefined ? listing : readListing(text('sources') ?? '');
  const count = text('count');
  const states = text('reachable') ?? text('reachableToo');
  const login = text('login') ?? text('remoteLogin');
  if (text('input') !== undefined) INPUTS.read(text('input') ?? '');
  return {
    terms: rest,
    output: readOutput(text('output') ?? (caches.macmapOnly ? 'netname,mac,tcp' : undefined), terse),
    mode: readMode(text('mode') ?? 'FIRST'),
    folders: foldersOf(values.folders),
    caches,
    ...(wanted && { listing: wanted }),
    types: readTypes(text('types') ?? 'all'),
    ...(count !== undefined && { cost: COST.read(count) }),
    ...(states !== undefined && { reachability: readReachability(states) }),
    runtime: values.runtime === true,
    ...(login !== undefined && { login }),
    addresses: text('input') !== undefined,
    progress: numberOf(options, 'interactive', { usual: 0, least: 0, most: 9 }, USAGE),
    terse,
    unused: values.debug === undefined ? [] : [...unused, ...(values.sub ? ['-s'] : [])],
  };
}

const INPUTS = choice([['CTYSADDRESS', 'CTYSADDRESS', 'CTYS']]);
const COST = choice(COSTS.map((cost) => [cost, cost]));

/** Macros of the call, so that `macro:vif` may stand for an option and its argument. */
const expanded = (words: readonly string[]): readonly string[] =>
  words.flatMap((word) => {
    if (!/macro:/i.test(word)) return [word];
    const text = expandMacros(word, fileLookup().macro);
    return text.startsWith('-o ') ? ['-o', text.slice('-o '.length)] : [text];
  });

/** `-R -,PING`: what begins with a minus is the filter all the same. */
const withFilter = (words: readonly string[]): readonly string[] =>
  words.map((word, at) =>
    ['-R', '-x'].includes(words[at - 1] ?? '') && word.startsWith('-,') ? word.replace('-', 'R') : word,
  );

const NO_CACHES = ['CLEARTMP', 'CLEARALL', 'KEEPALL', 'REBUILDCACHE', 'ADJUST'];

function readCaches(text: string): {
  readonly caches: Caches;
  readonly listing?: Listing;
  readonly unused: readonly string[];
} {
  const words = text.toUpperCase().split(/[,%]/).filter(Boolean);
  const known = ['OFF', 'MACMAP', 'MACMAPONLY', 'GROUPS', ...NO_CACHES, ...Object.keys(CACHE_LISTS)];
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined)
    throw new CallError({ message: `-C ${unknown} is no source.`, fragment: unknown, expected: known });
  const kind = words.map((word) => CACHE_LISTS[word]).find((one) => one !== undefined);
  return {
    caches: {
      macmap: words.includes('MACMAP'),
      macmapOnly: words.includes('MACMAPONLY'),
      groups: words.includes('GROUPS'),
      off: words.includes('OFF'),
    },
    ...(kind !== undefined && { listing: { kind, format: '1', groups: [] } }),
    unused: words.filter((word) => NO_CACHES.includes(word)).map((word) => `-C ${word}`),
  };
}

/** `XEN,QEMU`; KVM is QEMU's. @throws CallError */
function readTypes(text: string): ReadonlySet<string> | null {
  const types = text
    .split(/[,%]/)
    .filter(Boolean)
    .map((word) => SESSION_TYPES.read(word));
  return types.includes('ALL') ? null : new Set(types);
}
