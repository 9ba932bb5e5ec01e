/**
 * Serial-over-LAN as a text console. ipmitool wants a terminal; the password is given to it by the first line of
 * standard input, with the echo off, once its script says that it reads. When the console is ended, by whomever, that
 * script releases the payload: a controller keeps it otherwise and lets nobody else in.
 */
import { Failure, fail } from '../../../model/failure.ts';
import type { BytePipe } from '../../../model/pipe.ts';
import type { TerminalSize } from '../../../model/console.ts';
import { delay } from '../../wait.ts';
import { type IpmiTarget, ipmiArgs } from './ipmi.ts';
import { passwordOf } from './password.ts';

const READS = 'ctys-reads-the-password';
/** Ended by a signal, it was the one who had the payload; where another had it, it has ended by itself. */
const SOL_SCRIPT = `
stty -echo; printf '${READS}\\n'; IFS= read -r IPMI_PASSWORD; export IPMI_PASSWORD; stty echo
trap : HUP TERM
escape=$1; shift
ipmitool "$@" -e "$escape" sol activate
[ $? -gt 128 ] || exit
trap '' HUP TERM
own=; command -v setsid >/dev/null 2>&1 && own=setsid
$own ipmitool "$@" sol deactivate </dev/null >/dev/null 2>&1 &
wait
`;
/** ipmitool's own escape character: one that nobody types (Ctrl-^), for ~ is at home in paths. */
const ESCAPE = '\x1e';
const OPERATIONAL = /\[SOL Session operational\.[^\n]*\]\r?\n?/;
const MOST_GREETING = 8192;

/** Tries, and ms between them: who has just let go of it may not be rid of it yet. */
const TRIES = 4;
const PAUSE = 1000;

/** @throws Failure busy, command-failed */
export async function openSol(
  target: IpmiTarget,
  suite: number,
  size: TerminalSize | undefined,
): Promise<BytePipe> {
  for (let trial = 1; ; trial++) {
    try {
      return await openOnce(target, suite, size);
    } catch (caught) {
      if (!(caught instanceof Failure) || caught.code !== 'busy' || trial === TRIES) throw caught;
      await delay(PAUSE, target.signal);
    }
  }
}

async function openOnce(
  target: IpmiTarget,
  suite: number,
  size: TerminalSize | undefined,
): Promise<BytePipe> {
  const { on, bmc, around, signal } = target;
  const password = await passwordOf(bmc, around);
  const argv = ['env', 'LC_ALL=C', 'sh', '-c', SOL_SCRIPT, 'sh', ESCAPE, ...ipmiArgs(bmc, suite)];
  const raw = await on.spawn(argv, { pty: size ?? { cols: 80, rows: 24 }, signal });
  const reader = raw.bytes[Symbol.asyncIterator]();
  try {
    await until(reader, new RegExp(`${READS}\\r?\\n`), around.config.name);
    await raw.write(Buffer.from(`${password}\n`));
    const rest = await until(reader, OPERATIONAL, around.config.name);
    return piped(raw, reader, rest);
  } catch (caught) {
    raw.close();
    throw caught;
  }
}

/** Reads up to what is waited for; returns what came behind it. @throws Failure busy, command-failed */
async function until(reader: AsyncIterator<Uint8Array>, wanted: RegExp, host: string): Promise<Uint8Array> {
  let said = '';
  for (;;) {
    const { value, done } = await reader.next();
    if (!done) said += Buffer.from(value).toString('latin1');
    const hit = wanted.exec(said);
    if (hit !== null) return Buffer.from(said.slice(hit.index + hit[0].length), 'latin1');
    if (/already active/i.test(said)) {
      // It ends by itself; ended by us, it would release what another has.
      while ((await reader.next()).done !== true);
      throw fail(
        'busy',
        `The serial console of ${host} is open elsewhere.`,
        `Close it there, or release it: ctys bmc ${host} release`,
      );
    }
    if (done || said.length > MOST_GREETING)
      throw fail(
        'command-failed',
        `The serial console of ${host} does not open.`,
        'Check that Serial-over-LAN is on in its controller.',
        {
          said: said.slice(-1000),
        },
      );
  }
}

function piped(raw: BytePipe, reader: AsyncIterator<Uint8Array>, first: Uint8Array): BytePipe {
  async function* bytes(): AsyncIterable<Uint8Array> {
    if (first.length > 0) yield first;
    for (;;) {
      const { value, done } = await reader.next();
      if (done) return;
      yield value;
    }
  }
  return {
    bytes: bytes(),
    write: (chunk) => raw.write(chunk),
    ...(raw.resize !== undefined && { resize: raw.resize.bind(raw) }),
    close: () => raw.close(),
  };
}
