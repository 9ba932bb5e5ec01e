/** Where the product keeps its files: the XDG Base Directory Specification 0.8. */
import { homedir } from 'node:os';
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
