/** Links that are opened, and further starts: the system tells of them whenever it likes, also before a window can take them. */
import { app } from 'electron';

export interface Start {
  readonly argv: readonly string[];
  /** Somebody started it once more, and wants to see it. */
  readonly again: boolean;
}

/**
 * To be called before the application is ready: macOS tells of the link that starts it just then
 * (electronjs.org/docs/latest/api/app#event-open-url-macos). What comes is kept until somebody takes it.
 */
export function followStarts(): (take: (start: Start) => void) => void {
  const waiting: Start[] = [];
  let come = (start: Start): unknown => waiting.push(start);
  app.on('open-url', (event, url) => {
    event.preventDefault();
    come({ argv: [url], again: false });
  });
  app.on('second-instance', (_event, argv) => come({ argv, again: true }));
  return (take) => {
    come = take;
    for (const start of waiting.splice(0)) take(start);
  };
}
