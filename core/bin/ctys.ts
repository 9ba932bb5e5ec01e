#!/usr/bin/env node
/** The ctys command. One file a verb; this one only chooses. */
import { toFailure } from '../model/failure.ts';
import { serve } from './serve.ts';
import { VERSION } from './version.ts';

const USAGE = `Usage: ctys serve [--port N] [--socket PATH]
       ctys --version | --help

serve    headless host: serves the window to a browser on this machine
         --port N       loopback port; default: a free one
         --socket PATH  listen on a unix socket (mode 600) instead
`;

async function main(argv: readonly string[]): Promise<number> {
  const [command, ...rest] = argv;
  if (command === '--version' || command === '-v') {
    process.stdout.write(`ctys ${VERSION}\n`);
    return 0;
  }
  if (command === '--help' || command === '-h') {
    process.stdout.write(USAGE);
    return 0;
  }
  if (command === 'serve') return await serve(rest);
  process.stderr.write(
    command === undefined ? USAGE : `ctys: unknown command '${command}'; try 'ctys --help'.\n`,
  );
  return 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (caught) {
  const failure = toFailure(caught);
  process.stderr.write(
    `ctys: ${failure.message}${failure.remedy === undefined ? '' : ` ${failure.remedy}`}\n`,
  );
  process.exitCode = 1;
}
