import { expect, test } from 'vitest';
import type { Channel } from '../channel/channel.ts';
import { fail } from '../model/failure.ts';
import { localChannel } from './testing/local.ts';
import { ask, type Question } from './together.ts';

const question = (script: string): Question<string> => ({ script, read: (stdout) => stdout });

const local = await localChannel();

/** This machine, and the commands it was given. */
function counted(answer: Channel['exec'] = (argv, options) => local.exec(argv, options)) {
  const commands: (readonly string[])[] = [];
  const on: Channel = {
    ...local,
    exec: async (argv, options) => {
      commands.push(argv);
      return await answer(argv, options);
    },
  };
  return { on, commands };
}
test('what is asked in the same moment is one command; each script is on its own', async () => {
  const { on, commands } = counted();
  const scripts = ['a=1; cd /; export LC_ALL=C; exit 3', 'echo "<$a>"; printf end', ': # nothing', 'pwd'];
  const answers = await Promise.all(scripts.map((script) => ask(on, question(script), {})));
  expect(answers).toEqual(['', '<>\nend', '', `${process.cwd()}\n`]);
  expect(commands).toHaveLength(1);
});

test('who asks the same shares the answer, read once; later is asked anew', async () => {
  const { on, commands } = counted();
  let read = 0;
  const date: Question<string> = {
    script: 'date +%N',
    read: (stdout) => {
      read += 1;
      return `${read} ${stdout}`;
    },
  };
  const [first, second] = await Promise.all([ask(on, date, {}), ask(on, date, {})]);
  expect(second).toBe(first);
  expect(await ask(on, date, {})).not.toBe(first);
  expect(commands).toEqual([date.script, date.script].map((script) => ['sh', '-c', script]));
});

test('an answer that is no answer is its own matter', async () => {
  const bad: Question<string> = {
    script: 'echo bad',
    read: () => {
      throw fail('unexpected-output', 'No.');
    },
  };
  const { on } = counted();
  const [one, two] = await Promise.allSettled([ask(on, bad, {}), ask(on, question('echo good'), {})]);
  expect(one).toMatchObject({ status: 'rejected', reason: { code: 'unexpected-output' } });
  expect(two).toEqual({ status: 'fulfilled', value: 'good\n' });
});

test('where one breaks the answer of the others, each is asked alone from then on', async () => {
  const { on, commands } = counted();
  const broken = question("printf 'a\\036b'");
  const both = () => Promise.all([ask(on, broken, {}), ask(on, question('echo good'), {})]);
  expect(await both()).toEqual(['a\u001eb', 'good\n']);
  expect(commands).toHaveLength(3);
  expect(await both()).toEqual(['a\u001eb', 'good\n']);
  expect(commands).toHaveLength(5);
});

test('where one hangs, the others have their answer the next time', async () => {
  const hangs = fail('timeout', 'It hangs.');
  const { on } = counted(async (argv, options) => {
    if (argv.join(' ').includes('hang')) throw hangs;
    return await local.exec(argv, options);
  });
  const both = () => Promise.allSettled([ask(on, question('hang'), {}), ask(on, question('echo good'), {})]);
  expect((await both()).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect((await both()).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});

test('who stops waiting leaves the others their answer', async () => {
  const { on } = counted();
  const stop = new AbortController();
  const [one, two] = [ask(on, question('echo 1'), { signal: stop.signal }), ask(on, question('echo 2'), {})];
  stop.abort(fail('aborted', 'Enough.'));
  await expect(one).rejects.toMatchObject({ code: 'aborted' });
  expect(await two).toBe('2\n');
});
