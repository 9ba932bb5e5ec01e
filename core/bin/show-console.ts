/** A console of a machine or session, where its word says: this terminal, the window, Emacs. */
import type { ConsoleWord, MachineAction } from '../model/action.ts';
import { CONSOLE_WORDS, offerFor } from '../model/console-words.ts';
import { fail } from '../model/failure.ts';
import type { Machine } from '../model/machine.ts';
import { type TerminalProgram, TERMINALS } from '../model/showing.ts';
import { carried } from './as-failure.ts';
import { attach } from './console.ts';
import type { CoreClient } from './core-client.ts';
import { openEmacs } from './emacs.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { showThrough } from './through.ts';
import { hasDisplay, showInWindow } from './windows.ts';

/** A session is started to be seen; a guest runs by itself. */
export const usualConsole = (verb: string, { type }: Machine): ConsoleWord =>
  type === 'VNC' || type === 'X11' ? 'VNC' : verb === 'connect' ? 'CLI' : 'NONE';

/** @throws Failure not-capable where there is nothing to show it on */
export async function show(
  core: CoreClient,
  now: Machine,
  word: ConsoleWord,
  { offer: id, options, ifRunning }: Pick<MachineAction, 'offer' | 'options' | 'ifRunning'>,
  io: Io,
): Promise<number> {
  tellOthers(now, word, io);
  if (options?.location === 'connection')
    return await showThrough(
      core,
      now,
      word,
      { ...(id !== undefined && { offer: id }), ...(options && { options }) },
      io,
    );
  const place = CONSOLE_WORDS[word].in;
  const offer = offerFor(word, now, id);
  if (place === 'emacs') await openEmacs(word, now, offer);
  else if (offer.kind === 'tty' && options?.location === 'local' && hasDisplay())
    await inOwnTerminal(core, now, word, offer.id, options.display);
  else if (place === 'window' && hasDisplay()) await showInWindow(core, now, offer, io);
  else if (offer.kind === 'tty') await attach(core, now, offer, io, { take: ifRunning === 'reconnect' });
  else
    throw fail(
      'not-capable',
      `${now.label} runs, but its ${word} console needs a display.`,
      'Call from a desktop, or use CONSOLE:CLI for this terminal.',
    );
  return EXIT.ok;
}

const TERMINAL_OF: Partial<Record<ConsoleWord, TerminalProgram>> = {
  XTERM: 'xterm',
  GTERM: 'gnome-terminal',
};

/** LOCALONLY: a terminal program of the caller; CTYS_TERMINAL names another for all of them. */
async function inOwnTerminal(
  core: CoreClient,
  { id: machine }: Machine,
  word: ConsoleWord,
  console: string,
  asked: string | undefined,
): Promise<void> {
  const program = TERMINALS.find((one) => one === process.env.CTYS_TERMINAL) ?? TERMINAL_OF[word];
  const display = asked ?? process.env.DISPLAY;
  await carried(
    core.api.console.terminal({ machine, console, ...(program && { program }), ...(display && { display }) }),
  );
}

/** Who looks at a screen already, before one more does. Through a tunnel or another ctys it is the host itself. */
function tellOthers({ label, clients = [] }: Machine, word: ConsoleWord, io: Io): void {
  if (CONSOLE_WORDS[word].kind !== 'rfb' || clients.length === 0) return;
  io.error(`${label}: connected already: ${[...new Set(clients)].join(', ')}.\n`);
}
