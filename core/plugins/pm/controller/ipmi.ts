/**
 * A controller through `ipmitool`, on this machine or on a host that reaches it. The password comes by standard input
 * and goes on in the environment; never on a command line. One session at a time: controllers have few.
 */
import type { Channel, ExecResult } from '../../../channel/channel.ts';
import { Failure, fail } from '../../../model/failure.ts';
import type { BmcConfig } from '../../../model/host.ts';
import type { BootWord } from '../../../model/controller.ts';
import type { Around } from '../../plugin.ts';
import type { Controller, PowerWord } from './controller.ts';
import { parseEvents, parseFields, parseFru, parseSensors } from './ipmi-parse.ts';
import { openSol } from './ipmi-sol.ts';
import { forgetPassword, passwordOf } from './password.ts';

export const IPMI_PORT = 623;
const BOOT: Readonly<Record<BootWord, string>> = {
  none: 'none',
  pxe: 'pxe',
  disk: 'disk',
  cdrom: 'cdrom',
  bios: 'bios',
  usb: 'floppy',
};

/** Standard input: the password. Arguments: ipmitool's. */
export const WITH_PASSWORD = 'IFS= read -r IPMI_PASSWORD; export IPMI_PASSWORD; exec ipmitool "$@"';
/** ms; sensors of a large machine take their time. */
const PATIENCE = 60_000;
const MOST_BYTES = 2 * 2 ** 20;

/** Cipher suites in the order they are tried: SHA256, then what old controllers have. */
const SUITES = [17, 3];
const suites = new Map<string, number>();
const turns = new Map<string, Promise<unknown>>();

/** One after the other for each controller. */
async function inTurn<T>(address: string, work: () => Promise<T>): Promise<T> {
  const before = turns.get(address) ?? Promise.resolve();
  const mine = before.then(work, work);
  const settled = mine.then(
    () => {},
    () => {},
  );
  turns.set(address, settled);
  void settled.then(() => {
    if (turns.get(address) === settled) turns.delete(address);
  });
  return await mine;
}

export interface IpmiTarget {
  readonly on: Channel;
  readonly bmc: BmcConfig;
  readonly around: Around;
  readonly signal: AbortSignal;
}

/** `-C` set: without it ipmitool asks for the suites, which takes ten seconds where they are not told. */
export const ipmiArgs = ({ address, port, user, cipher }: BmcConfig, suite: number): readonly string[] => [
  ...['-I', 'lanplus', '-H', address, '-p', String(port ?? IPMI_PORT)],
  ...(user === undefined ? [] : ['-U', user]),
  ...['-E', '-C', String(cipher ?? suite), '-N', '2', '-R', '4'],
];

export function ipmi(target: IpmiTarget): Controller {
  const { bmc, around } = target;
  const run = async (...words: readonly string[]): Promise<string> =>
    await inTurn(bmc.address, async () => await call(target, words));
  const title = `Management controller of ${around.config.name}`;
  return {
    name: `ipmi ${bmc.address}`,
    async isOn() {
      const said = await run('chassis', 'power', 'status');
      const [, state] = /Chassis Power is (on|off)/i.exec(said) ?? [];
      if (state === undefined) throw strange(target, said);
      return state.toLowerCase() === 'on';
    },
    async power(word: PowerWord) {
      await run('chassis', 'power', word);
    },
    async boot(word) {
      await run('chassis', 'bootdev', BOOT[word]);
    },
    async identify(seconds) {
      await run('chassis', 'identify', String(seconds));
    },
    status: async () => [{ title, values: parseFields(await run('chassis', 'status')) }],
    sensors: async () => [{ title: 'Sensors', values: parseSensors(await run('sdr', 'elist', 'full')) }],
    events: async () => [{ title: 'Event log', values: parseEvents(await run('sel', 'elist')) }],
    inventory: async () => [
      { title: 'Controller', values: parseFields(await run('mc', 'info')) },
      ...parseFru(await run('fru', 'print')),
    ],
    async release() {
      await inTurn(bmc.address, async () => await callQuietly(target, ['sol', 'deactivate']));
    },
    console: async (size) => await openSol(target, await suiteOf(target, run), size),
  };
}

