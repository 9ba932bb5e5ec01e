/** Consoles: opened here, carried by their own pipes, or handed to a window. */
import type { Sessions } from '../sessions.ts';
import type { Showings } from '../showings.ts';
import type { Tunnels } from '../tunnels.ts';
import { api, guard, wire } from './guard.ts';

export const consoleHandlers = (sessions: Sessions, showings: Showings, tunnels: Tunnels) => ({
  console: {
    open: api.console.open.handler(({ input, errors, signal }) =>
      guard(errors, async () => wire(await sessions.open(input, signal))),
    ),
    close: api.console.close.handler(({ input, errors }) =>
      guard(errors, () => {
        if (!tunnels.close(input.session)) sessions.close(input.session);
      }),
    ),
    show: api.console.show.handler(({ input, errors, signal }) =>
      guard(errors, () => showings.show(input, signal)),
    ),
    shown: api.console.shown.handler(({ errors, signal }) => guard(errors, () => showings.follow(signal))),
  },
});
