/** Tunnels, and the viewers that use them. */
import type { Tunnels } from '../tunnels.ts';
import { view } from '../viewers.ts';
import { api, guard, wire } from './guard.ts';

export const tunnelHandlers = (tunnels: Tunnels) => ({
  tunnels: {
    open: api.tunnels.open.handler(({ input, errors, signal }) =>
      guard(errors, async () => wire(await tunnels.open(input, signal))),
    ),
    view: api.tunnels.view.handler(({ input, errors }) =>
      guard(errors, async () => wire(await view(tunnels, input))),
    ),
  },
});
