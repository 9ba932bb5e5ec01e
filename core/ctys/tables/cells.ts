/** Text from hosts in the cells of a table: nothing in it can break a row, and it is as wide as it says. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
const CONTROL = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Control characters, line ends and marks that turn the direction of writing become a visible sign. */
export const clean = (text: string): string => text.replace(CONTROL, '�');

/** Wide characters of East Asia and pictures take two columns; combining marks none. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NONE = /\p{Mn}|\p{Me}|\u200d|\ufe0f/u;
const ASCII = /^[\x20-\x7e]*$/;

const widthOfChar = (char: string): number => (NONE.test(char) ? 0 : WIDE.test(char) ? 2 : 1);

export const widthOf = (text: string): number =>
  ASCII.test(text) ? text.length : [...text].reduce((sum, char) => sum + widthOfChar(char), 0);

/** As much from the left as fits. */
export function fitLeft(text: string, width: number): string {
  if (ASCII.test(text)) return text.slice(0, width);
  let used = 0;
  let kept = '';
  for (const char of text) {
    used += widthOfChar(char);
    if (used > width) return kept;
    kept += char;
  }
  return kept;
}

/** As much from the right as fits. */
export function fitRight(text: string, width: number): string {
  if (ASCII.test(text)) return width === 0 ? '' : text.slice(-width);
  return [...fitLeft([...text].reverse().join(''), width)].reverse().join('');
}

/** Pieces that fitLeft, in order; at most `most`. */
export function wrap(text: string, width: number, most: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest !== '' && pieces.length < most) {
    // A character wider than the column stands by itself.
    const piece = fitLeft(rest, width) || ([...rest][0] ?? '');
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return pieces.length === 0 ? [''] : pieces;
}

export const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));
