/**
 * node-pty 1.1.0 comes with a helper for macOS that may not be executed (github.com/microsoft/node-pty/issues/850), and no
 * terminal opens there without it. `npm ci` runs this, so packages have it right too.
 */
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(process.argv[2] ?? 'node_modules', 'node-pty', 'prebuilds');
for (const system of existsSync(folder) ? readdirSync(folder) : []) {
  const helper = join(folder, system, 'spawn-helper');
  if (existsSync(helper)) chmodSync(helper, 0o755);
}
