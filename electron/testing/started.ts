/** For tests only: the application itself, started over the stand-in in folders of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { app, windows } from './electron.ts';

export interface Started {
  readonly folder: string;
  /** Electron says that it is ready: all that comes before it is done already. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

/** Once in a test file: the module of the application starts it. */
export async function startApplication(): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), 'ctys-application-'));
  for (const name of ['HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR'])
    vi.stubEnv(name, folder);
  app.folder = folder;
  await import('../main.ts');
  return {
    folder,
    async ready() {
      app.becomeReady();
      await vi.waitFor(() => {
        if (windows.length === 0) throw new Error('no window was made');
      });
    },
    async stop() {
      app.emit('before-quit');
      const { quits } = app;
      app.emit('will-quit', { preventDefault: () => {} });
      await vi.waitFor(() => {
        if (app.quits === quits) throw new Error('it has not ended');
      });
      app.removeAllListeners();
      vi.unstubAllEnvs();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
