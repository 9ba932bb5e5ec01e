/** Terminal output as text: control sequences, which may come in parts, are left out; line ends become LF. */

type State = 'text' | 'escape' | 'csi' | 'string' | 'string-escape' | 'charset';

/** What is no text. Of the C0 characters only LF and TAB are. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are meant
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f]/g;

export class PlainText {
  #state: State = 'text';

  add(text: string): string {
    let plain = '';
    for (let at = 0; at < text.length; at += 1) {
      if (this.#state === 'text') {
        // In one go to the next that is none: a flood is mostly text.
        CONTROL.lastIndex = at;
        const end = CONTROL.exec(text)?.index ?? text.length;
        plain += text.slice(at, end);
        at = end;
      }
      if (at < text.length) this.#next(text.charAt(at));
    }
    return plain;
  }

  #next(char: string): void {
    // CAN and SUB end every sequence, ESC begins another.
    if (char === '\x18' || char === '\x1a') this.#state = 'text';
    else if (this.#state === 'string') this.#inString(char);
    else if (char === '\x1b') this.#state = 'escape';
    else if (this.#state !== 'text') this.#state = after(this.#state, char);
  }

  #inString(char: string): void {
    if (char === '\x07' || char === '\x9c') this.#state = 'text';
    else if (char === '\x1b') this.#state = 'string-escape';
  }
}

function after(state: Exclude<State, 'text' | 'string'>, char: string): State {
  if (state === 'escape') {
    if (char === '[') return 'csi';
    if ('P]X^_'.includes(char)) return 'string';
    return char >= ' ' && char <= '/' ? 'charset' : 'text';
  }
  if (state === 'csi') return char >= '@' && char <= '~' ? 'text' : 'csi';
  // Of a string `ESC \` is the end; anything else begins a sequence of its own.
  return state === 'charset' && char >= ' ' && char <= '/' ? 'charset' : 'text';
}
