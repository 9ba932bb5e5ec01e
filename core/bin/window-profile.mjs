/**
 * The browser profile of a window that Chromium shows: what a person arranged (layout, columns, language) stays in it from one
 * start to the next. While another window has it, or where the browser may not reach it, a new one does, for once.
 */
import { mkdirSync, mkdtempSync, readlinkSync, realpathSync } from 'node:fs';
import { homedir, hostname, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** @returns {{ folder: string, kept: boolean }} */
export function windowProfile(browser, env = process.env, home = homedir()) {
  const once = () => ({ folder: mkdtempSync(join(tmpdir(), 'ctys-window-')), kept: false });
  if (isSnap(browser)) return once();
  const state = env.XDG_STATE_HOME;
  const folder = join(
    state !== undefined && isAbsolute(state) ? state : join(home, '.local', 'state'),
    'ctys',
    'window',
    env.CTYS_PROFILE || 'default',
  );
  if (inUse(folder)) return once();
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    return once();
  }
  return { folder, kept: true };
}

/** Snaps enter no hidden folder of a home (snapcraft.io/docs/home-interface). */
function isSnap(browser) {
  try {
    return /\/snap(\/|$)/.test(realpathSync(browser));
  } catch {
    return false;
  }
}

/** Chromium hands its window to the process named in `SingletonLock` (host-pid) and ends. */
function inUse(folder) {
  let holder;
  try {
    holder = readlinkSync(join(folder, 'SingletonLock'));
  } catch {
    return false;
  }
  const [, host, pid] = /^(.*)-(\d+)$/.exec(holder) ?? [];
  if (host !== hostname()) return host !== undefined;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (caught) {
    return caught.code === 'EPERM';
  }
}
