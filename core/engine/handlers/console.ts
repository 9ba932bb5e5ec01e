/** Consoles: opened here, carried by their own pipes. */
import type { Sessions } from '../sessions.ts';
import { api, guard, wire } from './guard.ts';

export const consoleHandlers = (sessions: Sessions) => ({
  console: {
    open: api.console.open.handler(({ input, errors, signal }) =>
      guard(errors, async () => wire(await sessions.open(input, signal))),
    ),
    close: api.console.close.handler(({ input, errors }) =>
      guard(errors, () => sessions.close(input.session)),
    ),
  },
});
