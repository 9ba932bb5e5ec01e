/** What somebody without a window (the command line, the tray, a link) wants shown in one. */
import type { Verb } from './verb.ts';

export type Showing =
  /** A machine's console, by its id and the offer's. */
  | { readonly machine: string; readonly console: string }
  /** A verb on a machine, which the window asks about where it matters. */
  | { readonly machine: string; readonly verb: Verb }
  /** The row at a place is selected; nothing is done. */
  | { readonly path: string }
  | { readonly job: string }
  /** A call, read, planned and asked about as if it had been typed. */
  | { readonly call: string }
  | { readonly open: 'palette' | 'jobs' | 'lost' | 'crashed' };

/** Terminals of the person's own that a text console can be opened in. */
export const TERMINALS = [
  'x-terminal-emulator',
  'gnome-terminal',
  'konsole',
  'xfce4-terminal',
  'mate-terminal',
  'kitty',
  'alacritty',
  'foot',
  'xterm',
] as const;
export type TerminalProgram = (typeof TERMINALS)[number];
