/** Consoles in a window of ours: one that is open, else one that is opened for it. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch } from '../engine/launch.ts';
import type { ConsoleOffer } from '../model/console.ts';
import { fail } from '../model/failure.ts';
import type { Machine } from '../model/machine.ts';
import { carried } from './as-failure.ts';
import { type CoreClient, openCore } from './core-client.ts';
import type { Io } from './io.ts';
import { isHostRunning } from './running-host.ts';

/** What opens the window, beside the bundle. */
const STARTER = fileURLToPath(new URL('../core/bin/start.mjs', import.meta.url));

/** ms between two looks for the host that is being started, and until it must be there. */
const BEAT = 100;
const PATIENCE = 60_000;

export const hasDisplay = (env: NodeJS.ProcessEnv = process.env): boolean =>
  process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);

/** Resolves when a window has taken it. @throws Failure not-capable, and why the window cannot be opened */
export async function showInWindow(
  core: CoreClient,
  machine: Machine,
  offer: ConsoleOffer,
  io: Io,
): Promise<void> {
  const wanted = { machine: machine.id, console: offer.id };
  if (core.joined) {
    await carried(core.api.console.show(wanted, { signal: io.signal }));
    return;
  }
  await openWindow(io);
  const host = await openCore();
  try {
    await host.api.hosts.visit({ name: machine.host, address: machine.host });
    await carried(host.api.hosts.refresh({ name: machine.host, quiet: true }, { signal: io.signal }));
    await carried(host.api.console.show(wanted, { signal: io.signal }));
  } finally {
    await host.close();
  }
}

async function openWindow(io: Io): Promise<void> {
  if (!existsSync(STARTER))
    throw fail('not-capable', 'The window cannot be opened from here.', 'Open it, and call again.');
  await launch([process.execPath, STARTER], 'Open the window yourself, and call again.');
  const until = Date.now() + PATIENCE;
  while (!(await isHostRunning())) {
    io.signal.throwIfAborted();
    if (Date.now() > until)
      throw fail('timeout', 'The window does not open.', `See what it says: node ${STARTER}`);
    await new Promise((next) => setTimeout(next, BEAT));
  }
}
