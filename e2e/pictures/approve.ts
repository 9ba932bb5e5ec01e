/** `npm run approve`: takes the approved pictures of the window's looks anew where they differ, and keeps them small. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild, root } from '../../core/bin/bootstrap.mjs';
import { readPng, writePng } from './png.ts';

const FOLDER = join(root, 'e2e', 'approved');

await ensureBuild();
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules', 'playwright', 'cli.js'),
    ...['test', '-c', join(root, 'e2e', 'playwright.config.ts'), 'looks', '--update-snapshots=changed'],
  ],
  { stdio: 'inherit' },
);
for (const name of readdirSync(FOLDER)) {
  const path = join(FOLDER, name);
  const file = readFileSync(path);
  const small = writePng(readPng(file));
  if (small.length < file.length) writeFileSync(path, small);
}
process.exitCode = status ?? 1;
