/** The words of ctys CONSOLE and how each is shown today: chapter 3.2 of the reference. Pure. */
import type { ConsoleWord } from './action.ts';
import type { ConsoleKind, ConsoleOffer } from './console.ts';
import { fail } from './failure.ts';
import type { Machine, SessionType } from './machine.ts';

interface Shown {
  /** What of the machine is shown; null: nothing. */
  readonly kind: ConsoleKind | null;
  readonly in: 'terminal' | 'window' | 'emacs' | 'nowhere';
  /** Technologies that have it; absent: any. */
  readonly of?: readonly SessionType[];
  readonly help: string;
}

export const CONSOLE_WORDS: Readonly<Record<ConsoleWord, Shown>> = {
  CLI: { kind: 'tty', in: 'terminal', help: 'Text, in the terminal of the caller. Ctrl+] lets go of it.' },
  CLI0: { kind: 'tty', in: 'terminal', of: ['QEMU'], help: 'As CLI; the guest does not depend on it.' },
  XTERM: { kind: 'tty', in: 'window', help: 'Text, in the window; without a display as CLI.' },
  GTERM: { kind: 'tty', in: 'window', help: 'As XTERM.' },
  EMACS: { kind: 'tty', in: 'emacs', help: 'Text, in an ansi-term of the Emacs of the caller.' },
  EMACSM: { kind: 'tty', in: 'emacs', help: 'As EMACS, with a shell of the host below it.' },
  EMACSA: { kind: 'tty', in: 'emacs', help: 'As EMACS.' },
  EMACSAM: { kind: 'tty', in: 'emacs', help: 'As EMACSM.' },
  VNC: { kind: 'rfb', in: 'window', help: 'The screen, in the window.' },
  RDP: { kind: 'rfb', in: 'window', of: ['VBOX', 'RDP'], help: 'The screen, in the window.' },
  SDL: { kind: 'rfb', in: 'window', of: ['QEMU', 'VBOX'], help: 'As VNC; the guest does not depend on it.' },
  VBOX: { kind: 'rfb', in: 'window', of: ['VBOX'], help: 'The screen, in the window.' },
  VBOXSDL: { kind: 'rfb', in: 'window', of: ['VBOX'], help: 'The screen, in the window.' },
  VMW: { kind: 'rfb', in: 'window', of: ['VMW'], help: 'The screen, in the window.' },
  VMWRC: { kind: 'rfb', in: 'window', of: ['VMW'], help: 'The screen, in the window.' },
  FIREFOX: { kind: 'rfb', in: 'window', of: ['VMW'], help: 'The screen, in the window.' },
  NONE: { kind: null, in: 'nowhere', help: 'No console is opened.' },
};

/**
 * The console of a machine that a word means, or the one of that id.
 * @throws Failure not-capable with what the machine does offer
 */
export function offerFor(word: ConsoleWord, machine: Machine, id?: string): ConsoleOffer {
  const { kind, of } = CONSOLE_WORDS[word];
  const fits = machine.consoles.filter((one) => one.kind === kind && (id === undefined || one.id === id));
  const open = fits.find(({ blocked }) => blocked === undefined);
  if (open !== undefined && (of === undefined || of.includes(machine.type))) return open;
  const others = machine.consoles.map((one) => (one.kind === 'tty' ? 'CLI' : 'VNC'));
  throw fail(
    'not-capable',
    fits[0]?.blocked ??
      `${machine.label} (${machine.type}) has no ${word} console${id === undefined ? '' : ` ${id}`} now.`,
    others.length === 0 ? 'It must run for one.' : `It offers ${[...new Set(others)].join(' and ')}.`,
  );
}
