#!/usr/bin/env node
/** The ctys command. One file a verb; this one only chooses. What a verb does not need is not loaded. */
import { basename } from 'node:path';
import { CallError } from '../ctys/call-error.ts';
import { toFailure } from '../model/failure.ts';
import { isColored, redPrefix } from './colors.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import type { Io } from './io.ts';
import { VERSION } from './version.ts';

async function main(argv: readonly string[], io: Io): Promise<number> {
  const [command, ...rest] = argv;
  if (command === '--version' || command === '-v') {
    io.out(`ctys ${VERSION}\n`);
    return EXIT.ok;
  }
  if (command === undefined) return await (await import('./packed.ts')).help([], io);
  if (command === 'serve') return await (await import('./packed.ts')).serve(rest);
  if (command === 'parse') return (await import('./parse.ts')).parse(rest, io);
  if (command === 'completion') return (await import('./packed.ts')).completion(rest, io);
  if (command === 'complete') return await (await import('./packed.ts')).completeLine(rest, io);
  if (command === 'tunnel') return await (await import('./packed.ts')).tunnel(rest, io);
  if (command === 'man') return man(io);
  if (command === 'import' || command === 'export')
    return await (await import('./packed.ts')).transfer(command, rest, io);
  return await (await import('./call.ts')).call(argv, io);
}

/** By its old name, through a link: ctys-vhost is the tool vhost. */
async function linked(argv: readonly string[], io: Io): Promise<number | null> {
  const name = basename(process.argv[1] ?? '');
  return name.startsWith('ctys-') ? await (await import('./call.ts')).call([name, ...argv], io) : null;
}

async function man(io: Io): Promise<number> {
  io.out((await import('./packed.ts')).manPage(VERSION));
  return EXIT.ok;
}

/** What is told when a command ends with an error, and its exit code. */
function complain(caught: unknown, io: Io): number {
  if (caught instanceof CallError) {
    io.error(`ctys: ${caught.lines().join('\n')}\n`);
    return EXIT.badCall;
  }
  const failure = toFailure(caught);
  io.error(`ctys: ${failure.message}${failure.remedy === undefined ? '' : ` ${failure.remedy}`}\n`);
  return exitCodeOf(failure.code);
}

const stop = new AbortController();
const io: Io = {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(isColored(process.stderr) ? redPrefix(text) : text),
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  color: isColored(process.stdout),
  watched: process.stderr.isTTY === true,
  canAsk: process.stdin.isTTY === true,
  signal: stop.signal,
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
try {
  const argv = process.argv.slice(2);
  process.exitCode = (await linked(argv, io)) ?? (await main(argv, io));
} catch (caught) {
  process.exitCode = complain(caught, io);
}
// All is closed and written; to tear the rest down by itself takes Node a tenth of a short call.
process.stdout.write('', () => process.stderr.write('', () => process.exit()));
