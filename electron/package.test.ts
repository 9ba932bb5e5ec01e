/** How the product is packed and tested on other systems, as far as it can be seen here: by their own schemas and by what is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const yaml = (path: string) => parse(readFileSync(at(path), 'utf8'));
const scripts = JSON.parse(readFileSync(at('package.json'), 'utf8')).scripts as Record<string, string>;

test("electron-builder's own check finds nothing wrong with its configuration, and can find something", async () => {
  const config = yaml('electron-builder.yml');
  const log = new DebugLogger(false);
  await validateConfiguration(config, log);
  await expect(validateConfiguration({ ...config, linux: { targets: [] } }, log)).rejects.toThrow(
    'configuration.linux',
  );
});

test('packages of all systems, with what the product opens at run time', () => {
  const config = yaml('electron-builder.yml');
  expect([config.linux.target, config.mac.target, config.win.target]).toEqual([
    ['AppImage', 'deb', 'rpm'],
    ['dmg'],
    ['nsis'],
  ]);
  expect(config.files).toEqual(
    expect.arrayContaining(['dist/electron/**', 'dist/renderer/**', 'dist/templates/**', 'dist/tray/**']),
  );
  expect(config.protocols).toEqual([{ name: 'ctys', schemes: ['ctys'] }]);
  // Linux would take a folder of that name for the application's own picture.
  expect(existsSync(at('assets/icons'))).toBe(false);
});

test('the workflow tests, tests with Electron and packs on three systems; it may only read, but for a release', () => {
  const { jobs, permissions } = yaml('.github/workflows/ci.yml');
  expect(permissions).toEqual({ contents: 'read' });
  expect(Object.keys(jobs)).toEqual(['test', 'electron', 'package']);
  for (const job of [jobs.electron, jobs.package])
    expect(job.strategy.matrix.os.map((name: string) => name.split('-')[0])).toEqual([
      'ubuntu',
      'windows',
      'macos',
    ]);
  expect(jobs.package.if).toContain("'refs/tags/v'");
  const steps = Object.values(jobs).flatMap(
    (job) => (job as { steps: { run?: string; uses?: string }[] }).steps,
  );
  for (const { run = '' } of steps)
    for (const [, script = ''] of run.matchAll(/npm run ([\w-]+)/g)) expect(scripts).toHaveProperty(script);
  for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^actions\/[\w-]+@v\d+$/);
});

test('no program takes the path of a URL of its own for a path: on Windows it is none', () => {
  const names = ['core', 'electron', 'renderer', 'e2e'].flatMap((folder) =>
    readdirSync(at(folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const programs = [...names, ...readdirSync(at('.'))].filter((name) => /\.(ts|tsx|mjs|mts)$/.test(name));
  expect(programs).toEqual(expect.arrayContaining(['vite.config.ts', join('core', 'bin', 'build.mjs')]));
  const taken = /import\.meta\.url\)\s*\.pathname/;
  expect(programs.filter((name) => taken.test(readFileSync(at(name), 'utf8')))).toEqual([]);
});
