/** When frames of a screen begin and end, told to a meter. noVNC tells nobody; its version is pinned. */
import type RFB from '@novnc/novnc';
import type { Meter } from './screen-meter.ts';
import type { Stretch } from './screen-pace.ts';

interface Inner {
  /** Called as bytes come, until it returns that the frame is whole. */
  _framebufferUpdate(): boolean;
  /** It waits for the pictures of the frame before, which is not the line's doing. */
  readonly _flushing: boolean;
}

export function watchFrames(rfb: RFB, meter: Meter, saw: (stretch: Stretch) => void): void {
  const inner = rfb as unknown as Inner;
  const update = inner._framebufferUpdate.bind(rfb);
  inner._framebufferUpdate = () => {
    const whole = update();
    const now = performance.now();
    if (!inner._flushing) meter.begun(now);
    if (whole) meter.ended(now);
    const stretch = meter.take(now);
    if (stretch !== null) saw(stretch);
    return whole;
  };
}
