/** OSC 52: a program in a console wants to set the clipboard. It is asked about; reading it is never answered. */
import type { Terminal } from '@xterm/xterm';

/** Larger texts are nobody's copy by hand. */
const MOST = 1024 * 1024;

/** What is to be copied; null: nothing of the kind. `data` is what stands behind `52;`. */
export function wantedCopy(data: string): string | null {
  const match = /^[cpqs0-7]*;([A-Za-z0-9+/=\s]+)$/.exec(data);
  const base64 = match?.[1];
  if (base64 === undefined || base64.length > MOST * 1.4) return null;
  try {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text === '' ? null : text;
  } catch {
    return null;
  }
}

export function followCopies(terminal: Terminal, ask: (text: string) => void): void {
  terminal.parser.registerOscHandler(52, (data) => {
    const text = wantedCopy(data);
    if (text !== null) ask(text);
    return true;
  });
}
