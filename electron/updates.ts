/**
 * New versions, where a person wants them looked for. Where what is fetched is checked (feed.ts) they are fetched and
 * installed at the end; elsewhere they are only told of.
 */
import { app } from 'electron';
import type { Log } from '../core/engine/log/log.ts';
import { type Package, readFeed } from './feed.ts';

export type Channel = 'off' | 'stable' | 'beta';
/** `ready`: it is installed when the product ends; else `page` is where to get it. */
export type Update = { readonly version: string; readonly page: string; readonly ready: boolean };

const EVERY = 6 * 3_600_000;

/** What is used of electron-updater's autoUpdater. */
export interface Updater {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  allowPrerelease: boolean;
  allowDowngrade: boolean;
  on(event: 'update-available' | 'update-downloaded', listener: (info: { version: string }) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  checkForUpdates(): Promise<unknown>;
}

export interface Updates {
  follow(channel: Channel): void;
  close(): void;
}

const load = async (): Promise<Updater> => (await import('electron-updater')).default.autoUpdater as Updater;

const ours = (): Package => ({
  platform: process.platform,
  resources: process.resourcesPath,
  program: process.execPath,
});

/** Only a packaged program has where new ones come from. */
export function createUpdates(
  log: Pick<Log, 'write'>,
  tell: (update: Update) => void,
  from: () => Promise<Updater> = load,
  packed: () => Package = ours,
): Updates {
  let channel: Channel = 'off';
  let timer: NodeJS.Timeout | undefined;
  let opened: Promise<Updater> | undefined;
  const open = async (): Promise<Updater> => {
    const [{ checked, page }, updater] = await Promise.all([readFeed(packed()), from()]);
    updater.autoDownload = checked;
    updater.autoInstallOnAppQuit = checked;
    updater.allowDowngrade = false;
    let told = '';
    updater.on('update-available', ({ version }) => {
      if (checked || version === told) return;
      told = version;
      tell({ version, page: page(version), ready: false });
    });
    updater.on('update-downloaded', ({ version }) => tell({ version, page: page(version), ready: true }));
    updater.on('error', (error) => log.write('warning', `new versions: ${error.message}`));
    return updater;
  };
  const look = async (): Promise<void> => {
    opened ??= open();
    const updater = await opened.catch((error: unknown) => log.write('warning', `new versions: ${error}`));
    if (!updater) return;
    updater.allowPrerelease = channel === 'beta';
    // Its failure is told by its event.
    await updater.checkForUpdates().catch(() => {});
  };
  const stop = (): void => clearInterval(timer);
  return {
    follow(wanted) {
      if (wanted === channel || !app.isPackaged) return;
      channel = wanted;
      stop();
      if (channel === 'off') return;
      timer = setInterval(() => void look(), EVERY);
      void look();
    },
    close: stop,
  };
}
