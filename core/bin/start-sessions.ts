/** Sessions of a call are started, each under its label, and shown. */
import type { MachineAction } from '../model/action.ts';
import { CONSOLE_WORDS } from '../model/console-words.ts';
import type { CoreClient } from './core-client.ts';
import { createSessions } from './create.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { withDisplay } from './display.ts';
import { show, usualConsole } from './show-console.ts';
import { follow } from './snapshot.ts';
import { hasDisplay } from './windows.ts';

/** @throws Failure why they cannot be started */
export async function startSessions(core: CoreClient, action: MachineAction, io: Io): Promise<number> {
  const sessions = await createSessions(core, isOnDisplay(action) ? withDisplay(action) : action, io);
  const codes: number[] = [];
  for (const { machine, code } of sessions) {
    codes.push(code);
    if (machine === undefined || code !== EXIT.ok || action.options?.location === 'server') continue;
    if (machine.consoles.length === 0) continue;
    // The console of an X11 session names its program.
    const told = action.type === 'X11' && action.console !== 'NONE' ? undefined : action.console;
    const word = told ?? usualConsole('start', machine);
    if (CONSOLE_WORDS[word].in === 'nowhere') continue;
    if (told === undefined && !hasDisplay() && action.options?.location !== 'connection')
      io.error(
        `${machine.label} runs on display ${machine.details?.Display ?? ''}; there is no display here to show it on.\n`,
      );
    else codes.push(await show(core, machine, word, action, io));
  }
  await untilClosed(core, action, io);
  return codes.find((code) => code !== EXIT.ok) ?? EXIT.ok;
}

/** What shows here through a connection of this very process ends with it: it is waited for. */
async function untilClosed(core: CoreClient, { type }: MachineAction, io: Io): Promise<void> {
  if (core.joined || (type !== 'X11' && type !== 'RDP')) return;
  for await (const { sessions } of follow(core.api, io.signal))
    if (![...sessions.values()].some((one) => one.type === type && one.state !== 'closed')) return;
}

/** With CONNECTIONFORWARDING it has a screen of its own there, which a viewer shows here. */
const isOnDisplay = ({ type, options }: MachineAction): boolean =>
  type === 'RDP' || (type === 'X11' && options?.location !== 'connection');
