/** What this machine itself can tell of hosts: their address, whether they answer, which MAC they have. */
import { lookup, reverse } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Channel, ExecResult } from '../channel/channel.ts';
import { localTransport } from '../channel/local.ts';
import { channelOver } from '../channel/over.ts';
import { sshOptions, sshTarget } from '../channel/ssh-config.ts';
import { normalMac } from '../ctys/database/macmap.ts';
import { type Neighbours, parseArp, parseIpNeigh, parseProcArp } from '../ctys/database/neighbours.ts';
import { Failure, fail, toFailure } from '../model/failure.ts';
import type { HostConfig } from '../model/host.ts';

export interface Tries {
  readonly trials: number;
  /** Seconds each may take. */
  readonly timeout: number;
}

export interface Reach {
  /** Its IP address, as ssh would connect to it. @throws Failure no-such-host */
  address(host: HostConfig): Promise<string>;
  /** Its name by DNS; undefined: it has none. */
  name(address: string): Promise<string | undefined>;
  /** Whether it answers a ping; where this machine cannot ping, whether anything does at port 22. */
  ping(address: string, tries: Tries): Promise<boolean>;
  /** Why ping could not be used, once it was tried. */
  readonly pingFault: Failure | undefined;
  /** @throws Failure tool-missing */
  neighbours(): Promise<Neighbours>;
  close(): void;
}

/** This machine as a channel, for what needs neither an inventory nor an engine. Nobody is asked anything. */
export const thisMachine = (): Channel =>
  channelOver(localTransport(), {
    name: 'localhost',
    elevation: 'none',
    ask: async () => null,
    sudoPasswords: new Map(),
  });

export function openReach(signal: AbortSignal, env: NodeJS.ProcessEnv = process.env): Reach {
  const local = thisMachine();
  let fault: Failure | undefined;
  const answers = async (address: string, timeout: number): Promise<boolean> => {
    if (fault !== undefined) return await answersTcp(local, address, timeout, signal);
    const found = await pingOnce(local, address, timeout, signal);
    if (typeof found === 'boolean') return found;
    fault ??= found;
    return await answersTcp(local, address, timeout, signal);
  };
  return {
    address: async (host) => await addressOf(host, env, signal),
    name: async (address) => (await reverse(address).catch(() => []))[0],
    async ping(address, { trials, timeout }) {
      for (let trial = 0; trial < trials; trial++) if (await answers(address, timeout)) return true;
      return false;
    },
    get pingFault() {
      return fault;
    },
    neighbours: async () => await neighbours(local, signal),
    close: () => local.close(),
  };
}

/** ssh_config may give a name another address; what it says is how the host is reached. */
async function addressOf(host: HostConfig, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<string> {
  if (host.name === 'localhost') return '127.0.0.1';
  const target = sshTarget(host);
  const name = isIP(target) === 0 ? await hostnameOf(host, env, signal) : target;
  if (isIP(name) !== 0) return name;
  const found = await lookup(name, { all: true }).catch(() => []);
  const first = found.find(({ family }) => family === 4) ?? found[0];
  if (first !== undefined) return first.address;
  throw fail('no-such-host', `No host is known by the name ${name}.`, 'Check its address.');
}

async function hostnameOf(host: HostConfig, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<string> {
  const file = env.CTYS_SSH_CONFIG;
  try {
    return (await sshOptions(host, { env, signal, ...(file && { file }) })).hostname;
  } catch (caught) {
    // Without ssh on this machine the name is all there is.
    if (toFailure(caught).code === 'tool-missing') return sshTarget(host);
    throw caught;
  }
}

/** Seconds a ping may take beyond its timeout, on a busy machine. */
const PATIENCE = 10;

/** A Failure: this machine cannot ping. */
async function pingOnce(
  local: Channel,
  address: string,
  timeout: number,
  signal: AbortSignal,
): Promise<boolean | Failure> {
  const argv = pingArgv(address, timeout, process.platform);
  try {
    return readPing(await local.exec(argv, { timeout: (timeout + PATIENCE) * 1000, signal }));
  } catch (caught) {
    if (toFailure(caught).code === 'timeout') return false;
    throw caught;
  }
}

/** One packet. The same letter is another thing elsewhere. */
export function pingArgv(address: string, timeout: number, platform: NodeJS.Platform): readonly string[] {
  if (platform === 'win32') return ['ping', '-n', '1', '-w', String(timeout * 1000), address];
  const wait = platform === 'linux' ? '-W' : '-t';
  return ['env', 'LC_ALL=C', 'ping', '-n', '-c', '1', wait, String(timeout), address];
}

const INSTEAD = 'hosts are looked for at their port 22 instead';

/** Whether it was answered, or why it could not be sent. */
export function readPing({ code, stdout, stderr }: ExecResult): boolean | Failure {
  if (code === 0) return true;
  if (code === 126 || code === 127)
    return fail(
      'tool-missing',
      `There is no ping on this machine; ${INSTEAD}.`,
      'Install it: on Debian the package iputils-ping.',
    );
  // A packet filter's refusal comes with a summary; that of the right to ping comes alone.
  if (stdout.trim() === '' && /not permitted|permission denied|cap_net_raw/i.test(stderr))
    return fail(
      'rights-missing',
      `This account may not ping; ${INSTEAD}.`,
      "As root: setcap cap_net_raw+ep on the file of 'ping'.",
      { stderr: stderr.slice(0, 500) },
    );
  return false;
}

/** A refusal is an answer, too. */
async function answersTcp(
  local: Channel,
  address: string,
  timeout: number,
  signal: AbortSignal,
): Promise<boolean> {
  const late = AbortSignal.timeout(timeout * 1000);
  try {
    const pipe = await local.connect(
      { host: address, port: 22 },
      { signal: AbortSignal.any([signal, late]) },
    );
    pipe.close();
    return true;
  } catch (caught) {
    if (signal.aborted) throw caught;
    return caught instanceof Failure && caught.code === 'refused';
  }
}

/** Of IPv4 from the kernel itself, of IPv6 by `ip`, and this machine's own addresses. */
async function neighbours(local: Channel, signal: AbortSignal): Promise<Neighbours> {
  const kernel = await readFile('/proc/net/arp', 'utf8').then(parseProcArp, () => undefined);
  const told = await local.exec(['ip', 'neigh', 'show'], { signal });
  const known = told.code === 0 ? parseIpNeigh(told.stdout) : undefined;
  const others = kernel ?? known ?? (await arp(local, signal));
  return new Map([...ownAddresses(), ...(known ?? []), ...others]);
}

async function arp(local: Channel, signal: AbortSignal): Promise<Neighbours> {
  const { code, stdout } = await local.exec(['arp', '-an'], { signal });
  if (code === 0) return parseArp(stdout);
  throw fail(
    'tool-missing',
    'The neighbour table of this machine cannot be read: it has neither /proc/net/arp nor ip nor arp.',
    'Install ip: on Debian the package iproute2.',
  );
}

const ownAddresses = (): readonly (readonly [string, string])[] =>
  Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.flatMap(({ internal, address, mac }) => (internal ? [] : [[address, normalMac(mac)] as const])),
  );