/** The suite that works is known after the first call. */
async function suiteOf(
  { bmc }: IpmiTarget,
  run: (...words: readonly string[]) => Promise<string>,
): Promise<number> {
  if (!suites.has(bmc.address)) await run('chassis', 'power', 'status');
  return suites.get(bmc.address) ?? 3;
}

async function call(target: IpmiTarget, words: readonly string[]): Promise<string> {
  const { bmc } = target;
  const known = suites.get(bmc.address);
  const tried = bmc.cipher === undefined ? (known === undefined ? SUITES : [known]) : [bmc.cipher];
  let result: ExecResult | undefined;
  for (const suite of tried) {
    result = await exec(target, suite, words);
    if (result.code === 0) {
      suites.set(bmc.address, suite);
      return result.stdout;
    }
    if (isSuite(result)) continue;
    // Why there is no session is told to who asks for more only.
    if (/unable to establish/i.test(result.stderr)) result = await exec(target, suite, ['-v', 'mc', 'info']);
    break;
  }
  throw faultOf(target, result ?? { code: 1, stdout: '', stderr: '' }, words);
}

/** What is so already is no fault. */
async function callQuietly(target: IpmiTarget, words: readonly string[]): Promise<void> {
  try {
    await call(target, words);
  } catch (caught) {
    if (!(caught instanceof Failure) || !/already/i.test(String(caught.data?.said))) throw caught;
  }
}

/** The controller does not know that suite. */
const isSuite = ({ stderr }: ExecResult): boolean =>
  /no matching cipher suite|invalid (?:authentication|integrity|confidentiality) algorithm|no cipher suite match|illegal or unrecognized/i.test(
    stderr,
  );

async function exec(target: IpmiTarget, suite: number, words: readonly string[]): Promise<ExecResult> {
  const { on, bmc, around, signal } = target;
  const password = await passwordOf(bmc, around);
  const argv = ['env', 'LC_ALL=C', 'sh', '-c', WITH_PASSWORD, 'sh', ...ipmiArgs(bmc, suite), ...words];
  return await on.exec(argv, { stdin: `${password}\n`, signal, timeout: PATIENCE, maxBytes: MOST_BYTES });
}

function faultOf(target: IpmiTarget, result: ExecResult, words: readonly string[]): Failure {
  const { on, bmc, around } = target;
  const { code, stderr } = result;
  const who = `The management controller of ${around.config.name} (${bmc.address})`;
  const data = { said: stderr.trim().slice(-1000) };
  if (code === 126 || code === 127)
    return fail(
      'tool-missing',
      `${on.name} has no ipmitool.`,
      'Install it: on Debian the package ipmitool.',
      data,
    );
  if (/HMAC is invalid|unauthorized name|password|privilege level|RAKP/i.test(stderr)) {
    forgetPassword(bmc);
    return fail(
      'auth-denied',
      `${who} does not accept ${bmc.user ?? 'the anonymous user'} or the password.`,
      'Check user and password; IPMI passwords have 20 bytes at most.',
      data,
    );
  }
  if (/address lookup|not known|could not open socket/i.test(stderr))
    return fail(
      'no-such-host',
      `${bmc.address} is not known on ${on.name}.`,
      'Check the address of the controller.',
      data,
    );
  if (/unable to establish|timeout|no response|session/i.test(stderr))
    return fail(
      'unreachable',
      `${who} does not answer.`,
      'Check its address, that IPMI over LAN is on, and that UDP 623 reaches it (bmc: { from: HOST } names a host that does).',
      data,
    );
  return fail(
    'command-failed',
    `${who} refused ${words.join(' ')}: ${data.said.split('\n').at(-1) ?? ''}`,
    undefined,
    data,
  );
}

const strange = ({ around }: IpmiTarget, said: string): Failure =>
  fail(
    'unexpected-output',
    `The management controller of ${around.config.name} does not tell its state.`,
    undefined,
    {
      said: said.slice(0, 500),
    },
  );
