/** `ctys serve`: the engine behind a web server on this machine, for browsers and for people without Electron. */
import { parseArgs } from 'node:util';
import { fail } from '../model/failure.ts';
import { createEngine } from '../engine/engine.ts';
import { letCommandLineIn } from './join.ts';
import { startWebHost } from './web-host.ts';
import { VERSION } from './version.ts';

interface ServeOptions {
  readonly port: number;
  readonly socket?: string;
}

/** @throws Failure bad-input */
export function parseServeOptions(argv: readonly string[]): ServeOptions {
  const { values } = parse(argv);
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw fail('bad-input', `--port ${values.port} is no port number.`, 'Give a number from 0 to 65535.');
  return { port, ...(values.socket !== undefined && { socket: values.socket }) };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: { port: { type: 'string' }, socket: { type: 'string' } },
      strict: true,
    });
  } catch (caught) {
    throw fail('bad-input', caught instanceof Error ? caught.message : String(caught), "See 'ctys --help'.");
  }
}

/** Serves until SIGINT or SIGTERM; returns the exit code. */
export async function serve(argv: readonly string[]): Promise<number> {
  const options = parseServeOptions(argv);
  const stopped = new Promise<void>((stop) => {
    process.once('SIGINT', () => stop());
    process.once('SIGTERM', () => stop());
  });
  const engine = await createEngine({ version: VERSION });
  try {
    const host = await startWebHost(engine, options);
    const joined = await letCommandLineIn(engine);
    process.stdout.write(`${host.address}\n`);
    await stopped;
    await Promise.all([host.close(), joined?.close()]);
  } finally {
    await engine.close();
  }
  return 0;
}
