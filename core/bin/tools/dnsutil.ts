/** `ctys dnsutil`: the hosts of a DNS zone; with -r those that answer now, or are what is wanted. */
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { type Categories, categoriesIn } from '../../ctys/database/categories.ts';
import { parseFdb } from '../../ctys/database/fdb.ts';
import { readRuntimeFilter, type RuntimeFilter } from '../../ctys/database/runtime-filter.ts';
import { mergeZones, type ZoneHost } from '../../ctys/database/zone.ts';
import { type NameServer, readNameServer, transferZone } from '../../engine/zone.ts';
import { fail } from '../../model/failure.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { readDatabases } from '../../engine/library/databases.ts';
import { foldersOf, type ToolOptions, toolOptions } from './options.ts';
import { passing } from './passing.ts';
import { tell } from './targets.ts';

export const USAGE = `Usage: ctys dnsutil [-n] [-i] [-X] [-d ZONE] [-r [REVERSE|R|-,]PING[:N%S]|SSH[:N%S][,PM|VM]] [-c | -C] [-l USER] [SERVER[:PORT] ...]
-n  names   -i  addresses; both without either   -X  on one line   -d  zone; else the domain of this machine
-r  those that answer, N trials of S seconds, and are physical machines or guests; REVERSE: all others
-c  what they are from the database, else they say it   -C  so too, and nobody is looked for   -l  log in as this user`;

const OPTIONS = {
  names: { type: 'boolean', short: 'n' },
  ips: { type: 'boolean', short: 'i' },
  terse: { type: 'boolean', short: 'X' },
  zone: { type: 'string', short: 'd' },
  reverse: { type: 'string', short: 'r' },
  database: { type: 'boolean', short: 'c' },
  still: { type: 'boolean', short: 'C' },
  login: { type: 'string', short: 'l' },
} as const;

export async function run(words: readonly string[], io: Io): Promise<number> {
  const options = toolOptions(withFilter(words), OPTIONS, USAGE);
  const { values } = options;
  const filter =
    typeof values.reverse === 'string' ? wanted(values.reverse, values.still === true) : undefined;
  const zone = typeof values.zone === 'string' ? values.zone : await ownDomain();
  const servers = options.rest.length === 0 ? [undefined] : options.rest.map(readNameServer);
  const stored = values.database || values.still ? await storedCategories() : undefined;
  if (stored === null) {
    io.error(
      `ctys: There is no enum.fdb in ${foldersOf(undefined).join(' or ')}. Make one with 'ctys vdbgen'.\n`,
    );
    return EXIT.noFile;
  }
  const { hosts, code } = await transfer(zone, servers, io);
  const login = typeof values.login === 'string' ? values.login : undefined;
  const shown =
    filter === undefined
      ? hosts
      : await passing(
          hosts,
          { filter, ...(stored && { stored }), ...(login !== undefined && { login }) },
          io,
        );
  print(shown, options, io);
  return code;
}

/** `-r -,PING`: what begins with a minus is the filter all the same. */
const withFilter = (words: readonly string[]): readonly string[] =>
  words.flatMap((word, at) => {
    const isFilter = ['-r', '--reverse'].includes(words[at - 1] ?? '') && word.startsWith('-,');
    return isFilter ? [word.replace('-', 'R')] : [word];
  });

/** With -C nobody is looked for: what is left of a filter is what the database can tell. */
function wanted(text: string, still: boolean): RuntimeFilter | undefined {
  const { answers, ...rest } = readRuntimeFilter(text);
  if (!still) return { ...rest, ...(answers && { answers }) };
  return rest.category === undefined ? undefined : rest;
}

/** By the host's name, else by where its resolver searches. @throws Failure bad-input */
async function ownDomain(): Promise<string> {
  const [, ...parts] = hostname().split('.');
  if (parts.length > 0) return parts.join('.');
  const resolver = await readFile('/etc/resolv.conf', 'utf8').catch(() => '');
  const [, domain] = /^(?:domain|search)[ \t]+([^\s#;]+)/m.exec(resolver) ?? [];
  if (domain !== undefined) return domain;
  throw fail('bad-input', 'This machine is in no domain.', 'Name the zone: -d ZONE.');
}

/** null: there is no database. */
async function storedCategories(): Promise<Categories | null> {
  const databases = await readDatabases(foldersOf(undefined), 'enum.fdb');
  if (databases.length === 0) return null;
  return categoriesIn(databases.flatMap(({ text }) => parseFdb(text).rows));
}

/** What one server does not tell another may. */
async function transfer(
  zone: string,
  servers: readonly (NameServer | undefined)[],
  io: Io,
): Promise<{ readonly hosts: readonly ZoneHost[]; readonly code: number }> {
  let code: number = EXIT.ok;
  const answers = await Promise.all(
    servers.map(async (server) => {
      try {
        return await transferZone(zone, server, io.signal);
      } catch (caught) {
        if (io.signal.aborted) throw caught;
        code = tell(zone, caught, io);
        return [];
      }
    }),
  );
  return { hosts: mergeZones(answers.flat()), code };
}

function print(hosts: readonly ZoneHost[], { values }: ToolOptions, io: Io): void {
  const both = values.names === values.ips;
  const lines = hosts.flatMap(({ name, addresses }) => {
    if (both) return addresses.map((address) => `${name};${address}`);
    return values.names ? [name] : addresses;
  });
  const once = [...new Set(lines)].sort();
  if (once.length > 0)
    io.out(values.terse ? `${once.join(' ')}\n` : once.map((line) => `${line}\n`).join(''));
}
