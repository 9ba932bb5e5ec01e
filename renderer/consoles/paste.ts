/** Pasting: what is no text is left out, and what would run something is asked about. */
import type { Terminal } from '@xterm/xterm';

/** A line end inside the text would run what stands before it. */
export const needsAsking = (text: string): boolean => /[\r\n]./s.test(text) || /[\r\n]$/.test(text);

/** Control characters act like keys; an escape could end a bracketed paste early and go on as if typed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is meant
export const onlyText = (text: string): string => text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, '');

/** Every way of pasting comes through here before the terminal sees it. Returns how to stop. */
export function guardPaste(
  place: HTMLElement,
  asks: () => boolean,
  paste: (text: string, ask: boolean) => void,
): () => void {
  const stop = new AbortController();
  place.addEventListener(
    'paste',
    (event) => {
      event.preventDefault();
      event.stopPropagation();
      const text = onlyText(event.clipboardData?.getData('text/plain') ?? '');
      paste(text, needsAsking(text) && asks());
    },
    { capture: true, signal: stop.signal },
  );
  return () => stop.abort();
}

/** The program there takes a paste as such, and runs none of its lines by itself. */
export const takesPastes = (terminal: Terminal): boolean => terminal.modes.bracketedPasteMode;
