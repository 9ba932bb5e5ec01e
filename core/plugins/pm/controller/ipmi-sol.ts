/**
 * Serial-over-LAN as a text console. ipmitool wants a terminal; the password is given to it by the first line of
 * standard input, with the echo off, once its script says that it reads. The payload is released at the end, for
 * a controller keeps it otherwise and lets nobody else in.
 */
import { fail } from '../../../model/failure.ts';
import type { BytePipe } from '../../../model/pipe.ts';
import type { TerminalSize } from '../../../model/console.ts';
import { type IpmiTarget, ipmiArgs } from './ipmi.ts';
import { passwordOf } from './password.ts';

const READS = 'ctys-reads-the-password';
const SOL_SCRIPT = `stty -echo; printf '${READS}\\n'; IFS= read -r IPMI_PASSWORD; export IPMI_PASSWORD; stty echo; exec ipmitool "$@"`;
/** ipmitool's own escape character: one that nobody types (Ctrl-^), for ~ is at home in paths. */
const ESCAPE = '\x1e';
const OPERATIONAL = /\[SOL Session operational\.[^\n]*\]\r?\n?/;
const MOST_GREETING = 8192;

export async function openSol(
  target: IpmiTarget,
  suite: number,
  size: TerminalSize | undefined,
  release: () => Promise<void>,
): Promise<BytePipe> {
  const { on, bmc, around, signal } = target;
  const password = await passwordOf(bmc, around);
  const args = [...ipmiArgs(bmc, suite), '-e', ESCAPE, 'sol', 'activate'];
  const argv = ['env', 'LC_ALL=C', 'sh', '-c', SOL_SCRIPT, 'sh', ...args];
  const raw = await on.spawn(argv, { pty: size ?? { cols: 80, rows: 24 }, signal });
  const reader = raw.bytes[Symbol.asyncIterator]();
  try {
    await until(reader, new RegExp(`${READS}\\r?\\n`), around.config.name);
    await raw.write(Buffer.from(`${password}\n`));
    const rest = await until(reader, OPERATIONAL, around.config.name);
    return piped(raw, reader, rest, release);
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
    if (/already active/i.test(said))
      throw fail(
        'busy',
        `The serial console of ${host} is open elsewhere.`,
        `Close it there, or release it: ctys bmc ${host} release`,
      );
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

function piped(
  raw: BytePipe,
  reader: AsyncIterator<Uint8Array>,
  first: Uint8Array,
  release: () => Promise<void>,
): BytePipe {
  let closed = false;
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
    close() {
      if (closed) return;
      closed = true;
      raw.close();
      void release().catch(() => {});
    },
  };
}
