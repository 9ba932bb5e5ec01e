/** What the plugin does when hosts and monitors misbehave, replayed. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { playback, type Transcript } from '../../channel/playback.ts';
import { fail } from '../../model/failure.ts';
import { qemu } from './plugin.ts';
import { LIST_SCRIPT } from './processes.ts';
import { candidatesOf } from './catalogue.ts';
import { parseCmdline } from './cmdline.ts';
import { parseSnapshot } from './processes.ts';
import { ACCOUNT_SCRIPT } from '../config/account.ts';
import { readArgv } from '../config/scan.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8').replace(/^##.*\n/gm, '');
const listed = fixture('list.txt');
const process = parseSnapshot(listed)?.processes[0];
const look = readArgv(candidatesOf(parseCmdline(process?.argv ?? [], process?.cwd), process?.cwd));
const exec = ['sh', '-c', LIST_SCRIPT];
const account = { exec: ['sh', '-c', ACCOUNT_SCRIPT], stdout: '0\nroot\n/root\n' };
const connect = { unix: '/tmp/qt/qmp' };
const [GREETING = '', , VNC = '', CHARDEV = ''] = fixture('qmp.txt').split('\n');
const answer = (line: string, id: number): string => `${JSON.stringify({ ...JSON.parse(line), id })}\n`;
const ask = (command: string, id: number) => ({ expect: `${JSON.stringify({ execute: command, id })}\n` });

/** The questions of one look, and their answers. */
const talk = [
  { say: `${GREETING}\r\n` },
  ask('qmp_capabilities', 1),
  { say: '{"return": {}, "id": 1}\r\n' },
  ask('query-status', 2),
  ask('query-vnc', 3),
  ask('query-chardev', 4),
  ask('query-kvm', 5),
  ask('query-blockstats', 6),
  { say: '{"return": {"status": "guest-panicked", "singlestep": false, "running": false}, "id": 2}\r\n' },
  { say: answer(VNC, 3) },
  { say: answer(CHARDEV, 4) },
  { say: '{"error": {"class": "CommandNotFound", "desc": "no"}, "id": 5}\r\n' },
  { say: '{"return": [{"stats": {"rd_bytes": 512, "wr_bytes": 0}}], "id": 6}\r\n' },
];
const found: Transcript = [{ exec, stdout: listed }, { exec: look }, account];

test('one look: process, configuration, monitor', async () => {
  const on = playback([...found, { connect, talk }]);
  const [record] = await qemu.list(on);
  expect(record).toMatchObject({
    label: 'a,b',
    state: 'crashed',
    note: 'The guest has panicked.',
    consoles: [{ id: 'serial0', held: expect.any(String) }, { id: 'vnc' }],
  });
  on.close();
  on.done();
});

test.each([
  ['another protocol', 'SSH-2.0-OpenSSH\n', /does not speak QMP/],
  ['a line without end', 'x'.repeat(2_000_000), /without end/],
  ['hanging up', '', /closed its monitor/],
])('a monitor of %s is told in the note; the row stays', async (_, say, note) => {
  const on = playback([...found, { connect, talk: [{ say }], hangsUp: true }]);
  const [record] = await qemu.list(on);
  expect(record).toMatchObject({ label: 'a,b', state: 'running', note: expect.stringMatching(note) });
  on.close();
  on.done();
});

test('elevation refused: what we may see is listed, and it is not tried again', async () => {
  const refused = fail('rights-missing', 'no sudo');
  const on = playback(
    [
      { exec, elevate: true, failure: refused },
      { exec, stdout: listed.split('\n')[0] ?? '' },
      { exec, stdout: listed.split('\n')[0] ?? '' },
    ],
    { elevation: 'sudo' },
  );
  expect(await qemu.list(on)).toEqual([]);
  expect(await qemu.list(on)).toEqual([]);
  on.done();
});

test('a probe that prints without end, or nonsense, is a failure; a host without /proc has no guests', async () => {
  const large = fail('output-too-large', 'sh printed more than 8388608 bytes.');
  const on = playback([
    { exec, failure: large },
    { exec, stdout: 'nonsense' },
    { exec, stdout: 'no-proc\n' },
  ]);
  await expect(qemu.list(on)).rejects.toMatchObject({ code: 'output-too-large' });
  await expect(qemu.list(on)).rejects.toMatchObject({ code: 'unexpected-output' });
  expect(await qemu.list(on)).toEqual([]);
  on.done();
});

test('the playback itself fails on what it does not know, and on what was never asked', async () => {
  const on = playback([{ exec: ['a'] }, { connect, talk: [{ expect: 'x' }] }]);
  await expect(on.exec(['b'])).rejects.toThrow(/Unexpected/);
  expect(() => on.done()).toThrow(/Unexpected/);
  expect(() => playback([{ exec: ['a'] }]).done()).toThrow(/Never asked/);
  const pipe = await on.connect(connect);
  await expect(pipe.write(new TextEncoder().encode('y'))).rejects.toThrow(/Unexpected/);
});
