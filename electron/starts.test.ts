import { afterEach, expect, test } from 'vitest';
import { followStarts, type Start } from './starts.ts';
import { app } from './testing/electron.ts';

afterEach(() => void app.removeAllListeners());

test('links and starts that come before there is a window are kept for it, in their order', () => {
  const take = followStarts();
  let prevented = 0;
  const open = (url: string) => app.emit('open-url', { preventDefault: () => (prevented += 1) }, url);
  open('ctys://lab00');
  app.emit('second-instance', {}, ['ctys', 'ctys://lab01']);
  const came: Start[] = [];
  take((start) => came.push(start));
  expect(came).toEqual([
    { argv: ['ctys://lab00'], again: false },
    { argv: ['ctys', 'ctys://lab01'], again: true },
  ]);
  open('ctys://lab02');
  expect(came.slice(2)).toEqual([{ argv: ['ctys://lab02'], again: false }]);
  expect(prevented).toBe(2);
});
