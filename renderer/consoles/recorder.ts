/** A video of a screen, made in the window and saved as a file when it ends. */

export interface Recorder {
  /** Ends it and saves what there is. */
  stop(): void;
}

const FRAMES = 15;
/** ms between two parts; memory holds only what the browser does not put on disk. */
const PART = 2_000;
const MOST_BYTES = 2 ** 30;
const KINDS = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm'];

export const canRecord = (): boolean =>
  typeof MediaRecorder === 'function' && KINDS.some((kind) => MediaRecorder.isTypeSupported(kind));

/** `ended`: by a person, the screen's end, or its size. */
export function record(canvas: HTMLCanvasElement, name: string, ended: () => void): Recorder {
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
  const parts: Blob[] = [];
  let size = 0;
  recorder.addEventListener('dataavailable', ({ data }) => {
    parts.push(data);
    size += data.size;
    if (size > MOST_BYTES) stop();
  });
  recorder.addEventListener('stop', () => {
    clearInterval(beat);
    for (const track of stream.getTracks()) track.stop();
    if (size > 0) saveAs(new Blob(parts, { type: 'video/webm' }), `${name}.webm`);
    ended();
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

/** Hands a file to the browser to save. */
export function saveAs(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
