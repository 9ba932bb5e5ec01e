/** Started when a person logs in: asked of the system, on Linux by a file of the XDG autostart specification. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import type { Preferences } from '../core/model/settings.ts';

export const HIDDEN = '--hidden';

/**
 * Whether it begins without its window: started so, and with a tray to get it from. macOS gives a program that it starts at
 * login no words of ours, and tells only that it did (electronjs.org/docs/latest/api/app#appsetloginitemsettingssettings-macos-windows).
 */
export async function startsHidden(
  argv: readonly string[],
  settled: Promise<Pick<Preferences, 'tray' | 'startHidden'>>,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  const asked = argv.includes(HIDDEN);
  const atLogin = platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
  if (!asked && !atLogin) return false;
  const { tray, startHidden } = await settled;
  return tray && (asked || startHidden);
}

export async function setAutostart(
  wanted: boolean,
  hidden: boolean,
  platform: NodeJS.Platform = process.platform,
): Promise<void> {
  // A program that runs from its sources is not what is to be started.
  if (!app.isPackaged) return;
  const args = hidden ? [HIDDEN] : [];
  if (platform === 'darwin') return app.setLoginItemSettings({ openAtLogin: wanted });
  if (platform === 'win32') return app.setLoginItemSettings({ openAtLogin: wanted, args });
  const folder = join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'autostart');
  const file = join(folder, 'ctys.desktop');
  if (!wanted) return await rm(file, { force: true });
  await mkdir(folder, { recursive: true });
  // An AppImage is mounted anew at each start: its own file is what stays.
  const program = process.env.APPIMAGE ?? process.execPath;
  await writeFile(file, desktopEntry([program, ...args]));
}

/** Quoted as the Desktop Entry Specification's Exec key wants it. */
const desktopEntry = (argv: readonly string[]): string => {
  const exec = argv.map((word) => `"${word.replace(/[\\"`$]/g, '\\$&').replaceAll('%', '%%')}"`).join(' ');
  return `[Desktop Entry]\nType=Application\nName=ctys\nExec=${exec}\nX-GNOME-Autostart-enabled=true\n`;
};
