import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { keepPlace, keptPlace } from './place.ts';
import { BrowserWindow } from './testing/electron.ts';

test('where it was is kept once it rests, and taken where a display still is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ctys-place-'));
  const file = join(folder, 'window.json');
  try {
    expect(keptPlace(file)).toBeNull();
    const window = new BrowserWindow({});
    keepPlace(window as unknown as Parameters<typeof keepPlace>[0], file);
    window.emit('move');
    window.bounds = { x: 30, y: 40, width: 900, height: 700 };
    window.maximized = true;
    window.emit('resize');
    await vi.waitFor(
      async () =>
        expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
          ...{ x: 30, y: 40, width: 900, height: 700 },
          maximized: true,
        }),
      { timeout: 10_000 },
    );
    expect(keptPlace(file)).toMatchObject({ x: 30, maximized: true });
    await writeFile(file, '{"x":9000,"y":0,"width":900,"height":700}');
    expect(keptPlace(file)).toBeNull();
    await writeFile(file, 'not json');
    expect(keptPlace(file)).toBeNull();
  } finally {
    await rm(folder, { recursive: true });
  }
});
