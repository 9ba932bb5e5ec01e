import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { quote } from './quote.ts';

const run = promisify(execFile);

/** Prints its arguments, each ended by a NUL, exactly as it got them. */
const SHOW = ['node', '-e', 'process.stdout.write(process.argv.slice(1).join("\\0") + "\\0")', '--'];

const HOSTILE = [
  'plain',
  '',
  ' ',
  "it's",
  '"double"',
  '$(touch /tmp/owned)',
  '`id`',
  '$HOME $PATH $1 $$ $#',
  "back\\slash \\n \\\\ \\'",
  'new\nline\n',
  '\n',
  'tab\tcr\rbell\u0007',
  '\u001b[31mred\u001b[0m\u001b]0;title\u0007',
  '!! !$ !x wow!',
  '* ? [a-z] {a,b} ~ ~root',
  '; rm -rf / & | > < # %s %d %n %%',
  '-n',
  '--',
  '=ls',
  '@x ^y',
  'ünïcödé \u{1f600} 漢字',
  '\\047\\0',
  "'".repeat(50),
  'x'.repeat(10_000),
  "a'b!c\n\\".repeat(1_250),
];

describe.each(['bash', 'dash', 'fish', 'tcsh'])('login shell %s', (shell) => {
  test('every hostile argument arrives as it is', async () => {
    const { stdout } = await run(shell, ['-c', quote([...SHOW, ...HOSTILE])], { maxBuffer: 2 ** 24 });
    expect(stdout.split('\0').slice(0, -1)).toEqual(HOSTILE);
  });

  test('each alone, too', async () => {
    for (const word of HOSTILE) {
      const { stdout } = await run(shell, ['-c', quote(['printf', '%s.', word])]);
      expect(stdout).toBe(`${word}.`);
    }
  });

  test('the shell is replaced: the process id stays', async () => {
    for (const extra of ['plain', "host'ile!"]) {
      const child = run(shell, ['-c', quote(['sh', '-c', 'echo $$', 'sh', extra])]);
      const { pid } = child.child;
      expect((await child).stdout.trim()).toBe(String(pid));
    }
  });
});

test('what cannot be carried is refused', () => {
  expect(() => quote([])).toThrow('empty');
  expect(() => quote(['a', 'b\0c'])).toThrow('NUL');
  expect(() => quote(['a', 'x'.repeat(200_000)])).toThrow('too long');
});
