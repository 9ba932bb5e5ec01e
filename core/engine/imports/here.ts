/** What only tools of this machine tell: gsettings of virt-manager, and the registry of Windows of PuTTY. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './places.ts';
import type { Places } from './sources.ts';

/** Runs a program here and says how it ended. */
export type Run = (
  argv: readonly string[],
  options: { readonly signal: AbortSignal },
) => Promise<{ readonly code: number | null; readonly stdout: string }>;

const CONNECTIONS = ['gsettings', 'get', 'org.virt-manager.virt-manager.connections', 'uris'];
const PUTTY = 'HKCU\\Software\\SimonTatham\\PuTTY\\Sessions';
const TOOL_MS = 3_000;

export const toolsHere = (
  run: Run,
  env: Environment = process.env,
): Pick<Places, 'virtManager' | 'puttyRegistry'> => ({
  virtManager: async () => {
    const { code, stdout } = await run(CONNECTIONS, { signal: AbortSignal.timeout(TOOL_MS) });
    return code === 0 ? stdout : null;
  },
  puttyRegistry: async () =>
    // The system's own reg.exe, whatever else is in the way of that name.
    env.SystemRoot === undefined ? null : await exported(join(env.SystemRoot, 'System32', 'reg.exe'), run),
});

/** `reg export` writes a file only: what it prints otherwise is in the code page of a console, which has not all letters. */
async function exported(reg: string, run: Run): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'ctys-registry-'));
  try {
    const file = join(folder, 'putty.reg');
    const signal = AbortSignal.timeout(TOOL_MS);
    const { code } = await run([reg, 'export', PUTTY, file, '/y'], { signal });
    // Its files are UTF-16 with a mark; the reader takes that off.
    return code === 0 ? await readFile(file, 'utf16le') : null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
