/** CONNECTIONFORWARDING: the client here, its server there, a tunnel for that once between them. Chapter 5.2. */
import type { ConsoleWord, MachineAction } from '../model/action.ts';
import { CONSOLE_WORDS, offerFor } from '../model/console-words.ts';
import { fail } from '../model/failure.ts';
import type { Machine } from '../model/machine.ts';
import { ONE_SHOT } from '../model/tunnel.ts';
import { carried } from './as-failure.ts';
import type { CoreClient } from './core-client.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { untilClosed } from './tunnel.ts';
import { hasDisplay } from './windows.ts';

/** What a place and a console cannot have together. @throws Failure not-capable */
export function checkLocation({ options, console, type }: MachineAction): void {
  const { location } = options ?? {};
  if (location === undefined || console === undefined) return;
  const { kind } = CONSOLE_WORDS[console];
  if (location === 'connection' && kind === 'tty' && type !== 'X11')
    throw fail(
      'not-capable',
      `CONNECTIONFORWARDING is not supported for CONSOLE:${console}.`,
      'A text console comes through the connection as it is: leave -L out.',
    );
  if (location === 'server' && (console === 'CLI' || (console === 'VNC' && type !== 'VNC' && type !== 'X11')))
    throw fail(
      'not-capable',
      `SERVERONLY is not supported for CONSOLE:${console}.`,
      'Nothing is shown then: CONSOLE:NONE.',
    );
}

/** What of `-g` a viewer understands; behind it may stand desktops. */
const GEOMETRY = /^\d{1,5}x\d{1,5}(?:[+-]\d{1,5}){0,2}/;

/** In a viewer of the caller's; without a display the tunnel alone, for whoever comes. */
export async function showThrough(
  core: CoreClient,
  machine: Machine,
  word: ConsoleWord,
  { offer: id, options }: Pick<MachineAction, 'offer' | 'options'>,
  io: Io,
): Promise<number> {
  const offer = offerFor(word, machine, id);
  const display = options?.display ?? process.env.DISPLAY;
  const [geometry] = GEOMETRY.exec(options?.geometry ?? '') ?? [];
  if (hasDisplay()) {
    const wanted = {
      ...{ machine: machine.id, console: offer.id },
      ...(display && { display }),
      ...(geometry !== undefined && { geometry }),
    };
    await untilClosed(core, [await carried(core.api.tunnels.view(wanted))], io);
    return EXIT.ok;
  }
  const session = await carried(
    core.api.tunnels.open({
      ...{ host: machine.host, kind: 'local', machine: machine.id, console: offer.id },
      oneShot: ONE_SHOT,
    }),
  );
  io.out(`${machine.label}: localhost:${session.tunnel?.from} leads to its screen for ${ONE_SHOT} s.\n`);
  await untilClosed(core, [session], io);
  return EXIT.ok;
}
