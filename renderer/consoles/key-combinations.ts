/** Key combinations a browser or window manager would keep for itself. X11 keysyms (keysymdef.h). */

export interface Combination {
  readonly title: string;
  readonly keys: readonly (readonly [keysym: number, code: string])[];
}

const CTRL = [0xffe3, 'ControlLeft'] as const;
const ALT = [0xffe9, 'AltLeft'] as const;
const SUPER = [0xffeb, 'MetaLeft'] as const;
const functionKey = (number: number) => [0xffbd + number, `F${number}`] as const;

export const COMBINATIONS: readonly Combination[] = [
  { title: 'Ctrl+Alt+Del', keys: [CTRL, ALT, [0xffff, 'Delete']] },
  { title: 'Ctrl+Alt+Backspace', keys: [CTRL, ALT, [0xff08, 'Backspace']] },
  ...[1, 2, 3, 4, 5, 6, 7].map((number) => ({
    title: `Ctrl+Alt+F${number}`,
    keys: [CTRL, ALT, functionKey(number)],
  })),
  { title: 'Alt+Tab', keys: [ALT, [0xff09, 'Tab']] },
  { title: 'Alt+F4', keys: [ALT, functionKey(4)] },
  { title: 'Ctrl+Esc', keys: [CTRL, [0xff1b, 'Escape']] },
  { title: 'Super', keys: [SUPER] },
  { title: 'Print screen', keys: [[0xff61, 'PrintScreen']] },
];

/** Down in order, up in the opposite one. */
export function strokes(
  keys: Combination['keys'],
): readonly (readonly [keysym: number, code: string, down: boolean])[] {
  const down = keys.map(([keysym, code]) => [keysym, code, true] as const);
  const up = keys.toReversed().map(([keysym, code]) => [keysym, code, false] as const);
  return [...down, ...up];
}
