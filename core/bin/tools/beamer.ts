/** `ctys beamer`: a command on other hosts, over any number of hosts in between, with its output here. */
import { parseCall } from '../../ctys/parse.ts';
import type { Action } from '../../model/action.ts';
import { fail } from '../../model/failure.ts';
import { answerPrompts } from '../ask.ts';
import { carried } from '../as-failure.ts';
import { carryOut } from '../call.ts';
import { type CoreClient, openCore } from '../core-client.ts';
import { EXIT } from '../exit-codes.ts';
import { reachedOver } from '../hops.ts';
import type { Io } from '../io.ts';
import { fileLookup } from '../lookup.ts';
import { type Called, hostName, visitedHosts } from '../places.ts';
import { type Chain, readChains } from './chains.ts';
import { inParallel } from './parallel.ts';
import { toolOptions } from './options.ts';
import { table } from './table.ts';
import { tell } from './targets.ts';

export const USAGE = `Usage: ctys beamer -R CHAIN[,CHAIN...] [-L LOGIN] [--display-only] -- COMMAND [ARGUMENT ...]
CHAIN: HOP%HOP..., HOP: [user@](host|group)[:port]; the command runs on the last of each, side by side.
:PORT% in front  meanwhile this port of ours leads to the SSH of the last   --display-only  shows the chains
Calls of ctys are carried out from here over the chain, ctys-vping TARGET by the ping of the host: nothing of ctys is there.
--mode=CTYS-HOPS|CH|0|SSH-CHAIN|SC|1   as the ancestor had it; both are the same now`;

const KINDS = {
  chains: { type: 'string', short: 'R' },
  login: { type: 'string', short: 'L' },
  mode: { type: 'string' },
  'display-only': { type: 'boolean' },
} as const;

const THREADS = 8;

export async function run(words: readonly string[], io: Io): Promise<number> {
  const { values, rest } = toolOptions(words, KINDS, USAGE);
  if (typeof values.chains !== 'string') throw fail('bad-input', 'A chain is wanted: -R.', USAGE);
  if (!/^(?:CTYS-HOPS|CH|0|SSH-CHAIN|SC|1)$/i.test(String(values.mode ?? 'CH')))
    throw fail('bad-input', `--mode does not know '${values.mode}'.`, USAGE);
  const login = typeof values.login === 'string' ? values.login : undefined;
  const chains = readChains(values.chains, fileLookup().group, login);
  if (values['display-only']) {
    io.out(chains.map((chain) => `${wayOf(chain)}: ${rest.join(' ')}\n`).join(''));
    return EXIT.ok;
  }
  if (rest.length === 0) throw fail('bad-input', 'A command is wanted.', USAGE);
  const core = await openCore();
  const over = new AbortController();
  const answering = answerPrompts(core.api, io, over.signal).catch(() => {});
  const entrances: string[] = [];
  try {
    const ends = await Promise.all(chains.map((chain) => reach(core, chain)));
    for (const [at, { entrance }] of chains.entries())
      if (entrance !== undefined) entrances.push(await openEntrance(core, ends[at] ?? '', entrance));
    return await onEach(core, ends, rest, io);
  } finally {
    for (const session of entrances) await core.api.console.close({ session }).catch(() => {});
    over.abort();
    await answering;
    await core.close();
  }
}

const wayOf = ({ hops, entrance }: Chain): string =>
  [...(entrance === undefined ? [] : [`:${entrance}`]), ...hops.map(hostName)].join(' % ');

/** The core's name of the last host of a chain. */
async function reach(core: CoreClient, { hops: [first, ...more] }: Chain): Promise<string> {
  if (first === undefined) return 'localhost';
  for (const config of visitedHosts([first])) await carried(core.api.hosts.visit(config));
  let name = hostName(first);
  for (const hop of more) name = hostName((await reachedOver(core, { on: hop }, name)).on);
  return name;
}

async function openEntrance(core: CoreClient, host: string, port: number): Promise<string> {
  const to = { host: '127.0.0.1', port: 22 };
  return (await carried(core.api.tunnels.open({ host, kind: 'local', listen: { port }, to }))).id;
}

async function onEach(
  core: CoreClient,
  ends: readonly string[],
  command: readonly string[],
  io: Io,
): Promise<number> {
  const [program = '', ...words] = command;
  if (program === 'ctys') {
    const actions = parseCall(words, fileLookup());
    if (!actions.every(isPlaced)) throw fail('not-capable', `'${command.join(' ')}' is not for other hosts.`);
    const there = ends.map((end) => actions.map((action) => reachedOver(core, action, end)));
    return await carryOut(core, await Promise.all(there.flat()), io);
  }
  const codes = await inParallel(ends, THREADS, async (end) => {
    try {
      const { code, stdout, stderr } =
        program === 'ctys-vping'
          ? await ping(core, end, words, io)
          : await carried(core.api.hosts.exec({ name: end, argv: [...command] }, { signal: io.signal }));
      io.out(ends.length > 1 ? `${end}:\n${stdout}` : stdout);
      io.error(stderr);
      // 128: a signal ended it, as shells say.
      return code ?? 128;
    } catch (caught) {
      if (io.signal.aborted) throw caught;
      return tell(end, caught, io);
    }
  });
  return codes.find((code) => code !== EXIT.ok) ?? EXIT.ok;
}

/** Actions that have one place. */
const isPlaced = (action: Action): action is Extract<Action, Called> =>
  !['task', 'group', 'stack', 'tool', 'help', 'version'].includes(action.verb);

interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What ctys-vping tells without options, seen from another host. */
async function ping(core: CoreClient, name: string, targets: readonly string[], io: Io): Promise<Said> {
  if (targets.length === 0 || targets.some((word) => word.startsWith('-')))
    throw fail('not-capable', 'ctys-vping on another host takes names of hosts alone.', USAGE);
  const found = await inParallel(targets, THREADS, async (target) => {
    const argv = ['ping', '-n', '-c', '1', '-W', '2', target];
    const { code, stdout } = await carried(core.api.hosts.exec({ name, argv }, { signal: io.signal }));
    return { target, ip: /^PING \S+ \(([^)]+)\)/.exec(stdout)?.[1] ?? '', answers: code === 0 };
  });
  const rows = found.map(({ target, ip, answers }) => [target, ip, answers ? 'ok' : '-']);
  const code = found.every(({ answers }) => answers) ? EXIT.ok : EXIT.unreachable;
  return { code, stdout: table([['Name', 'IP', 'Ping'], ...rows], '|'), stderr: '' };
}
