/** Started when a person logs in: asked of the system, on Linux by a file of the XDG autostart specification. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';

export const HIDDEN = '--hidden';

export async function setAutostart(
  wanted: boolean,
  hidden: boolean,
  platform: NodeJS.Platform = process.platform,
): Promise<void> {
  // A program that runs from its sources is not what is to be started.
  if (!app.isPackaged) return;
  const args = hidden ? [HIDDEN] : [];
  if (platform === 'darwin' || platform === 'win32') {
    app.setLoginItemSettings({ openAtLogin: wanted, args });
    return;
  }
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
