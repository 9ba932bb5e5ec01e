/** A screen: noVNC over a console's pipe, and what can be done with it. */
import RFB from '@novnc/novnc';
import type { ClientPipe } from '../../core/contract/pipe-ends.ts';
import { clipboard } from '../ui/here.tsx';
import { formatTime } from '../ui/format.ts';
import { toast } from '../ui/toast.tsx';
import { type Combination, strokes } from './key-combinations.ts';
import { saveAs } from './recorder.ts';
import { rfbSocket } from './rfb-socket.ts';
import type { CredentialTypes } from './screen-password.tsx';

export interface ScreenEvents {
  credentials(types: CredentialTypes): void;
  failed(reason: string): void;
  /** `1024 × 768` */
  size(text: string): void;
}

export function createScreen(place: HTMLElement, pipe: ClientPipe, on: ScreenEvents): RFB {
  // The last picture of a lost screen stays until the next one comes.
  place.replaceChildren();
  const rfb = new RFB(place, rfbSocket(pipe), { shared: true });
  rfb.background = 'transparent';
  rfb.showDotCursor = true;
  rfb.addEventListener('credentialsrequired', ({ detail }) => on.credentials(detail.types));
  // When noVNC is done with it: it ends the connection by itself.
  rfb.addEventListener('securityfailure', ({ detail }) =>
    queueMicrotask(() => on.failed(detail.reason ?? `status ${detail.status}`)),
  );
  rfb.addEventListener('clipboard', ({ detail }) => takeClipboard(place, detail.text));
  const canvas = place.querySelector('canvas');
  if (canvas !== null) {
    const tell = (): void => on.size(`${canvas.width} × ${canvas.height}`);
    new MutationObserver(tell).observe(canvas, { attributeFilter: ['width', 'height'] });
    holdPointer(canvas);
  }
  return rfb;
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
    kept.getContext('2d')?.drawImage(live, 0, 0);
  }
  rfb.disconnect();
  if (kept.className !== '') place?.replaceChildren(kept);
}

export async function sendClipboard(rfb: RFB | null): Promise<void> {
  try {
    rfb?.clipboardPasteFrom(await clipboard().readText());
    rfb?.focus();
    toast({ title: 'The guest has the clipboard now.' });
  } catch {
    toast({ title: 'The browser does not allow reading the clipboard here.', failed: true });
  }
}

/** Name of a file with a picture of it. */
export const pictureName = (label: string): string =>
  `${label.replace(/[^\w.-]+/g, '_').slice(0, 60)}-${formatTime(Date.now()).replaceAll(':', '')}`;

export function saveScreenshot(rfb: RFB | null, label: string): void {
  rfb?.toBlob((blob) => {
    if (blob !== null) saveAs(blob, `${pictureName(label)}.png`);
  }, 'image/png');
}

export function sendKeys(rfb: RFB | null, keys: Combination['keys']): void {
  for (const stroke of strokes(keys)) rfb?.sendKey(...stroke);
  rfb?.focus();
}
