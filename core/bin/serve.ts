/** `ctys serve`: the engine behind a web server on this machine, for browsers and for people without Electron. */
import { parseArgs } from 'node:util';
import { fail } from '../model/failure.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { checkProfile } from '../engine/paths.ts';
import { letCommandLineIn } from './join.ts';
import { onKeptPort } from './kept-port.ts';
import { SELF } from './self.ts';
import { startWebHost, type WebHost, type WebHostOptions } from './web-host.ts';
import { VERSION } from './version.ts';

interface ServeOptions {
  /** Absent: that of the host before, if it is free. */
  readonly port?: number;
  readonly socket?: string;
  /** Folders of its own; see docs/settings.md. */
  readonly profile?: string;
}

/** @throws Failure bad-input */
export function parseServeOptions(argv: readonly string[]): ServeOptions {
  const { values } = parse(argv);
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw fail('bad-input', `--port ${values.port} is no port number.`, 'Give a number from 0 to 65535.');
  checkProfile(values.profile);
  return {
    ...(values.port !== undefined && { port }),
    ...(values.socket !== undefined && { socket: values.socket }),
    ...(values.profile !== undefined && { profile: values.profile }),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: { port: { type: 'string' }, socket: { type: 'string' }, profile: { type: 'string' } },
      strict: true,
    });
  } catch (caught) {
    throw fail('bad-input', caught instanceof Error ? caught.message : String(caught), "See 'ctys --help'.");
  }
}

/** Serves until SIGINT or SIGTERM, one profile after the other; returns the exit code. */
export async function serve(argv: readonly string[]): Promise<number> {
  const { profile, ...options } = parseServeOptions(argv);
  const stopped = new Promise<null>((stop) => {
    process.once('SIGINT', () => stop(null));
    process.once('SIGTERM', () => stop(null));
  });
  // Whatever finds its folders by itself finds those of the profile.
  if (profile !== undefined) process.env.CTYS_PROFILE = profile;
  let where: Partial<WebHostOptions> = options;
  for (;;) {
    const next = await serveOne(where, stopped, (host) => {
      if (where.token === undefined) process.stdout.write(`${host.address}\n`);
      // Windows find the next one where the one before was.
      where = { ...where, port: host.port, token: host.token };
    });
    if (next === null) return 0;
    process.env.CTYS_PROFILE = next;
  }
}

async function startHost(engine: Engine, { port, ...options }: Partial<WebHostOptions>): Promise<WebHost> {
  if (port !== undefined || options.socket !== undefined)
    return startWebHost(engine, { port: port ?? 0, ...options });
  return onKeptPort((kept) => startWebHost(engine, { port: kept, ...options }));
}

/** The name of the profile to go on with; null: none. */
async function serveOne(
  options: Partial<WebHostOptions>,
  stopped: Promise<null>,
  ready: (host: WebHost) => void,
): Promise<string | null> {
  let switchProfile = (_name: string): void => {};
  const switched = new Promise<string>((go) => {
    switchProfile = go;
  });
  const engine = await createEngine({
    version: VERSION,
    commandLine: SELF,
    switchProfile: (name) => switchProfile(name),
  });
  try {
    const host = await startHost(engine, options);
    const joined = await letCommandLineIn(engine);
    ready(host);
    const next = await Promise.race([stopped, switched]);
    await Promise.all([host.close(), joined?.close()]);
    return next;
  } finally {
    await engine.close();
  }
}
