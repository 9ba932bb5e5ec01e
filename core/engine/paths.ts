/** Where the product keeps its files: the XDG Base Directory Specification 0.8. */
import { createHash } from 'node:crypto';
import { homedir, tmpdir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fail } from '../model/failure.ts';

export const DEFAULT_PROFILE = 'default';
const PROFILE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;

/** undefined: the one without a name. @throws Failure bad-input */
export function checkProfile(name: string | undefined): string | undefined {
  if (name === undefined || name === '' || name === DEFAULT_PROFILE) return undefined;
  if (PROFILE.test(name)) return name;
  throw fail(
    'bad-input',
    `"${name.slice(0, 60)}" is no name of a profile.`,
    'Use up to 40 letters, digits, - and _, a letter or digit first.',
  );
}

export interface Paths {
  readonly configDir: string;
  readonly cacheDir: string;
  readonly stateDir: string;
  /** The ancestor's own folder, read for macros and groups. */
  readonly ancestorDir: string;
}

/**
 * The specification has relative values ignored. A profile (CTYS_PROFILE) has folders of its own below them.
 * @throws Failure bad-input
 */
export function xdgPaths(
  env: Readonly<Record<string, string | undefined>> = process.env,
  home: string = homedir(),
): Paths {
  const profile = checkProfile(env.CTYS_PROFILE);
  const below = profile === undefined ? [] : ['profiles', profile];
  const folder = (name: string, fallback: string): string => {
    const set = env[name];
    return join(set !== undefined && isAbsolute(set) ? set : join(home, fallback), 'ctys', ...below);
  };
  return {
    configDir: folder('XDG_CONFIG_HOME', '.config'),
    cacheDir: folder('XDG_CACHE_HOME', '.cache'),
    stateDir: folder('XDG_STATE_HOME', '.local/state'),
    ancestorDir: join(home, '.ctys'),
  };
}

/** Where macros, groups and templates are looked for: the ancestor's belong to who uses no profile. */
export const libraryFolders = (
  { configDir, ancestorDir }: Pick<Paths, 'configDir' | 'ancestorDir'>,
  env: Readonly<Record<string, string | undefined>> = process.env,
): readonly [string, ...string[]] =>
  checkProfile(env.CTYS_PROFILE) === undefined ? [configDir, ancestorDir] : [configDir];

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
