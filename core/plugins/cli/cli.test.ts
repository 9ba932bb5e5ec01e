/** Commands and shells as a person gives them, on this machine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Channel } from '../../channel/channel.ts';
import type { StartOptions } from '../../model/action.ts';
import { toFailure } from '../../model/failure.ts';
import { pm } from '../pm/plugin.ts';
import { job, localChannel, nobody, until } from '../testing/local.ts';
import { cli } from './plugin.ts';

const label = `test-${process.pid}`;
const before = process.env.SHELL;
let on: Channel;

beforeAll(async () => {
  process.env.SHELL = '/bin/sh';
  on = await localChannel();
});
afterAll(() => {
  on.close();
  process.env.SHELL = before;
});

/** What a command said, and how it ended. */
async function run(start: StartOptions) {
  const said: string[] = [];
  const o = { ...job(), log: (text: string, from?: 'output') => void (from === 'output' && said.push(text)) };
  try {
    await cli.create?.(on, { verb: 'start', type: 'CLI', target: { label }, start }, o);
    return { said, code: 0 };
  } catch (caught) {
    return { said, code: toFailure(caught).data?.code };
  }
}

test.each<[string, StartOptions, readonly string[], number]>([
  [
    'quotes and all go to the shell',
    { command: 'printf "%s\\n" "a  b" c; echo $((1+1))' },
    ['a  b', 'c', '2'],
    0,
  ],
  ['its exit code is its own', { command: 'exit 3' }, [], 3],
  ['complaints are output, too', { command: 'echo out; echo err >&2; false' }, ['out', 'err'], 1],
  ['no end of line at the end', { command: 'printf a' }, ['a'], 0],
  ['empty lines stay', { command: 'echo; echo x; echo; echo' }, ['', 'x', '', ''], 0],
  ['nothing is typed at it', { command: 'cat; echo end' }, ['end'], 0],
  ['another shell', { shell: 'bash -c', command: 'echo $0' }, ['bash'], 0],
  [
    'a program that is not there',
    { shell: 'no-such-shell', command: 'x' },
    [expect.stringContaining('not found')],
    127,
  ],
  ['a folder', { folder: '/var/tmp', command: 'pwd' }, ['/var/tmp'], 0],
  [
    'a folder that is not there',
    { folder: '/no/such', command: 'pwd' },
    [expect.stringContaining('/no/such')],
    1,
  ],
])('%s', async (_what, start, said, code) => {
  expect(await run(start)).toEqual({ said, code });
});

test('output looks like our own end: it is not taken for it', async () => {
  expect(await run({ command: 'echo 00000000-0000-0000-0000-000000000000:0; exit 4' })).toEqual({
    said: ['00000000-0000-0000-0000-000000000000:0'],
    code: 4,
  });
});

test('a shell under a label: listed with its owner, typed at, ended', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ctys-cli-'));
  const ours = async () => (await cli.list(on)).find((one) => one.label === label);
  const [host] = await pm.list(on);
  if (host === undefined) throw new Error('no host');
  const shell = { label, shell: 'sh', folder };
  const pipe = await pm.open(on, host, 'shell', { ask: nobody, run: shell });
  const record = await until('its row', ours);
  expect(record).toMatchObject({
    type: 'CLI',
    own: true,
    user: 'root',
    details: { Runs: 'sh', Folder: folder },
  });
  await pipe.write(new TextEncoder().encode('pwd\n'));
  // Its end would be that of the shell: it is read piece by piece.
  const bytes = pipe.bytes[Symbol.asyncIterator]();
  for (let heard = ''; !heard.includes(`${folder}\r\n`); )
    heard += new TextDecoder().decode((await bytes.next()).value);
  await cli.operations.shutdown?.run(on, record, { verb: 'shutdown', target: {} }, job());
  expect(await ours()).toBeUndefined();
  rmSync(folder, { recursive: true });
});

test('a command that is stopped leaves nothing', async () => {
  const stop = new AbortController();
  const running = cli.create?.(
    on,
    { verb: 'start', type: 'CLI', target: { label }, start: { command: 'sleep 1000' } },
    job(stop.signal),
  );
  const ours = async () => (await cli.list(on)).filter((one) => one.label === label);
  await until('its row', async () => (await ours()).length === 1);
  stop.abort();
  await expect(running).rejects.toBeDefined();
  await until('its end', async () => (await ours()).length === 0);
});
