/** Consoles: opened here, carried by their own pipes, or handed to a window. */
import type { Sessions } from '../sessions.ts';
import type { Showings } from '../showings.ts';
import type { Tables } from '../tables.ts';
import { openTerminal } from '../terminals.ts';
import type { Tunnels } from '../tunnels.ts';
import { api, guard, wire } from './guard.ts';

interface Parts {
  readonly sessions: Sessions;
  readonly showings: Showings;
  readonly tunnels: Tunnels;
  readonly tables: Tables;
  /** The command line of this installation. */
  readonly commandLine: readonly string[];
}

export const consoleHandlers = ({ sessions, showings, tunnels, tables, commandLine }: Parts) => ({
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
    terminal: api.console.terminal.handler(({ input, errors }) =>
      guard(errors, () => openTerminal(tables, commandLine, input)),
    ),
    shown: api.console.shown.handler(({ errors, signal }) => guard(errors, () => showings.follow(signal))),
  },
});
