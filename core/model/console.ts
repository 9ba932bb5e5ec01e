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
  /** Does not need its machine or host to answer: it leads through a management controller. */
  readonly apart?: true;
}

/** Terminal size in characters. */
export interface TerminalSize {
  readonly cols: number;
  readonly rows: number;
}
