/** A screen: noVNC over a console's pipe, and what can be done with it. */
import RFB from '@novnc/novnc';
import type { ClientPipe } from '../../core/contract/pipe-ends.ts';
import { clipboard } from '../ui/here.tsx';
import { formatTime } from '../ui/format.ts';
import { toast } from '../ui/toast.tsx';
import { type Combination, strokes } from './key-combinations.ts';
import { saveFile } from '../ui/save-file.ts';
import { rfbSocket } from './rfb-socket.ts';
import { boundSize } from './screen-bounds.ts';
import { watchFrames } from './screen-frames.ts';
import { applyOptions, type ScreenOptions } from './screen-options.ts';
import { Pause } from './screen-pause.ts';
import { countPixels } from './screen-pixels.ts';
import { Meter } from './screen-meter.ts';
import type { Stretch } from './screen-pace.ts';
import type { CredentialTypes } from './screen-password.tsx';
import { words } from '../words/words.ts';

export interface ScreenEvents {
  credentials(types: CredentialTypes): void;
  failed(reason: string): void;
  /** What its server sends cannot be shown. */
  broken(reason: string): void;
  /** `1024 × 768` */
  size(text: string): void;
  /** What its line carried, every second in which something came. */
  saw(stretch: Stretch): void;
}

export interface Screen {
  readonly rfb: RFB;
  apply(options: ScreenOptions): void;
}

/** `alone`: the server is asked to let all others go (RFC 6143, 7.3.1). */
export function createScreen(
  place: HTMLElement,
  pipe: ClientPipe,
  on: ScreenEvents,
  { alone }: { readonly alone: boolean },
): Screen {
  // The last picture of a lost screen stays until the next one comes.
  place.replaceChildren();
  let why = words().consoles.notVnc;
  const broken = (): void => queueMicrotask(() => on.broken(why));
  const meter = new Meter();
  const received = (bytes: number): void => meter.received(bytes);
  const pause = new Pause((message) => pipe.write(message));
  const passes = (message: Uint8Array): boolean => pause.passes(message);
  const rfb = new RFB(place, rfbSocket(pipe, { broken, received, passes }), { shared: !alone });
  pause.follow(rfb);
  watchFrames(rfb, meter, on.saw);
  const takeOwnPixels = countPixels(rfb);
  boundSize(rfb, (tooLarge) => {
    why = tooLarge;
  });
  rfb.background = 'transparent';
  rfb.showDotCursor = true;
  rfb.addEventListener('credentialsrequired', ({ detail }) => on.credentials(detail.types));
  // When noVNC is done with it: it ends the connection by itself.
  rfb.addEventListener('securityfailure', ({ detail }) =>
    queueMicrotask(() => on.failed(detail.reason ?? words().consoles.status(detail.status))),
  );
  rfb.addEventListener('disconnect', ({ detail }) => {
    if (!detail.clean) broken();
  });
  rfb.addEventListener('clipboard', ({ detail }) => takeClipboard(place, detail.text));
  const canvas = place.querySelector('canvas');
  if (canvas !== null) {
    const tell = (): void => on.size(`${canvas.width} × ${canvas.height}`);
    new MutationObserver(tell).observe(canvas, { attributeFilter: ['width', 'height'] });
    holdPointer(canvas);
  }
  return {
    rfb,
    apply(options) {
      takeOwnPixels(options.ownPixels);
      applyOptions(rfb, options);
      pause.set(!options.watched);
      // What comes behind a pause has waited for it.
      if (!options.watched) meter.forget();
    },
  };
}

/** Larger texts are nobody's copy by hand. */
const MOST_COPIED = 1024 * 1024;

/** Only while one works at this screen: what is copied elsewhere stays. */
function takeClipboard(place: HTMLElement, text: string): void {
  const here = place.contains(place.ownerDocument.activeElement) && place.ownerDocument.hasFocus();
  if (here && text.length <= MOST_COPIED)
    clipboard()
      .writeText(text)
      .catch(() => undefined);
}

/**
 * A drag that leaves the screen goes on there. noVNC would listen to the page it was loaded in, which is another one
 * for a screen in a window of its own; the platform's own capture works in every window.
 */
function holdPointer(canvas: HTMLCanvasElement): void {
  Object.assign(canvas, { setCapture: () => undefined });
  canvas.addEventListener('pointerdown', ({ pointerId }) => canvas.setPointerCapture(pointerId));
}

/** Ends it; its last picture stays to be read. */
export function leaveScreen(place: HTMLElement | null, rfb: RFB): void {
  const live = place?.querySelector('canvas');
  const kept = document.createElement('canvas');
  if (live && live.width > 0) {
    kept.width = live.width;
    kept.height = live.height;
    kept.className = 'last-picture';
    if (place?.classList.contains('actual')) kept.style.width = live.style.width;
    kept.getContext('2d')?.drawImage(live, 0, 0);
  }
  rfb.disconnect();
  if (kept.className !== '') place?.replaceChildren(kept);
}

export async function sendClipboard(rfb: RFB | null): Promise<void> {
  try {
    rfb?.clipboardPasteFrom(await clipboard().readText());
    rfb?.focus();
    toast({ title: words().consoles.clipboardSent });
  } catch {
    toast({ title: words().common.noReading, failed: true });
  }
}

/** Name of a file with a picture of it. */
export const pictureName = (label: string): string =>
  `${label.replace(/[^\w.-]+/g, '_').slice(0, 60)}-${formatTime(Date.now()).replaceAll(':', '')}`;

export function saveScreenshot(rfb: RFB | null, label: string): void {
  rfb?.toBlob((blob) => {
    if (blob !== null) saveFile(`${pictureName(label)}.png`, blob);
  }, 'image/png');
}

export function sendKeys(rfb: RFB | null, keys: Combination['keys']): void {
  for (const stroke of strokes(keys)) rfb?.sendKey(...stroke);
  rfb?.focus();
}
