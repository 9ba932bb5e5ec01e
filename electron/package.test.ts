/** How the product is packed, as far as it can be seen here: by the packer's own schemas and checks, and by what is there. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppInfo } from 'app-builder-lib';
import FpmTarget from 'app-builder-lib/out/targets/FpmTarget.js';
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
  const both = ['x64', 'arm64'];
  expect([config.linux.target, config.mac.target, config.win.target]).toEqual([
    ['AppImage', 'deb', 'rpm'],
    // electron-updater takes a zip on macOS and nothing else.
    [
      { target: 'dmg', arch: both },
      { target: 'zip', arch: both },
    ],
    ['nsis'],
  ]);
  expect(config.files).toEqual(
    expect.arrayContaining(['dist/electron/**', 'dist/renderer/**', 'dist/templates/**', 'dist/tray/**']),
  );
  expect(config.protocols).toEqual([{ name: 'ctys', schemes: ['ctys'] }]);
  // Linux would take a folder of that name for the application's own picture.
  expect(existsSync(at('assets/icons'))).toBe(false);
  // Names with spaces are others on GitHub than in latest.yml.
  expect(config.nsis.artifactName).toMatch(/^\S+$/);
});

test('what is not made for Electron comes from node-pty alone, which needs no making: it is N-API', () => {
  expect(yaml('electron-builder.yml').npmRebuild).toBe(false);
  const { dependencies } = JSON.parse(readFileSync(at('node_modules/node-pty/package.json'), 'utf8'));
  expect(dependencies).toHaveProperty('node-addon-api');
  const made = readdirSync(at('node_modules/node-pty/prebuilds'));
  expect(made).toEqual(expect.arrayContaining(['darwin-arm64', 'darwin-x64', 'win32-x64']));
});

test("the makers of deb and rpm find whom they ask for; without the author's address they do not", async () => {
  const metadata = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  const options = yaml('electron-builder.yml').linux;
  const asked = (told: object): Promise<unknown> => {
    const info = { metadata: told, config: {}, repositoryInfo: Promise.resolve(null) };
    const appInfo = new AppInfo(info as unknown as ConstructorParameters<typeof AppInfo>[0], null);
    const target: FpmTarget = Object.assign(Object.create(FpmTarget.prototype), {
      options,
      packager: { info, appInfo },
    });
    return target.checkOptions();
  };
  expect(await asked(metadata)).toEqual({
    name: 'ctys',
    maintainer: 'the ctys authors <ctys@users.noreply.github.com>',
    vendor: 'the ctys authors',
    url: 'https://github.com/ctys/ctys',
  });
  await expect(asked({ ...metadata, author: undefined })).rejects.toThrow('email');
  await expect(asked({ ...metadata, homepage: undefined })).rejects.toThrow('homepage');
});

test('the helper of terminals on macOS may be executed once npm has installed it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ctys-packages-'));
  const helper = join(folder, 'node-pty', 'prebuilds', 'darwin-arm64', 'spawn-helper');
  try {
    mkdirSync(dirname(helper), { recursive: true });
    mkdirSync(join(folder, 'node-pty', 'prebuilds', 'win32-x64'));
    writeFileSync(helper, '', { mode: 0o644 });
    const [, script = ''] = /^node (\S+)$/.exec(scripts.postinstall ?? '') ?? [];
    execFileSync(process.execPath, [at(script), folder]);
    expect(statSync(helper).mode & 0o777).toBe(0o755);
  } finally {
    rmSync(folder, { recursive: true });
  }
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
