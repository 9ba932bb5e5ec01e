/** Builds dist/: the window (renderer), the command line (one file) and the Electron main and preload scripts. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build as vite } from 'vite';
import { root } from './bootstrap.mjs';

/** Packages with native parts or a runtime of their own stay where npm put them. */
const EXTERNAL = ['ssh2', 'node-pty', 'electron', ...builtinModules, /^node:/];

const node = (entry, outDir, file, format) =>
  vite({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    resolve: { conditions: ['node'] },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        external: EXTERNAL,
        // Names stay, for stack traces; what is left out makes the command start sooner.
        output: { format, entryFileNames: file, codeSplitting: false, minify: { mangle: false } },
      },
    },
  });

/** The manual page, as the command itself has it. */
const manual = () => execFileSync(process.execPath, [join(root, 'dist', 'ctys.mjs'), 'man']);

export async function build() {
  await vite({ root: join(root, 'renderer'), configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  await node('core/bin/ctys.ts', 'dist', 'ctys.mjs', 'es');
  writeFileSync(join(root, 'dist', 'ctys.1'), manual());
  await node('electron/main.ts', 'dist/electron', 'main.mjs', 'es');
  await node('electron/preload.ts', 'dist/electron', 'preload.cjs', 'cjs');
}

if (process.argv[1] === import.meta.filename) await build();
