/** The plugin against a stand-in for vmrun, which VMware's own cannot be here: it may not be passed on. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Channel } from '../../channel/channel.ts';
import type { MachineAction } from '../../model/action.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { Verb } from '../../model/verb.ts';
import { folder, job, localChannel, nobody, until } from '../testing/local.ts';
import { vmw } from './plugin.ts';

const work = folder();
const before = { PATH: process.env.PATH, STAND_IN: process.env.STAND_IN, DISPLAY: process.env.DISPLAY };
const ONE = join(work.path, 'vm', "o'n e $(touch hurt)", 'one.vmx');
const TWO = join(work.path, 'vm', 'two', 'two.vmx');
let on: Channel;

beforeAll(async () => {
  process.env.PATH = `${fileURLToPath(new URL('testing', import.meta.url))}:${before.PATH}`;
  process.env.STAND_IN = join(work.path, 'state');
  process.env.DISPLAY = '';
  on = await localChannel();
});
afterAll(() => {
  on.close();
  for (const [name, value] of Object.entries(before))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  work.remove();
});

function guest(path: string, name: string, more: readonly string[] = []): void {
  mkdirSync(dirname(path), { recursive: true });
  const keys = [`displayName = "${name}"`, 'guestOS = "debian12-64"', 'memsize = "512"', ...more];
  writeFileSync(path, `${[...keys, 'checkpoint.vmState = ""'].join('\r\n')}\r\n`);
}

beforeEach(() => {
  rmSync(join(work.path, 'state'), { recursive: true, force: true });
  rmSync(join(dirname(ONE), 'deaf'), { force: true });
  guest(ONE, 'one', [
    'uuid.bios = "56 4d 5b 8a e0 77 d0 11-d2 cc ad 96 14 52 71 20"',
    ...['ethernet0.present = "TRUE"', 'ethernet0.generatedAddress = "00:0c:29:52:71:20"'],
    ...['serial0.present = "TRUE"', 'serial0.fileType = "pipe"', 'serial0.fileName = "tty"'],
  ]);
  guest(TWO, 'two');
});

const all = async (): Promise<readonly MachineRecord[]> =>
  (await vmw.enumerate?.(on, { bases: [join(work.path, 'vm')] })) ?? [];
const one = async (): Promise<MachineRecord> => {
  const found = (await all()).find(({ config }) => config === ONE);
  if (found === undefined) throw new Error('It is not listed.');
  return found;
};
async function run(verb: Verb, more: Partial<MachineAction> = {}): Promise<string> {
  const o = job();
  await vmw.operations[verb]?.run(on, await one(), { verb, target: {}, ...more }, o);
  return o.lines.join('\n');
}
const started = (): string => readFileSync(join(work.path, 'state', 'started'), 'utf8');

test('what is below the bases, what of it runs, and what is written beside it', async () => {
  writeFileSync(
    TWO.replace(/vmx$/, 'ctys'),
    '#@#MAGICID-VMW\n#@#LABEL = "second"\n#@#IP0 = "10.0.0.2"\nnot a key\n',
  );
  expect((await all()).map(({ label, state }) => [label, state]).sort()).toEqual([
    ['one', 'off'],
    ['second', 'off'],
  ]);
  expect(await vmw.list(on)).toEqual([]);
  writeFileSync(join(dirname(ONE), 'ip'), '10.0.0.7\n');
  await run('start');
  expect(started()).toMatch(/ nogui\n$/);
  expect(await vmw.list(on)).toEqual([
    expect.objectContaining({
      label: 'one',
      state: 'running',
      uuid: '564d5b8a-e077-d011-d2cc-ad9614527120',
      macs: ['00:0c:29:52:71:20'],
      addresses: ['10.0.0.7'],
      memoryTotal: 512 * 2 ** 20,
      vcpus: 1,
      arch: 'x86_64',
      config: ONE,
    }),
  ]);
  expect(existsSync('hurt')).toBe(false);
  rmSync(TWO.replace(/vmx$/, 'ctys'));
});

test('each verb ends in the state it promises', async () => {
  const seen: string[] = [];
  for (const verb of [
    'start',
    'pause',
    'unpause',
    'reset',
    'suspend',
    'resume',
    'reboot',
    'shutdown',
  ] as const) {
    await run(verb);
    seen.push((await one()).state);
  }
  expect(seen).toEqual([
    ...['running', 'paused', 'running', 'running', 'suspended', 'running', 'running', 'off'],
  ]);
});

test('a guest without Tools cannot be asked: it is said, and powered off', async () => {
  await run('start');
  writeFileSync(join(dirname(ONE), 'deaf'), '');
  await expect(run('reboot', { delay: 1 })).rejects.toMatchObject({ code: 'guest-ignores' });
  const log = await run('shutdown', { delay: 1 });
  expect(log).toContain('VMware Tools do not run in the guest');
  expect(log).toContain('It is powered off.');
  expect((await one()).state).toBe('off');
});

test('a window of VMware itself opens on this machine only', async () => {
  await run('start', { console: 'VMW', options: { display: ':7' } });
  expect(started()).toMatch(/ gui\n$/);
});

test('what cannot be is refused with what to do instead', async () => {
  await run('start');
  await expect(run('start')).rejects.toThrow(/has it locked/);
  await expect(run('suspend', { stateFile: '/tmp/x' })).rejects.toMatchObject({ code: 'not-capable' });
});

test('its serial port is typed at, by one at a time', async () => {
  const server = createServer((socket) => socket.pipe(socket)).listen(join(dirname(ONE), 'tty'));
  try {
    await run('start');
    const pipe = await vmw.open(on, await one(), 'serial0', { ask: nobody });
    await expect(vmw.open(on, await one(), 'serial0', { ask: nobody })).rejects.toMatchObject({
      code: 'busy',
    });
    await pipe.write(new TextEncoder().encode('hello'));
    for await (const bytes of pipe.bytes) {
      expect(new TextDecoder().decode(bytes)).toBe('hello');
      break;
    }
    pipe.close();
  } finally {
    server.close();
  }
});

test('changes that others make are told, with what the guest is now', async () => {
  const over = new AbortController();
  const news: (MachineRecord | null)[] = [];
  const watching = (async () => {
    for await (const record of vmw.watch?.(on, { signal: over.signal }) ?? []) news.push(record);
  })().catch(() => {});
  const running = join(work.path, 'state', 'running');
  mkdirSync(dirname(running), { recursive: true });
  let isUp = false;
  // Written anew until it is seen: the first look is when the watch begins.
  await until('its new state', async () => {
    isUp = !isUp;
    writeFileSync(running, isUp ? `${TWO}\n` : '');
    await new Promise((resolve) => setTimeout(resolve, 700));
    return news.some((record) => record?.label === 'two');
  });
  over.abort();
  await watching;
  expect(news.every((record) => record?.config === TWO)).toBe(true);
});
