/**
 * An action as the ctys call that means it: the text behind every click.
 * Grammar and words: the ancestor's manual, ctys(1) of UnifiedSessionsManager 01.11, actions CREATE and CANCEL.
 */
import type { MachineAction } from '../model/action.ts';
import { DEFAULT_POWEROFF_DELAY } from '../model/action.ts';
import type { Machine } from '../model/machine.ts';
import { quoteWord } from './shell-words.ts';

/** Labels ctys accepts as they are. */
const LABEL = /^[A-Za-z0-9_-]{1,29}$/;

/** Reserved characters inside a sub-option are doubled: `,` `%` `:` (ctys: `,,` `%%` `::`). */
const escapeValue = (value: string): string =>
  value.replaceAll('%', '%%').replaceAll(',', ',,').replaceAll(':', '::');

function machineAddress(machine: Machine): string {
  if (LABEL.test(machine.label)) return `l:${machine.label}`;
  if (machine.uuid !== undefined) return `u:${machine.uuid.replaceAll('-', '')}`;
  if (machine.config !== undefined) return `p:${escapeValue(machine.config)}`;
  return `l:${escapeValue(machine.label)}`;
}

/** Console word of chapter 3.2 for a console's kind. */
const consoleWord = (kind: 'tty' | 'rfb' | undefined): string =>
  kind === undefined ? 'NONE' : kind === 'rfb' ? 'VNC' : 'CLI';

function subOptions(action: MachineAction, machine: Machine): string {
  const address = machineAddress(machine);
  const offer = machine.consoles.find((candidate) => candidate.id === action.offer);
  const consoleOption = `CONSOLE:${consoleWord(offer?.kind)}`;
  const delay = action.delay ?? DEFAULT_POWEROFF_DELAY;
  switch (action.verb) {
    case 'start':
      return `create=${address},${consoleOption}`;
    case 'connect':
      return machine.type === 'PM' ? `create=l:shell` : `create=${address},CONNECT,${consoleOption}`;
    case 'resume':
    case 'unpause': {
      const file = action.stateFile === undefined ? '' : `:${escapeValue(action.stateFile)}`;
      return `create=${address},RESUME${file},${consoleOption}`;
    }
    case 'wake':
      return `create=${address},WOL`;
    case 'shutdown':
      return `cancel=${address},POWEROFF:${delay}`;
    case 'poweroff':
      return `cancel=${address},FORCE,POWEROFF:0`;
    case 'reboot':
      return `cancel=${address},REBOOT`;
    case 'reset':
      return `cancel=${address},FORCE,RESET`;
    case 'pause':
      return `cancel=${address},PAUSE`;
    case 'suspend':
      return `cancel=${address},SUSPEND`;
    case 'init':
      return `cancel=${address},INIT:${delay}`;
  }
}

/** The call that does `action` to `machine`, quoted for a POSIX shell. */
export function formatCall(action: MachineAction, machine: Machine): string {
  const type = machine.type === 'PM' && action.verb === 'connect' ? 'cli' : machine.type.toLowerCase();
  const target = machine.host === 'localhost' ? [] : [machine.host];
  return ['ctys', '-t', type, '-a', subOptions(action, machine), ...target].map(quoteWord).join(' ');
}
