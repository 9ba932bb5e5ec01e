/** How large a screen may be that a server announces. */
import type RFB from '@novnc/novnc';
import { words } from '../words/words.ts';

/** Of what a server may make us keep: 256 MB a picture, and no side that a canvas cannot have. */
const MOST_PIXELS = 2 ** 26;
const MOST_SIDE = 16_384;

/** noVNC takes any size it is told, at the beginning and later. Its version is pinned. `tooLarge` is told before it ends. */
export function boundSize(rfb: RFB, tooLarge: (why: string) => void = () => undefined): void {
  const inner = rfb as unknown as { _resize(width: number, height: number): void };
  const resize = inner._resize.bind(rfb);
  inner._resize = (width, height) => {
    if (width <= MOST_SIDE && height <= MOST_SIDE && width * height <= MOST_PIXELS)
      return resize(width, height);
    const why = words().consoles.tooLarge(width, height);
    tooLarge(why);
    throw new Error(why);
  };
}
