/** Consoles wanted in a window: who gets them, and what happens when nobody is there. */
import { expect, test } from 'vitest';
import { createShowings } from './showings.ts';

const showing = { machine: 'qemu:lab00:x', console: 'serial0' };

test('the window that came last shows it; a window that comes in time does, too', async () => {
  const showings = createShowings(60_000);
  const [first, last] = [showings.follow(), showings.follow()];
  const none = first.next();
  const got = last.next();
  await showings.show(showing);
  expect((await got).value).toEqual(showing);
  await last.return?.();
  await showings.show({ ...showing, console: 'vnc' });
  expect((await none).value).toEqual({ ...showing, console: 'vnc' });
  await first.return?.();
  const shown = showings.show(showing);
  expect((await showings.follow().next()).value).toEqual(showing);
  await shown;
});

test('with no window it fails, and is shown by none that comes later', async () => {
  const showings = createShowings(1);
  await expect(showings.show(showing)).rejects.toMatchObject({ code: 'not-capable' });
  const stop = new AbortController();
  const patient = createShowings(60_000);
  const given = patient.show(showing, stop.signal);
  stop.abort(new Error('given up'));
  await expect(given).rejects.toThrow('given up');
  const window = patient.follow();
  const next = window.next();
  await patient.show({ ...showing, console: 'vnc' });
  expect((await next).value).toEqual({ ...showing, console: 'vnc' });
});

test('at the end of the product nobody waits any more: neither who wants to show, nor who would', async () => {
  const showings = createShowings(60_000);
  const given = showings.show(showing);
  showings.close();
  await expect(given).rejects.toMatchObject({ code: 'not-capable' });
  const window = showings.follow();
  const next = window.next();
  showings.close();
  expect((await next).done).toBe(true);
});
