/** A page that ends or hangs is loaded again: jobs, connections and kept consoles are the core's, and go on. */
import { app, type BrowserWindow, dialog } from 'electron';
import type { Log } from '../core/engine/log/log.ts';
import type { DesktopWords } from '../renderer/words/desktop.ts';

/** So often within so many ms it comes back by itself; then a person decides. */
const OFTEN = { times: 3, within: 60_000 };

export function recover(
  window: BrowserWindow,
  page: string,
  log: Pick<Log, 'write'>,
  words: () => DesktopWords['crash'],
): void {
  let ends: number[] = [];
  const load = (): void => void window.loadURL(page);
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    log.write('error', `the window ended: ${reason} (${exitCode})`);
    const now = Date.now();
    ends = [...ends.filter((at) => now - at < OFTEN.within), now];
    if (ends.length <= OFTEN.times) return load();
    ends = [];
    const { title, text, again, quit } = words();
    void ask(window, title, text, [again, quit]).then((answer) => (answer === 0 ? load() : app.quit()));
  });
  window.on('unresponsive', () => {
    log.write('warning', 'the window does not answer');
    const { hangs, text, wait, again } = words();
    void ask(window, hangs, text, [wait, again]).then((answer) => {
      if (answer === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
    });
  });
}

async function ask(
  window: BrowserWindow,
  message: string,
  detail: string,
  buttons: string[],
): Promise<number> {
  const { response } = await dialog.showMessageBox(window, { type: 'error', message, detail, buttons });
  return response;
}
