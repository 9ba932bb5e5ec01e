/** One session for the files of each host: opened when it is needed, shared, let go of when it rests. */
import type { HostFiles } from '../../channel/host-files.ts';
import { fail } from '../../model/failure.ts';
import type { Monitor } from '../monitor/monitor.ts';

/** ms nobody uses it. */
const REST = 60_000;

interface Kept {
  readonly files: Promise<HostFiles>;
  users: number;
  timer: NodeJS.Timeout | undefined;
}

export interface Shelf {
  use<T>(host: string, work: (files: HostFiles) => Promise<T>, signal?: AbortSignal): Promise<T>;
  close(): void;
}

export function createShelf(channel: Monitor['channel']): Shelf {
  const shelf = new Map<string, Kept>();

  async function open(host: string): Promise<HostFiles> {
    const on = await channel(host);
    if (on.files === undefined) throw fail('not-capable', `Files of ${host} cannot be reached.`);
    return on.files();
  }
  function take(host: string): Kept {
    const known = shelf.get(host);
    if (known !== undefined) return known;
    const kept: Kept = { files: open(host), users: 0, timer: undefined };
    shelf.set(host, kept);
    const forget = (): void => {
      clearTimeout(kept.timer);
      if (shelf.get(host) === kept) shelf.delete(host);
    };
    kept.files.then(
      ({ gone }) => (gone.aborted ? forget() : gone.addEventListener('abort', forget, { once: true })),
      forget,
    );
    return kept;
  }
  return {
    async use(host, work, signal) {
      signal?.throwIfAborted();
      const kept = take(host);
      kept.users++;
      clearTimeout(kept.timer);
      try {
        return await work(await kept.files);
      } finally {
        kept.users--;
        const rest = (): void => void kept.files.then((files) => files.close());
        if (kept.users === 0 && shelf.get(host) === kept) kept.timer = setTimeout(rest, REST).unref();
      }
    },
    close() {
      for (const { files } of shelf.values())
        files.then(
          (open) => open.close(),
          () => {},
        );
    },
  };
}
