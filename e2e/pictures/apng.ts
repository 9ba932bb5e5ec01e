/** Pictures that move: one PNG file whose frames hold only what has changed. Source: PNG, 3rd edition, APNG. */
import { numbers, packRows, paletteOf, type Picture, pngFile } from './png.ts';

export interface Frame {
  readonly picture: Picture;
  /** ms it is shown. */
  readonly shown: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The smallest box around what differs; null: nothing does. */
export function changed(a: Picture, b: Picture): Box | null {
  let [left, top, right, bottom] = [a.width, a.height, -1, -1];
  for (let y = 0; y < a.height; y++)
    for (let x = 0; x < a.width; x++) {
      if (a.pixels[y * a.width + x] === b.pixels[y * a.width + x]) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), bottom < y ? y : bottom];
    }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** Frames that show the same are one, shown for as long as both. */
function merged(frames: readonly Frame[]): readonly Frame[] {
  const kept: Frame[] = [];
  for (const frame of frames) {
    const last = kept.at(-1);
    if (last !== undefined && changed(last.picture, frame.picture) === null)
      kept[kept.length - 1] = { picture: last.picture, shown: last.shown + frame.shown };
    else kept.push(frame);
  }
  return kept;
}

/** All of one size; played over and over. */
export function writeApng(frames: readonly Frame[]): Buffer {
  const kept = merged(frames);
  const [first] = kept;
  if (first === undefined) throw new Error('There is no frame.');
  const { width, height } = first.picture;
  // One index is left for what stays as it was.
  const palette = paletteOf(
    kept.map(({ picture }) => picture),
    255,
  );
  const clear = palette.colours.length;
  const shown = { ...palette, colours: [...palette.colours, 0] };
  let number = 0;
  const chunks = kept.flatMap(({ picture, shown: ms }, at) => {
    const before = kept[at - 1]?.picture;
    const box = (before && changed(before, picture)) ?? { left: 0, top: 0, width, height };
    const control = Buffer.concat([
      numbers(number++, box.width, box.height, box.left, box.top),
      // Delay in 1/1000 s; the canvas stays; what is clear lets it through.
      Buffer.from([ms >> 8, ms & 255, 1000 >> 8, 1000 & 255, 0, 1]),
    ]);
    const data = packRows(indicesIn(box, picture, before, palette.indexOf, clear), box.width);
    return [
      ['fcTL', control] as const,
      at === 0 ? (['IDAT', data] as const) : (['fdAT', Buffer.concat([numbers(number++), data])] as const),
    ];
  });
  const opaque = Buffer.from(shown.colours.map((_, index) => (index === clear ? 0 : 255)));
  return pngFile({ width, height }, shown, [['tRNS', opaque], ['acTL', numbers(kept.length, 0)], ...chunks]);
}

function indicesIn(
  { left, top, width, height }: Box,
  { width: stride, pixels }: Picture,
  before: Picture | undefined,
  indexOf: (colour: number) => number,
  clear: number,
): Uint8Array {
  const indices = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (top + y) * stride + left + x;
      const colour = pixels[at] ?? 0;
      indices[y * width + x] = colour === before?.pixels[at] ? clear : indexOf(colour);
    }
  return indices;
}
