/** Small PNG files, still and moving. */
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { changed, writeApng } from './apng.ts';
import { numbers, paletteOf, type Picture, readPng, writePng } from './png.ts';

const picture = (width: number, ...pixels: readonly number[]): Picture => ({
  ...{ width, height: pixels.length / width },
  pixels: Uint32Array.from(pixels),
});
const [RED, WHITE, BLACK] = [0xff0000, 0xffffff, 0];

test('what is written is read again, pixel by pixel', () => {
  const flag = picture(3, RED, WHITE, RED, BLACK, WHITE, 0x123456);
  expect(readPng(writePng(flag))).toEqual(flag);
});

test('all filters of a row are taken off', () => {
  // Two pixels, five times, by the filters none, sub, up, average and Paeth.
  const rows = [
    [0, 10, 20, 30, 40, 50, 60],
    [1, 10, 20, 30, 30, 30, 30],
    [2, 0, 0, 0, 0, 0, 0],
    [3, 5, 10, 15, 15, 15, 15],
    [4, 0, 0, 0, 0, 0, 0],
  ];
  const part = (type: string, data: Buffer): Buffer =>
    Buffer.concat([numbers(data.length), Buffer.from(type), data, numbers(0)]);
  const head = Buffer.concat([numbers(2, 5), Buffer.from([8, 2, 0, 0, 0])]);
  const file = [Buffer.alloc(8), part('IHDR', head), part('IDAT', deflateSync(Buffer.from(rows.flat())))];
  const row = [0x0a141e, 0x28323c];
  expect(readPng(Buffer.concat(file))).toEqual(picture(2, ...rows.flatMap(() => row)));
});

test('a picture of more colours takes the nearest of the most frequent', () => {
  const palette = paletteOf([picture(4, RED, RED, WHITE, 0xfe0101)], 2);
  expect(palette.colours).toEqual([RED, WHITE]);
  expect(palette.indexOf(0xfe0101)).toBe(0);
});

test('frames hold what has changed; such that show the same are one', () => {
  const one = picture(3, WHITE, WHITE, WHITE, WHITE, WHITE, WHITE);
  const two = picture(3, WHITE, WHITE, WHITE, WHITE, RED, WHITE);
  expect(changed(one, one)).toBeNull();
  expect(changed(one, two)).toEqual({ left: 1, top: 1, width: 1, height: 1 });
  const file = writeApng([one, one, two].map((shown) => ({ picture: shown, shown: 100 })));
  expect(readPng(file)).toEqual(one);
  expect(file.toString('latin1').match(/fcTL/g)).toHaveLength(2);
});
