import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { windowProfile } from './window-profile.mjs';

let home: string;
const made: string[] = [];
const profile = (env: Record<string, string> = {}, browser = '/usr/bin/chromium') => {
  const found = windowProfile(browser, env, home);
  if (!found.kept) made.push(found.folder);
  return found;
};

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'ctys-home-'));
});
afterEach(async () => {
  for (const folder of [home, ...made.splice(0)]) await rm(folder, { recursive: true, force: true });
});

test('one for each profile, where only the user enters, and the same at the next start', async () => {
  const first = profile();
  expect(first).toEqual({ folder: join(home, '.local/state/ctys/window/default'), kept: true });
  expect((await stat(first.folder)).mode & 0o777).toBe(0o700);
  expect(profile()).toEqual(first);
  expect(profile({ XDG_STATE_HOME: join(home, 'state'), CTYS_PROFILE: 'work' }).folder).toBe(
    join(home, 'state/ctys/window/work'),
  );
});

test.each([
  ['this process', `${hostname()}-${process.pid}`, false],
  ['a process that is gone', `${hostname()}-999999999`, true],
  ['another computer', `elsewhere-${process.pid}`, false],
])('held by %s', async (_holder, lock, kept) => {
  const { folder } = profile();
  await symlink(lock, join(folder, 'SingletonLock'));
  expect(profile().kept).toBe(kept);
});

test('a browser from a snap cannot reach it', async () => {
  await mkdir(join(home, 'snap/bin'), { recursive: true });
  await symlink('/bin/true', join(home, 'chromium'));
  await symlink(join(home, 'snap/bin'), join(home, 'snapped'));
  expect(profile({}, join(home, 'chromium')).kept).toBe(true);
  expect(profile({}, join(home, 'snapped')).kept).toBe(false);
});

test('a home that cannot be written', async () => {
  await writeFile(join(home, '.local'), '');
  expect(profile().kept).toBe(false);
});
