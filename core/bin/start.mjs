/**
 * `npm start`: from a fresh clone to the open window. Electron where its binary can be had; else the same window
 * as a Chromium app over the headless host; with no browser or display the address is printed and served.
 * `npm start -- --demo` brings the lab of e2e/lab up first and shows the product over it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { ensureBuild, ensurePackages, root } from './bootstrap.mjs';
import { windowProfile } from './window-profile.mjs';

const args = process.argv.slice(2);
const demo = args.includes('--demo');
const passed = args.filter((arg) => arg !== '--demo');

ensurePackages();
await ensureBuild();
const env = { ...process.env, ...(demo && demoEnvironment()) };
const display = process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
const electron = display && !args.includes('--browser') ? electronBinary() : null;
if (electron !== null) run(electron, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root]);
else serveAndOpen();

/** Brings the lab up and returns the environment that points the product at it. */
function demoEnvironment() {
  const lab = join(root, 'e2e', 'lab', 'lab.ts');
  const up = spawnSync(process.execPath, ['--import', 'tsx', lab, 'up', '--env', '--guests'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (up.status !== 0) process.exit(up.status ?? 1);
  process.once('exit', () =>
    spawnSync(process.execPath, ['--import', 'tsx', lab, 'down'], { cwd: root, stdio: 'inherit' }),
  );
  return JSON.parse(up.stdout);
}

/** The Electron executable, fetched if it must be; null where it cannot be had. */
function electronBinary() {
  const home = join(root, 'node_modules', 'electron');
  const executable = () => {
    try {
      const path = createRequire(import.meta.url)(join(home, 'index.js'));
      return typeof path === 'string' && existsSync(path) ? path : null;
    } catch {
      return null;
    }
  };
  if (existsSync(join(home, 'path.txt')) || existsSync(join(home, 'dist', 'version'))) return executable();
  const fetched = spawnSync(process.execPath, [join(home, 'install.js')], {
    stdio: 'ignore',
    timeout: 300_000,
  });
  return fetched.status === 0 ? executable() : null;
}

const BROWSERS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
];

function findBrowser() {
  const places = (process.env.PATH ?? '').split(delimiter);
  for (const name of BROWSERS)
    for (const place of places) if (existsSync(join(place, name))) return join(place, name);
  return null;
}

function serveAndOpen() {
  const host = spawn(process.execPath, [join(root, 'dist', 'ctys.mjs'), 'serve', ...passed], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  stopWith(host);
  let said = '';
  host.stdout.on('data', (chunk) => {
    const first = said === '';
    said += chunk;
    process.stdout.write(chunk);
    const address = /^http:\S+$/m.exec(said)?.[0];
    if (first && address !== undefined) openWindow(address, host);
  });
  host.on('exit', (code) => process.exit(code ?? 1));
}

function openWindow(address, host) {
  const browser = display ? findBrowser() : null;
  if (browser === null) {
    console.log(
      'Electron could not be had and no browser or display was found: open the address above yourself.',
    );
    return;
  }
  console.log('Electron could not be had: the window opens as a Chromium app over the headless host.');
  const { folder, kept } = windowProfile(browser, env);
  const flags = [
    `--app=${address}`,
    `--user-data-dir=${folder}`,
    '--window-size=1440,900',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
    ...(process.env.CTYS_BROWSER_FLAGS ?? '').split(' ').filter(Boolean),
  ];
  const window = spawn(browser, flags, { stdio: 'ignore' });
  stopWith(window);
  window.on('exit', () => {
    if (!kept) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    host.kill('SIGTERM');
  });
}

function run(command, argv) {
  const child = spawn(command, argv, { env, stdio: 'inherit' });
  stopWith(child);
  child.on('exit', (code) => process.exit(code ?? 1));
}

/** Our end is the child's end. */
function stopWith(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
}
