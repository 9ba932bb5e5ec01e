import { expect, test } from 'vitest';
import { asCommand, commandWords } from './command.ts';

test.each([true, false])(
  'what the application is called with to be the command is understood (packaged: %s)',
  (packaged) => {
    const called = [...asCommand('/opt/ctys', '/src/ctys', packaged), '-t', 'xen', '--command'];
    expect(commandWords(called, packaged)).toEqual(['-t', 'xen', '--command']);
  },
);

test('a link, or a word further behind, is none', () => {
  expect(commandWords(['/opt/ctys', 'ctys://lab00', '--command', '-a'], true)).toBeNull();
  expect(commandWords(['/opt/ctys'], true)).toBeNull();
});
