import { expect, test } from 'vitest';
import { isQuiet, QUIET_HOURS } from './quiet.ts';

const at = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

test.each([
  ['22:00-07:00', ['22:00', '23:59', '00:00', '06:59'], ['07:00', '12:00', '21:59']],
  ['12:30-13:00', ['12:30', '12:59'], ['12:29', '13:00', '00:00']],
  ['', [], ['00:00', '12:00']],
  ['08:00-08:00', [], ['08:00', '07:59']],
])('%s', (hours, quiet, loud) => {
  expect(quiet.filter((time) => !isQuiet(hours, at(time)))).toEqual([]);
  expect(loud.filter((time) => isQuiet(hours, at(time)))).toEqual([]);
});

test('only hours as they can be are', () => {
  expect(['', '00:00-23:59'].every((text) => QUIET_HOURS.test(text))).toBe(true);
  expect(
    ['24:00-07:00', '7:00-8:00', '22:00', '22:60-07:00', '22:00-07:00 '].some((text) =>
      QUIET_HOURS.test(text),
    ),
  ).toBe(false);
});
