/** Where the product keeps its files: the XDG Base Directory Specification 0.8. */
import { createHash } from 'node:crypto';
import { homedir, tmpdir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';

export interface Paths {
  readonly configDir: string;
  readonly cacheDir: string;
  readonly stateDir: string;
  /** The ancestor's own folder, read for macros and groups. */
  readonly ancestorDir: string;
}

/** The specification has relative values ignored. */
export function xdgPaths(
  env: Readonly<Record<string, string | undefined>> = process.env,
  home: string = homedir(),
): Paths {
  const folder = (name: string, fallback: string): string => {
    const set = env[name];
    return join(set !== undefined && isAbsolute(set) ? set : join(home, fallback), 'ctys');
  };
  return {
    configDir: folder('XDG_CONFIG_HOME', '.config'),
    cacheDir: folder('XDG_CACHE_HOME', '.cache'),
    stateDir: folder('XDG_STATE_HOME', '.local/state'),
    ancestorDir: join(home, '.ctys'),
  };
}

/**
 * Where a running host is joined by the command line of the same user: a unix socket in a folder that only that user
 * can enter. Other files of the product, as other XDG folders name them, are another host.
 */
export function joinSocket(
  paths: Paths = xdgPaths(),
  env: Readonly<Record<string, string | undefined>> = process.env,
): { readonly folder: string; readonly path: string } {
  const runtime = env.XDG_RUNTIME_DIR;
  const folder =
    runtime !== undefined && isAbsolute(runtime)
      ? join(runtime, 'ctys')
      : join(tmpdir(), `ctys-${userInfo().uid}`);
  const files = [paths.configDir, paths.cacheDir, paths.stateDir].join('\0');
  const digest = createHash('sha256').update(files).digest('hex').slice(0, 16);
  return { folder, path: join(folder, `host-${digest}.sock`) };
}
