/** The core in this process, for calls without a running host: it contacts the hosts of the call and no others. */
import { createRouterClient } from '@orpc/server';
import type { Link } from '../contract/pipe.ts';
import { createEngine } from '../engine/engine.ts';
import type { Api, CoreClient } from './core-client.ts';
import { SELF } from './self.ts';
import { VERSION } from './version.ts';

/** Whose hosts no window shows, whoever runs. */
export async function openOwnCore(): Promise<CoreClient> {
  const engine = await createEngine({ version: VERSION, onDemand: true, commandLine: SELF });
  return {
    // The router is typed by the contract; its client is the contract's.
    api: createRouterClient(engine.router, { context: {} }) as unknown as Api,
    openLink: (session) => {
      const [near, far] = linkPair();
      engine.attach(session, far);
      return near;
    },
    close: () => engine.close(),
    joined: false,
  };
}

/** Two ends of a link in one process. Frames arrive in a later turn, as over any other. */
function linkPair(): readonly [Link, Link] {
  const make = (): Link => ({ onFrame: null, onClose: null, send: () => {}, close: () => {} });
  const [a, b] = [make(), make()];
  const wire = (from: Link, to: Link): void => {
    from.send = (frame) => {
      const copy = typeof frame === 'string' ? frame : frame.slice();
      setImmediate(() => to.onFrame?.(copy));
    };
    from.close = () => setImmediate(() => to.onClose?.());
  };
  wire(a, b);
  wire(b, a);
  return [a, b];
}
