/** The plugin against a stand-in for VBoxManage, which VirtualBox's own cannot be here: it needs a kernel module. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Channel } from '../../channel/channel.ts';
import type { MachineAction } from '../../model/action.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { Verb } from '../../model/verb.ts';
import { folder, job, localChannel, nobody, until } from '../testing/local.ts';
import { vbox } from './plugin.ts';

const work = folder();
const before = { PATH: process.env.PATH, STAND_IN: process.env.STAND_IN, DISPLAY: process.env.DISPLAY };
const [ONE, TWO] = ['7163bae0-5075-49fc-b3a7-b2831c06aa40', '8710d3db-d96a-46ed-9004-59fa891fda90'];
const serial = join(work.path, 'serial');
let on: Channel;

beforeAll(async () => {
  process.env.PATH = `${fileURLToPath(new URL('testing', import.meta.url))}:${before.PATH}`;
  process.env.STAND_IN = work.path;
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

const at = (uuid: string, name: string): string => join(work.path, uuid, name);
function machine(uuid: string, name: string, more: readonly string[] = []): void {
  mkdirSync(join(work.path, uuid), { recursive: true });
  const info = [
    `name="${name}"`,
    'ostype="Debian (64-bit)"',
    `UUID="${uuid}"`,
    'memory=512',
    'cpus=1',
    ...more,
  ];
  writeFileSync(at(uuid, 'info'), `${info.join('\n')}\n`);
  writeFileSync(at(uuid, 'state'), 'poweroff\n');
}

beforeEach(() => {
  machine(ONE, 'one {x} "$(touch hurt)"', ['uart1="0x03f8,4"', `uartmode1="server,${serial}"`]);
  machine(TWO, 'two');
});

const all = async (): Promise<readonly MachineRecord[]> => (await vbox.enumerate?.(on, { bases: [] })) ?? [];
const one = async (): Promise<MachineRecord> => {
  const found = (await all()).find(({ uuid }) => uuid === ONE);
  if (found === undefined) throw new Error('It is not listed.');
  return found;
};
async function run(verb: Verb, more: Partial<MachineAction> = {}): Promise<string> {
  const o = job();
  await vbox.operations[verb]?.run(on, await one(), { verb, target: {}, ...more }, o);
  return o.lines.join('\n');
}

test('what is registered, and what of it runs', async () => {
  expect((await all()).map(({ label, state }) => [label, state])).toEqual([
    ['one {x} "$(touch hurt)"', 'off'],
    ['two', 'off'],
  ]);
  expect(await vbox.list(on)).toEqual([]);
  await run('start');
  expect(readFileSync(at(ONE, 'type'), 'utf8')).toBe('headless\n');
  expect((await vbox.list(on)).map(({ uuid, state }) => [uuid, state])).toEqual([[ONE, 'running']]);
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

test('a guest that ignores its power button is powered off after the delay, and not rebooted', async () => {
  await run('start');
  writeFileSync(at(ONE, 'deaf'), '');
  await expect(run('reboot', { delay: 1 })).rejects.toMatchObject({ code: 'guest-ignores' });
  expect((await one()).state).toBe('running');
  expect(await run('shutdown', { delay: 1 })).toContain('did not shut down within 1 s');
  expect((await one()).state).toBe('off');
});

test('a window of VirtualBox itself opens on this machine only', async () => {
  const options = { display: ':7' };
  await run('start', { console: 'VBOX', options });
  expect(readFileSync(at(ONE, 'type'), 'utf8')).toBe('gui\n');
  await run('poweroff');
  const o = { ...job(), around: { ...job().around, config: { name: 'lab00' } } };
  await vbox.operations.start?.run(
    on,
    await one(),
    { verb: 'start', target: {}, console: 'VBOX', options },
    o,
  );
  expect(readFileSync(at(ONE, 'type'), 'utf8')).toBe('headless\n');
});

test('what cannot be is refused with what to do instead', async () => {
  await run('start');
  await expect(run('start')).rejects.toThrow(/has it locked/);
  await expect(run('suspend', { stateFile: '/tmp/x' })).rejects.toMatchObject({ code: 'not-capable' });
  const gone = { ...(await one()), uuid: '00000000-0000-0000-0000-000000000009' };
  const paused = vbox.operations.pause?.run(on, gone, { verb: 'pause', target: {} }, job());
  await expect(paused).rejects.toThrow(/does not know it any more/);
});

test('its serial port is typed at, by one at a time', async () => {
  const server = createServer((socket) => socket.pipe(socket)).listen(serial);
  try {
    await expect(vbox.open(on, await one(), 'serial0', { ask: nobody })).rejects.toThrow(/does not run/);
    await run('start');
    const pipe = await vbox.open(on, await one(), 'serial0', { ask: nobody });
    await expect(vbox.open(on, await one(), 'serial0', { ask: nobody })).rejects.toMatchObject({
      code: 'busy',
    });
    await pipe.write(new TextEncoder().encode('hello'));
    for await (const bytes of pipe.bytes) {
      expect(new TextDecoder().decode(bytes)).toBe('hello');
      break;
    }
    pipe.close();
    (await vbox.open(on, await one(), 'serial0', { ask: nobody })).close();
  } finally {
    server.close();
  }
});

test('another name, while it is off', async () => {
  await run('rename', { newName: 'web1' });
  expect(await one()).toMatchObject({ label: 'web1', uuid: ONE, state: 'off' });
});

test('where its extension speaks VNC, its screen comes through the connection', async () => {
  const server = createServer((socket) => socket.end('RFB 003.008\n')).listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  const { port } = server.address() as AddressInfo;
  try {
    machine(ONE, 'one', ['vrde="on"', `vrdeport=${port}`, `vrdeports="${port}"`, 'vrdeaddress="127.0.0.1"']);
    writeFileSync(join(work.path, 'pack'), 'Oracle VM VirtualBox Extension Pack\n');
    await run('start');
    expect((await one()).consoles).toMatchObject([
      { id: 'rdp', blocked: expect.stringContaining('FreeRDP') },
    ]);
    expect(await vbox.screen?.(on, await one(), 'rdp')).toEqual({ at: { host: '127.0.0.1', port } });
    writeFileSync(join(work.path, 'pack'), 'VNC\n');
    expect((await one()).consoles).toEqual([{ id: 'vnc', kind: 'rfb', title: 'Screen' }]);
    const pipe = await vbox.open(on, await one(), 'vnc', { ask: nobody });
    let heard = '';
    for await (const bytes of pipe.bytes) heard += new TextDecoder().decode(bytes);
    expect(heard).toBe('RFB 003.008\n');
  } finally {
    server.close();
  }
});

test('changes that others make are told, with what the machine is now', async () => {
  const over = new AbortController();
  const news: (MachineRecord | null)[] = [];
  const watching = (async () => {
    for await (const record of vbox.watch?.(on, { signal: over.signal }) ?? []) news.push(record);
  })().catch(() => {});
  let state = 'running';
  // Written anew until it is seen: the first look is when the watch begins.
  await until('its new state', async () => {
    state = state === 'running' ? 'saved' : 'running';
    writeFileSync(at(TWO, 'state'), `${state}\n`);
    await new Promise((resolve) => setTimeout(resolve, 700));
    return news.some((record) => record?.label === 'two');
  });
  machine('00000000-0000-4000-8000-000000000003', 'three');
  await until('one more', async () => news.includes(null));
  over.abort();
  await watching;
  expect(news.every((record) => record === null || record.uuid === TWO)).toBe(true);
});
