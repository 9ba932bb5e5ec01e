/** Tells when a file may have changed, however its editor writes it: in place, by rename, behind a symbolic link. */
import { type FSWatcher, realpathSync, unwatchFile, watch, watchFile } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Editors write in several steps; one call a burst. */
const DEBOUNCE_MS = 100;
/** Folders that cannot be watched (network file systems, no watches left) are looked at this often. */
const LOOK_MS = 2_000;

/** Calls `changed` after each burst of changes; it may be called without one. Returns the release. */
export function watchPath(path: string, changed: () => void): () => void {
  const watchers: FSWatcher[] = [];
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(changed, DEBOUNCE_MS);
  };
  const look = (): void => {
    watchFile(path, { interval: LOOK_MS, persistent: false }, soon);
  };
  for (const place of places(path)) {
    try {
      const watcher = watch(dirname(place), { persistent: false }, (_event, name) => {
        if (name === null || name === basename(place)) soon();
      });
      watcher.on('error', look);
      watchers.push(watcher);
    } catch {
      look();
    }
  }
  return () => {
    clearTimeout(timer);
    unwatchFile(path, soon);
    for (const watcher of watchers) watcher.close();
  };
}

/** The path itself and, for a symbolic link, where it leads. */
function places(path: string): readonly string[] {
  try {
    return [...new Set([path, realpathSync(path)])];
  } catch {
    return [path];
  }
}
