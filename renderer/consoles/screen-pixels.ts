/**
 * Pixels of guests and pixels of displays. noVNC counts in CSS pixels alone; its version is pinned. At actual size one of the
 * guest is one of the display, and so it is where a size that was asked for differs by less than one.
 */
import type RFB from '@novnc/novnc';

interface Size {
  readonly w: number;
  readonly h: number;
}
interface Inner {
  readonly _canvas: HTMLCanvasElement;
  readonly _display: { scale: number };
  _fixScrollbars(): void;
  _updateScale(): void;
  _requestRemoteResize(): void;
  /** Room there is for it, CSS pixels. */
  _screenSize(): Size;
}

/** A picture this little too large for its place is shown as it is: sharp. */
const NEARLY = 1.01;

/** Of the window it is in. */
const ratioOf = ({ ownerDocument }: Element): number => ownerDocument.defaultView?.devicePixelRatio ?? 1;

/** Returns what says whether a guest that follows its place gets the display's own pixels instead of CSS ones. */
export function countPixels(rfb: RFB): (own: boolean) => void {
  const inner = rfb as unknown as Inner;
  const canvas = inner._canvas;
  let own = false;

  const scale = inner._updateScale.bind(rfb);
  inner._updateScale = () => {
    const one = 1 / ratioOf(canvas);
    if (rfb.scaleViewport) {
      scale();
      const factor = inner._display.scale / one;
      if (factor > 1 && factor < NEARLY) inner._display.scale = one;
    } else {
      inner._display.scale = one;
      inner._fixScrollbars();
    }
    // Between two pixels of the display nothing is smeared.
    canvas.style.imageRendering = inner._display.scale === one ? 'pixelated' : 'auto';
  };

  const ask = inner._requestRemoteResize.bind(rfb);
  const room = inner._screenSize.bind(rfb);
  inner._requestRemoteResize = () => {
    const { w, h } = room();
    const ratio = own ? ratioOf(canvas) : 1;
    inner._screenSize = () => ({ w: Math.floor(w * ratio), h: Math.floor(h * ratio) });
    ask();
    inner._screenSize = room;
  };
  return (wanted) => {
    own = wanted;
  };
}
