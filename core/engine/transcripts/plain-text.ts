/** Terminal output as text: control sequences, which may come in parts, are left out; line ends become LF. */

type State = 'text' | 'escape' | 'csi' | 'string' | 'string-escape' | 'charset';

/** Of the C0 characters only these are text. */
const KEPT = new Set(['\n', '\t']);

export class PlainText {
  #state: State = 'text';

  add(text: string): string {
    let plain = '';
    for (const char of text) plain += this.#next(char);
    return plain;
  }

  /** What the character is in the text: itself or nothing. */
  #next(char: string): string {
    // CAN and SUB end every sequence, ESC begins another.
    if (char === '\x18' || char === '\x1a') this.#state = 'text';
    else if (this.#state === 'string') this.#inString(char);
    else if (char === '\x1b') this.#state = 'escape';
    else if (this.#state === 'text')
      return char >= ' ' && char !== '\x7f' ? char : KEPT.has(char) ? char : '';
    else this.#state = after(this.#state, char);
    return '';
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
