/** What a person keeps, and what was called. */
import type { History } from '../jobs/history.ts';
import type { FindKnown } from '../library/known.ts';
import type { Library } from '../library/library.ts';
import { api, guard, wire } from './guard.ts';

export const libraryHandlers = (library: Library, known: FindKnown, history: History) => ({
  library: {
    read: api.library.read.handler(({ errors }) => guard(errors, async () => wire(await library.read()))),
    save: api.library.save.handler(({ input, errors }) => guard(errors, () => library.save(input))),
    remove: api.library.remove.handler(({ input, errors }) =>
      guard(errors, () => library.remove(input.name)),
    ),
    known: api.library.known.handler(({ input, errors, signal }) =>
      guard(errors, async () => wire(await known(input, signal))),
    ),
  },
  history: api.history.handler(({ input, errors }) =>
    guard(errors, async () => wire(await history.read(input.limit))),
  ),
});
