/** One look at a screen: opened, a small picture taken, closed. It is no session of a person and is listed nowhere. */
import type RFB from '@novnc/novnc';
import type { ConsoleOffer } from '../../core/model/console.ts';
import { clientPipe } from '../../core/contract/pipe-ends.ts';
import type { Machine } from '../../core/model/machine.ts';
import { theCore } from '../core.ts';

export const WIDTH = 320;
/** ms */
const BEAT = 150;
const PATIENCE = 6_000;

/** A data URL; null: the screen wants a password, or does not answer. */
export async function capture(
  machine: Machine,
  offer: ConsoleOffer,
  signal: AbortSignal,
): Promise<string | null> {
  const { api, openLink } = theCore();
  const [{ default: Rfb }, { rfbSocket }, { boundSize }] = await Promise.all([
    import('@novnc/novnc'),
    import('../consoles/rfb-socket.ts'),
    import('../consoles/screen-bounds.ts'),
  ]);
  const wanted = { machine: machine.id, console: offer.id, cols: 80, rows: 24, peek: true };
  const session = await api.console.open(wanted, { signal });
  const pipe = clientPipe(openLink(session.id));
  const place = hiddenPlace();
  const rfb = new Rfb(place, rfbSocket(pipe), { shared: true });
  boundSize(rfb);
  rfb.viewOnly = true;
  [rfb.qualityLevel, rfb.compressionLevel] = [3, 9];
  try {
    return await picture(rfb, place, signal);
  } finally {
    rfb.disconnect();
    pipe.close();
    place.remove();
  }
}

function hiddenPlace(): HTMLElement {
  const place = document.createElement('div');
  place.className = 'preview-place';
  place.inert = true;
  document.body.append(place);
  return place;
}

/** Resolves with the first picture that shows something, or the last after a while. */
function picture(
  rfb: Pick<RFB, 'addEventListener'>,
  place: HTMLElement,
  signal: AbortSignal,
): Promise<string | null> {
  return new Promise((done) => {
    const finish = (url: string | null): void => {
      clearInterval(timer);
      done(url);
    };
    const until = Date.now() + PATIENCE;
    let connected = false;
    const look = (): void => {
      const shot = connected ? shrink(place.querySelector('canvas')) : null;
      const late = Date.now() > until;
      if (signal.aborted) finish(null);
      else if (shot !== null && (shot.shows || late)) finish(shot.url);
      else if (late) finish(null);
    };
    const timer = setInterval(look, BEAT);
    rfb.addEventListener('connect', () => {
      connected = true;
    });
    for (const type of ['credentialsrequired', 'securityfailure', 'disconnect'] as const)
      rfb.addEventListener(type, () => finish(null));
  });
}

function shrink(canvas: HTMLCanvasElement | null): { readonly url: string; readonly shows: boolean } | null {
  if (canvas === null || canvas.width === 0 || canvas.height === 0) return null;
  const small = document.createElement('canvas');
  small.width = WIDTH;
  small.height = Math.max(1, Math.min(WIDTH, Math.round((canvas.height / canvas.width) * WIDTH)));
  const context = small.getContext('2d');
  if (context === null) return null;
  context.drawImage(canvas, 0, 0, small.width, small.height);
  const { data } = context.getImageData(0, 0, small.width, small.height);
  const shows = data.some((value, at) => at % 4 !== 3 && value !== 0);
  return { url: small.toDataURL('image/webp', 0.7), shows };
}
