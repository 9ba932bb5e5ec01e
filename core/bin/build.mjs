/** Builds dist/: the window (renderer), the command line (one file) and the Electron main and preload scripts. */
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build as vite } from 'vite';
import { root } from './bootstrap.mjs';

/** Packages with native parts or a runtime of their own stay where npm put them. */
const EXTERNAL = ['ssh2', 'node-pty', 'electron', 'electron-updater', ...builtinModules, /^node:/];

const node = (entry, outDir, file, format, more = {}) =>
  vite({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, target: 'node' },
    resolve: { conditions: ['node'] },
    plugins: more.plugins,
    build: {
      ssr: entry,
      outDir,
      write: more.write,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        external: EXTERNAL,
        // Names stay, for stack traces, but in what is read at every start: there even they take time.
        output: {
          format,
          entryFileNames: file,
          codeSplitting: false,
          minify: { mangle: more.mangle ?? false },
        },
      },
    },
  });

const PACKED = '\0packed';
/** Where the packed part begins: gzip in base64, in which no comment can end. */
const MARK = '/*PACKED\n';

/** What core/bin/packed.ts gives. */
const text = readFileSync(join(root, 'core/bin/packed.ts'), 'utf8');
const names = [...text.matchAll(/^export \{ (.+) \} from/gm)].map(([, some]) => some);

/** How that is had from the end of the command's own file. */
const UNPACK = `
  const from = process.getBuiltinModule;
  const { readFileSync } = from('node:fs');
  const { createRequire } = from('node:module');
  const { dirname } = from('node:path');
  const { fileURLToPath } = from('node:url');
  const { compileFunction, constants } = from('node:vm');
  const { gunzipSync } = from('node:zlib');
  const filename = fileURLToPath(import.meta.url);
  const own = readFileSync(filename, 'latin1');
  const packed = own.slice(own.lastIndexOf(${JSON.stringify(MARK)}) + ${MARK.length}, own.lastIndexOf('*/'));
  const code = gunzipSync(Buffer.from(packed, 'base64')).toString('utf8');
  const module = { exports: {} };
  compileFunction(code, ['module', 'exports', 'require', '__filename', '__dirname'], {
    filename: filename + ' (packed)',
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })(module, module.exports, createRequire(import.meta.url), filename, dirname(filename));
  export const { ${names.join(', ')} } = module.exports;
`;

/**
 * The command is one file, but what a call on a running host does not need stands at its end as a comment and is read
 * when it is needed: parsing it would take as long as half of such a call.
 */
const packed = {
  name: 'packed',
  enforce: 'pre',
  resolveId: (source) => (source.endsWith('/packed.ts') ? PACKED : null),
  load: (id) => (id === PACKED ? UNPACK : null),
  async generateBundle(_options, bundle) {
    const built = await node('core/bin/packed.ts', 'dist', 'packed.cjs', 'cjs', { write: false });
    const [{ code }] = [built].flat()[0].output;
    const text = gzipSync(code, { level: 9 }).toString('base64');
    for (const chunk of Object.values(bundle)) chunk.code = `${ascii(chunk.code)}\n${MARK}${text}*/\n`;
  },
};

/** What is read at every start is plain ASCII, which is read faster: all else stands in texts and patterns. */
const ascii = (code) =>
  code.replace(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The manual page, as the command itself has it. */
const manual = () => execFileSync(process.execPath, [join(root, 'dist', 'ctys.mjs'), 'man']);

export async function build() {
  await vite({ root: join(root, 'renderer'), configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  // Read when they are wanted.
  for (const folder of ['templates', 'tray']) {
    rmSync(join(root, 'dist', folder), { recursive: true, force: true });
    cpSync(join(root, 'assets', folder), join(root, 'dist', folder), { recursive: true });
  }
  await node('core/bin/ctys.ts', 'dist', 'ctys.mjs', 'es', { plugins: [packed], mangle: true });
  writeFileSync(join(root, 'dist', 'ctys.1'), manual());
  await node('electron/main.ts', 'dist/electron', 'main.mjs', 'es');
  await node('electron/preload.ts', 'dist/electron', 'preload.cjs', 'cjs');
}

if (process.argv[1] === import.meta.filename) await build();
