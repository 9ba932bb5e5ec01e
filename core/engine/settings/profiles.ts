/** Profiles: work and home, each with settings, hosts, library and cache of its own. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_PROFILE, checkProfile } from '../paths.ts';

/** All there are; the first is that of who uses none. `root`: the configuration folder of that one. */
export async function listProfiles(root: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, 'profiles'), { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return [DEFAULT_PROFILE, ...names.filter(isName).sort()];
}

const isName = (name: string): boolean => {
  try {
    return checkProfile(name) !== undefined;
  } catch {
    return false;
  }
};

/** A profile is there once it has a folder. @throws Failure bad-input */
export async function makeProfile(root: string, name: string): Promise<void> {
  const profile = checkProfile(name);
  if (profile !== undefined) await mkdir(join(root, 'profiles', profile), { recursive: true, mode: 0o700 });
}
