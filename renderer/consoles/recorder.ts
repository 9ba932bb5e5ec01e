/** A video of a screen, made in the window and handed to the core part by part. */

export interface Recorder {
  /** Ends it; what there is stays. */
  stop(): void;
}

export interface RecorderEvents {
  /** The next one comes when this one is taken. What it rejects with ends the video. */
  part(part: Blob): Promise<void>;
  /** By a person, the screen's end, or what made a part fail. */
  ended(failure: unknown): void;
}

const FRAMES = 15;
/** ms between two parts. */
const PART = 2_000;
const KINDS = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm'];

export const canRecord = (): boolean =>
  typeof MediaRecorder === 'function' && KINDS.some((kind) => MediaRecorder.isTypeSupported(kind));

export function record(canvas: HTMLCanvasElement, on: RecorderEvents): Recorder {
  const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind)) ?? '';
  const picture = document.createElement('canvas');
  picture.width = canvas.width;
  picture.height = canvas.height;
  const copy = (): void => copyInto(picture, canvas);
  copy();
  // Of a canvas that does not change no frame is taken: this one is drawn again and again.
  const beat = setInterval(copy, 1000 / FRAMES);
  const stream = picture.captureStream(FRAMES);
  const recorder = new MediaRecorder(stream, { mimeType });
  let failure: unknown;
  let turn = Promise.resolve();
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size > 0)
      turn = turn
        .then(() => (failure === undefined ? on.part(data) : undefined))
        .catch((caught: unknown) => {
          failure = caught;
          stop();
        });
  });
  recorder.addEventListener('stop', () => {
    clearInterval(beat);
    for (const track of stream.getTracks()) track.stop();
    void turn.then(() => on.ended(failure));
  });
  const stop = (): void => {
    if (recorder.state !== 'inactive') recorder.stop();
  };
  recorder.start(PART);
  return { stop };
}

/** As large as it goes: a video keeps its size when the guest changes its own. */
function copyInto(picture: HTMLCanvasElement, canvas: HTMLCanvasElement): void {
  const context = picture.getContext('2d');
  if (context === null || canvas.width === 0 || canvas.height === 0) return;
  const scale = Math.min(picture.width / canvas.width, picture.height / canvas.height);
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(canvas, 0, 0, canvas.width * scale, canvas.height * scale);
}
