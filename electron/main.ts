/**
 * The Electron application: the engine in this process, the window over one port. It listens on no port; the command
 * line of the same user comes in by a unix socket that only that user can open.
 */
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, protocol, session } from 'electron';
import { readAsset } from '../core/engine/assets.ts';
import { createEngine } from '../core/engine/engine.ts';
import { letCommandLineIn } from '../core/bin/join.ts';
import { openWindow, refusePermissions } from './window.ts';

const RENDERER = fileURLToPath(new URL('../renderer', import.meta.url));
const PRELOAD = fileURLToPath(new URL('./preload.cjs', import.meta.url));

// A scheme of our own instead of file://: a real origin, the same headers as the headless host, no file access.
protocol.registerSchemesAsPrivileged([
  { scheme: 'ctys-app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

if (app.requestSingleInstanceLock()) void start();
else app.quit();

async function start(): Promise<void> {
  app.enableSandbox();
  await app.whenReady();
  refusePermissions(session.defaultSession);
  protocol.handle('ctys-app', async ({ url }) => {
    const asset = await readAsset(RENDERER, new URL(url).pathname);
    if (asset === null) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(asset.body), { headers: asset.headers });
  });
  const engine = await createEngine({ version: app.getVersion() });
  // Without it calls have connections of their own; nothing else is lost.
  const joined = await letCommandLineIn(engine).catch(() => null);
  let window = openWindow(engine, PRELOAD);
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) window = openWindow(engine, PRELOAD);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void Promise.all([joined?.close(), engine.close()]).finally(() => {
      closed = true;
      app.quit();
    });
  });
}
