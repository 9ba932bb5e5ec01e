/**
 * The Electron application: the engine in this process, the window over one port. It listens on no port; the command
 * line of the same user comes in by a unix socket that only that user can open.
 */
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { app, type BrowserWindow, protocol, session } from 'electron';
import { readAsset } from '../core/engine/assets.ts';
import { createEngine } from '../core/engine/engine.ts';
import { letCommandLineIn } from '../core/bin/join.ts';
import { desktopWords } from '../renderer/words/desktop.ts';
import { startsHidden } from './autostart.ts';
import { asCommand, commandWords } from './command.ts';
import { recover } from './crash.ts';
import { createDesktop } from './desktop.ts';
import { systemKeyring } from './keyring.ts';
import { setMenu } from './menu.ts';
import { keepPlace, keptPlace } from './place.ts';
import { followStarts } from './starts.ts';
import { openWindow, PAGE, refusePermissions } from './window.ts';

const RENDERER = fileURLToPath(new URL('../renderer', import.meta.url));
/** Beside the window in the bundle. */
const COMMAND_LINE = fileURLToPath(new URL('../ctys.mjs', import.meta.url));
const PICTURES = fileURLToPath(new URL('../tray', import.meta.url));
const PRELOAD = fileURLToPath(new URL('./preload.cjs', import.meta.url));

const PROFILE = /^--profile=/;
const profile = process.argv.find((arg) => PROFILE.test(arg))?.replace(PROFILE, '');
if (profile !== undefined) process.env.CTYS_PROFILE = profile;

// A scheme of our own instead of file://: a real origin, the same headers as the headless host, no file access.
protocol.registerSchemesAsPrivileged([
  { scheme: 'ctys-app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

// Keys over other programs, where the desktop is of Wayland (electronjs.org/docs/latest/api/global-shortcut).
if (process.platform === 'linux') addFeature('GlobalShortcutsPortal');

const command = commandWords(process.argv, app.isPackaged);

// A link that is opened starts the product, or comes to the one that runs.
if (command === null) app.setAsDefaultProtocolClient('ctys');
// Messages of Windows come from who has this name.
app.setAppUserModelId('io.github.ctys.ctys');
if (command !== null) void obey(command);
else if (app.requestSingleInstanceLock()) void start(followStarts());
else app.quit();

/** Beside those a person asked for: the switch is one. */
function addFeature(name: string): void {
  const asked = app.commandLine.getSwitchValue('enable-features');
  app.commandLine.appendSwitch('enable-features', asked === '' ? name : `${asked},${name}`);
}

/** It ends the process itself. */
async function obey(words: readonly string[]): Promise<void> {
  process.argv = [process.execPath, COMMAND_LINE, ...words];
  await import(pathToFileURL(COMMAND_LINE).href);
}

async function start(takeStarts: ReturnType<typeof followStarts>): Promise<void> {
  app.enableSandbox();
  await app.whenReady();
  setMenu(desktopWords('system', app.getPreferredSystemLanguages()).menu);
  refusePermissions(session.defaultSession);
  protocol.handle('ctys-app', async ({ url }) => {
    const asset = await readAsset(RENDERER, new URL(url).pathname);
    if (asset === null) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(asset.body), { headers: asset.headers });
  });
  const keyring = systemKeyring();
  const engine = await createEngine({
    version: app.getVersion(),
    ...(keyring !== undefined && { keyring }),
    // The window, its storage and the connections begin anew with it.
    switchProfile: (name) => {
      app.relaunch({
        args: [...process.argv.slice(1).filter((arg) => !PROFILE.test(arg)), `--profile=${name}`],
      });
      app.quit();
    },
    commandLine: asCommand(process.execPath, app.getAppPath(), app.isPackaged),
  });
  // Without it calls have connections of their own; nothing else is lost.
  const joined = await letCommandLineIn(engine).catch(() => null);
  process.on('uncaughtExceptionMonitor', (error) =>
    engine.log.writeNow('error', error.stack ?? String(error)),
  );
  const placeFile = join(app.getPath('userData'), 'window.json');
  let last: BrowserWindow | null = null;
  const open = (hidden = false): void => {
    const window = openWindow(engine, PRELOAD, { place: keptPlace(placeFile), hidden });
    last = window;
    window.on('closed', () => {
      last = null;
    });
    keepPlace(window, placeFile);
    recover(window, PAGE, engine.log, () => desktop.words.crash);
    // Its page lives on in the tray, and with it all that it has open.
    window.on('close', (event) => {
      if (quitting || !desktop.stays) return;
      event.preventDefault();
      window.hide();
    });
  };
  const desktop = createDesktop(engine, { now: () => last, open }, PICTURES);
  let quitting = false;
  app.on('before-quit', () => {
    quitting = true;
  });
  open(await startsHidden(process.argv, desktop.settled));
  desktop.take(process.argv);
  takeStarts(({ argv, again }) => {
    if (again) desktop.reveal();
    desktop.take(argv);
  });
  app.on('activate', () => desktop.reveal());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    desktop.close();
    void Promise.all([joined?.close(), engine.close()]).finally(() => {
      closed = true;
      app.quit();
    });
  });
}
