/** Consoles: endpoints a machine offers. A person attached to one is a Session. */

/** tty: text, bytes of a terminal. rfb: graphics, the RFB (VNC) protocol. */
export type ConsoleKind = 'tty' | 'rfb';

export interface ConsoleOffer {
  /** Unique within its machine: `shell`, `serial0`, `vnc`. */
  readonly id: string;
  readonly kind: ConsoleKind;
  /** What a person reads on the button: `Serial console`, `Screen`, `Shell`. */
  readonly title: string;
  /** Why it cannot be opened now; absent: it can. */
  readonly blocked?: string;
  /** Somebody is connected to it and it serves one at a time, as a sentence: who opens it is told who that is. */
  readonly held?: string;
  /** Does not need its machine or host to answer: it leads through a management controller. */
  readonly apart?: true;
}

/** What runs in a shell's console, under which label (ctys SHELL, CMD, CHDIR). */
export interface ShellRun {
  readonly label: string;
  /** Words of a shell; absent: that of the person. */
  readonly shell?: string;
  /** For that shell; absent: it is one to type at. */
  readonly command?: string;
  /** Where it starts; absent: the home. */
  readonly folder?: string;
  /** X programs in it show on this display of the caller. */
  readonly display?: string;
}

/** Terminal size in characters. */
export interface TerminalSize {
  readonly cols: number;
  readonly rows: number;
}
