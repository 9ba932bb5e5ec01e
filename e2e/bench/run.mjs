/** `npm run bench [-- NAME]`: builds what is measured, then measures. */
import { spawnSync } from 'node:child_process';
import { ensureBuild, ensurePackages, root } from '../../core/bin/bootstrap.mjs';

ensurePackages();
await ensureBuild();
const args = ['--expose-gc', '--import', 'tsx', 'e2e/bench/main.ts', ...process.argv.slice(2)];
process.exit(spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1);
