/** Plays a video as transcripts are played. */
import { fail } from '../../core/model/failure.ts';
import { words } from '../words/words.ts';
import type { Player, PlayerState } from './player.ts';

/** s; behind the end of every video. */
const FAR = 1e7;

/** One recorded live does not say how long it is: its end is looked for. s */
export async function videoLength(video: HTMLVideoElement): Promise<number> {
  await told(video, 'loadedmetadata');
  if (!Number.isFinite(video.duration)) {
    const ended = told(video, 'seeked');
    video.currentTime = FAR;
    await ended;
    const begun = told(video, 'seeked');
    video.currentTime = 0;
    await begun;
  }
  return video.duration;
}

function told(video: HTMLVideoElement, what: 'loadedmetadata' | 'seeked'): Promise<void> {
  return new Promise((done, failed) => {
    video.addEventListener(what, () => done(), { once: true });
    video.addEventListener(
      'error',
      () => failed(fail('unexpected-output', words().transcripts.broken, words().transcripts.mayBeBroken)),
      { once: true },
    );
  });
}

export function videoPlayer(video: HTMLVideoElement, tell: (state: PlayerState) => void): Player {
  const stop = new AbortController();
  const show = (): void => tell({ playing: !video.paused && !video.ended, at: video.currentTime });
  for (const type of ['play', 'pause', 'ended', 'timeupdate', 'seeked'])
    video.addEventListener(type, show, { signal: stop.signal });
  return {
    // It does not begin where it is taken away in the same moment.
    play: () => void video.play().catch(() => undefined),
    pause: () => video.pause(),
    seek(to) {
      video.currentTime = Math.min(video.duration, Math.max(0, to));
      show();
    },
    setSpeed(speed) {
      video.playbackRate = speed;
    },
    dispose() {
      stop.abort();
      video.pause();
    },
  };
}
