import { expect, test } from 'vitest';
import { placeInSight, placeNow, readPlace } from './window-place.ts';

const laptop = { x: 0, y: 0, width: 1440, height: 860 };
const second = { x: 1440, y: -200, width: 2560, height: 1400 };

test('a window comes back where it was, on a second display too', () => {
  const kept = { x: 2000, y: 0, width: 1600, height: 900, maximized: true } as const;
  expect(placeNow(kept, [laptop, second])).toEqual(kept);
});

test('without that display it goes where new windows go', () => {
  expect(placeNow({ x: 2000, y: 0, width: 1600, height: 900 }, [laptop])).toBeNull();
});

test('one whose title bar is out of reach is brought back, one that is too large made to suit', () => {
  expect(placeNow({ x: 100, y: -300, width: 800, height: 900 }, [laptop])).toBeNull();
  expect(placeNow({ x: 1400, y: 0, width: 800, height: 900 }, [laptop])).toBeNull();
  expect(placeNow({ x: 10, y: 10, width: 3000, height: 2000 }, [laptop])).toEqual({
    x: 10,
    y: 10,
    width: 1440,
    height: 860,
  });
});

test.each([
  '',
  '[]',
  'null',
  '{"x":1}',
  '{"x":0,"y":0,"width":"9","height":9}',
  '{"x":0,"y":0,"width":-9,"height":9}',
])('a file that says %s says nothing', (text) => expect(readPlace(text)).toBeNull());

test('what was kept is read', () => {
  const kept = { x: -5, y: 0, width: 900, height: 700, maximized: true };
  expect(readPlace(JSON.stringify(kept))).toEqual(kept);
});

test('a console’s window is in sight, wherever it was', () => {
  const kept = { x: 2000, y: 0, width: 1600, height: 800 };
  expect(placeInSight(kept, [laptop, second])).toEqual(kept);
  expect(placeInSight(kept, [laptop])).toEqual({ x: 0, y: 30, width: 1440, height: 800 });
  expect(placeInSight({ ...kept, width: 640, height: 400 }, [laptop])).toEqual({
    ...{ x: 400, y: 230 },
    ...{ width: 640, height: 400 },
  });
});
