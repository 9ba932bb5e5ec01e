/** Files of the hosts. */
import type { Files } from '../host-files/files.ts';
import { api, guard, wire } from './guard.ts';

export const fileHandlers = (files: Files) => ({
  files: {
    list: api.files.list.handler(({ input, errors, signal }) =>
      guard(errors, async () => wire(await files.list(input.host, input.path, signal))),
    ),
    makeFolder: api.files.makeFolder.handler(({ input, errors }) =>
      guard(errors, () => files.makeFolder(input.host, input.path)),
    ),
    rename: api.files.rename.handler(({ input, errors }) =>
      guard(errors, () => files.rename(input.host, input.path, input.name)),
    ),
    remove: api.files.remove.handler(({ input, errors, signal }) =>
      guard(errors, () => files.remove(input.host, input.paths, signal)),
    ),
    fetch: api.files.fetch.handler(async function* ({ input, errors, signal }) {
      const copy = files.fetch(input, signal);
      try {
        for (;;) {
          const next = await guard(errors, () => copy.next());
          if (next.done === true) return;
          yield wire(next.value);
        }
      } finally {
        await copy.return();
      }
    }),
    send: api.files.send.handler(({ input, errors, signal }) =>
      guard(errors, async () => wire(await files.send(input, signal))),
    ),
  },
});
