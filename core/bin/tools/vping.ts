/** `ctys vping`: which of many hosts answer a ping and, with -s, let us in. */
import { parseMacmap } from '../../ctys/database/macmap.ts';
import { splitTarget } from '../../ctys/groups.ts';
import { openReach, type Reach, type Tries } from '../../engine/reach.ts';
import type { HostConfig } from '../../model/host.ts';
import { openCore } from '../core-client.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { readDatabases } from '../../engine/library/databases.ts';
import { type Logins, openLogins } from './logins.ts';
import { foldersOf, numberOf, type ToolOptions, toolOptions } from './options.ts';
import { inParallel } from './parallel.ts';
import { table } from './table.ts';
import { hostsOf, plainName, tell } from './targets.ts';

export const USAGE = `Usage: ctys vping [-s] [-r] [-n] [-i] [-m] [-t] [-l USER] [-X] [--ping-trials=N] [--ping-timeout=S] [--ssh-trials=N] [--ssh-timeout=S] [--threads=N] TARGET ...
-s  log in too; who lets us in is reachable   -l  as this user   -r  names by DNS
-n  name   -i  IP address   -m  MAC, from macmap.fdb   -t  name and IP address; so without any of them
-X  those that are reachable, on one line; with -i their addresses   --threads  hosts at a time (8)`;

const OPTIONS = {
  ssh: { type: 'boolean', short: 's' },
  resolve: { type: 'boolean', short: 'r' },
  names: { type: 'boolean', short: 'n' },
  ips: { type: 'boolean', short: 'i' },
  macs: { type: 'boolean', short: 'm' },
  tcp: { type: 'boolean', short: 't' },
  login: { type: 'string', short: 'l' },
  terse: { type: 'boolean', short: 'X' },
  'ping-trials': { type: 'string' },
  'ping-timeout': { type: 'string' },
  'ssh-trials': { type: 'string' },
  'ssh-timeout': { type: 'string' },
  threads: { type: 'string' },
} as const;

interface Found {
  readonly host: HostConfig;
  readonly name: string;
  /** '': it has none that is known. */
  readonly ip: string;
  readonly answers: boolean;
  /** undefined: nobody tried. */
  readonly lets?: boolean;
  /** Of the first thing that failed. */
  readonly code: number;
}

interface Means {
  readonly reach: Reach;
  readonly ping: Tries;
  readonly ssh: Tries;
  /** undefined: no login is wanted. */
  readonly logins?: Logins;
  readonly resolve: boolean;
}

export async function run(words: readonly string[], io: Io): Promise<number> {
  const options = toolOptions(words, OPTIONS, USAGE);
  const { values, rest } = options;
  const count = (name: keyof typeof OPTIONS, usual: number, most: number): number =>
    numberOf(options, name, { usual, least: 1, most }, USAGE);
  const ping = { trials: count('ping-trials', 1, 100), timeout: count('ping-timeout', 2, 60) };
  const ssh = { trials: count('ssh-trials', 1, 100), timeout: count('ssh-timeout', 10, 600) };
  const threads = count('threads', 8, 64);
  const login = typeof values.login === 'string' ? values.login : undefined;
  const core = await openCore();
  const reach = openReach(io.signal);
  const logins = values.ssh ? openLogins(core, io) : undefined;
  try {
    const hosts = await hostsOf(core, rest, login, USAGE, io);
    const means = { reach, ping, ssh, resolve: values.resolve === true, ...(logins && { logins }) };
    const found = await inParallel(hosts, threads, (host) => check(host, means, io));
    if (reach.pingFault !== undefined) tell('ping', reach.pingFault, io);
    io.out(values.terse ? terse(found, options) : table(await rows(found, options, io), '|'));
    return found.find((one) => !reachable(one))?.code ?? EXIT.ok;
  } finally {
    reach.close();
    await logins?.close();
    await core.close();
  }
}

/** A host behind a jump host answers no ping from here: a login says more. */
const reachable = ({ answers, lets }: Found): boolean => lets ?? answers;

async function check(host: HostConfig, { reach, ping, ssh, logins, resolve }: Means, io: Io): Promise<Found> {
  let code: number = EXIT.unreachable;
  const failed = <T>(instead: T): ((caught: unknown) => T) => {
    return (caught) => {
      if (io.signal.aborted) throw caught;
      code = tell(host.name, caught, io);
      return instead;
    };
  };
  const ip = await reach.address(host).catch(failed(''));
  const [answers, lets, name] = await Promise.all([
    ip === '' ? false : reach.ping(ip, ping),
    logins?.try(host.name, ssh).then(() => true, failed(false)),
    resolve ? dnsName(host, ip, reach) : splitTarget(host.name).name,
  ]);
  return { host, name, ip, answers, code, ...(lets !== undefined && { lets }) };
}

const dnsName = async (host: HostConfig, ip: string, reach: Reach): Promise<string> =>
  (ip === '' ? undefined : await reach.name(ip)) ?? (await plainName(host, reach));

/** Names as they were given, so that a further call can take them. */
function terse(found: readonly Found[], { values }: ToolOptions): string {
  const shown = found.filter(reachable).map(({ host, ip }) => (values.ips ? ip : host.name));
  return shown.length === 0 ? '' : `${shown.join(' ')}\n`;
}

async function rows(
  found: readonly Found[],
  { values }: ToolOptions,
  io: Io,
): Promise<readonly (readonly string[])[]> {
  const none = !values.names && !values.ips && !values.macs;
  const macs = values.macs ? await macsOf(found, io) : undefined;
  const columns: readonly (readonly [string, boolean, (one: Found) => string])[] = [
    ['Name', values.names === true || values.tcp === true || none, ({ name }) => name],
    ['IP', values.ips === true || values.tcp === true || none, ({ ip }) => ip],
    ['MAC', macs !== undefined, (one) => macs?.(one) ?? ''],
    ['Ping', true, ({ answers }) => (answers ? 'ok' : '-')],
    ['SSH', values.ssh === true, ({ lets }) => (lets ? 'ok' : '-')],
  ];
  const shown = columns.filter(([, wanted]) => wanted);
  return [shown.map(([title]) => title), ...found.map((one) => shown.map(([, , cell]) => cell(one)))];
}

async function macsOf(found: readonly Found[], io: Io): Promise<(one: Found) => string | undefined> {
  const folders = foldersOf(undefined);
  const databases = await readDatabases(folders, 'macmap.fdb');
  if (databases.length === 0 && found.length > 0)
    io.error(
      `ctys: There is no macmap.fdb in ${folders.join(' or ')}. Make one with 'ctys extractARPlst -P'.\n`,
    );
  const entries = databases.flatMap(({ text }) => parseMacmap(text));
  const byIp = new Map(entries.map(({ ip, mac }) => [ip, mac]));
  const byName = new Map(entries.map(({ name, mac }) => [name, mac]));
  return ({ ip, name }) => (ip === '' ? undefined : byIp.get(ip)) ?? byName.get(name);
}
