/**
 * What a fresh clone needs before anything of the project can run: its packages and its build.
 * Plain Node without imports from node_modules, because there may be none yet.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Run to the end with our own output; a failure ends this process with the same code. */
export function must(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (done.status === 0) return;
  console.error(`ctys: '${command} ${args.join(' ')}' failed${done.error ? `: ${done.error.message}` : ''}.`);
  process.exit(done.status ?? 1);
}

const MIN_NODE = [20, 19];

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return;
  console.error(`ctys: Node ${process.versions.node} is too old; install ${MIN_NODE.join('.')} or newer.`);
  process.exit(1);
}

const digest = (paths) => {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path).update(readFileSync(path));
  return hash.digest('hex');
};

const isCurrent = (stamp, state) => existsSync(stamp) && readFileSync(stamp, 'utf8') === state;

/** `npm ci`, unless the packages are those of the lock file already. */
export function ensurePackages() {
  checkNode();
  const stamp = join(root, 'node_modules', '.ctys-lock');
  const state = digest([join(root, 'package-lock.json')]);
  if (isCurrent(stamp, state)) return;
  console.error('ctys: installing packages (npm ci) ...');
  must('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
    // There npm is a script for its shell.
    shell: process.platform === 'win32',
  });
  writeFileSync(stamp, state);
}

const SOURCES = [
  'core',
  'renderer',
  'electron',
  'assets',
  'package-lock.json',
  'vite.config.ts',
  'vite.licences.ts',
];

function* files(path) {
  if (!path.endsWith('.json') && !path.endsWith('.ts')) {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isDirectory()) yield* files(join(path, entry.name));
      else if (entry.isFile()) yield join(path, entry.name);
    }
  } else yield path;
}

/** Build `dist/`, unless it was made from these very sources. */
export async function ensureBuild() {
  const sources = SOURCES.map((name) => join(root, name))
    .filter(existsSync)
    .flatMap((path) => [...files(path)]);
  const state = digest(sources.filter((path) => !path.includes('.test.')).sort());
  const stamp = join(root, 'dist', '.ctys-build');
  if (isCurrent(stamp, state)) return;
  console.error('ctys: building ...');
  const { build } = await import('./build.mjs');
  await build();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, state);
}
