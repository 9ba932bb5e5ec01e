/** What VBoxManage prints, as it was recorded; the fixtures say where. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { playback } from '../../channel/playback.ts';
import { changes } from '../beats.ts';
import type { Machine } from '../../model/machine.ts';
import { rdpOf } from '../../model/rdp-screen.ts';
import { guestCardsOf, propertiesOf, systemOf } from './guest-properties.ts';
import { parseTold } from './list-script.ts';
import { readinessOf } from './readiness.ts';
import { recordOf } from './record.ts';
import { faultOf } from './vboxmanage.ts';
import { cardsOf, displayOf, serialsOf, stateOf, valuesOf } from './vm-info.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8').replace(/^##.*\n/gm, '');
const lines = (name: string): readonly string[] => fixture(name).trimEnd().split('\n');
const uuid = '7163bae0-5075-49fc-b3a7-b2831c06aa40';
const running = { uuid, info: lines('info-running.txt'), guest: lines('guest-properties.txt') };
const off = { uuid: '8710d3db-d96a-46ed-9004-59fa891fda90', info: lines('info-off.txt'), guest: [] };
const around = { user: 'acue', pack: 'Oracle VM VirtualBox Extension Pack' };
const on = playback([]);

test('a running machine, with all its host tells', () => {
  expect(recordOf(running, around)).toEqual({
    type: 'VBOX',
    label: 'vbox "one"',
    state: 'running',
    configured: true,
    consoles: [
      { id: 'serial0', kind: 'tty', title: 'Serial console' },
      { id: 'serial1', kind: 'tty', title: 'Serial console 2' },
      { id: 'rdp', kind: 'rfb', title: 'Screen', blocked: 'It speaks RDP: "Open with FreeRDP" shows it.' },
    ],
    uuid,
    user: 'acue',
    macs: ['08:00:27:08:9d:5f', '08:00:27:71:f2:57'],
    // That of NAT is no address of its own.
    interfaces: [{ mac: '08:00:27:08:9d:5f' }, { mac: '08:00:27:71:f2:57', ip: '10.44.40.197' }],
    addresses: ['10.44.40.197'],
    config: '/home/acue/VirtualBox VMs/vbox001/vbox001.vbox',
    memoryTotal: 2 ** 30,
    vcpus: 2,
    arch: 'x86_64',
    since: Date.UTC(2019, 10, 4, 16, 38, 48, 476),
    vncPort: 3389,
    facts: { os: 'Red Hat (64-bit)' },
    details: {
      'Guest system': 'FreeBSD 14.3-RELEASE',
      Network: 'nat, bridged (eth0)',
      'Front end': 'headless',
      'Remote display': 'RDP, port 3389',
      Snapshot: 'fresh',
    },
  });
});

test('one that is off offers nothing yet, and one of 2010 is read as well', () => {
  expect(recordOf(off, around)).toMatchObject({
    label: 'foo',
    state: 'off',
    macs: ['08:00:27:71:f2:58'],
    memoryTotal: 360 * 2 ** 20,
    arch: 'i386',
    consoles: [{ id: 'rdp', blocked: 'It does not run.' }],
    details: { 'Remote display': 'RDP, port 5983' },
  });
});

test('what a person wrote cannot feign what VirtualBox says', () => {
  const values = valuesOf(running.info);
  expect([stateOf(values), values.get('UUID')]).toEqual(['running', uuid]);
  const told = parseTold(`P x\nV ${uuid}\n name="a"\n V 00000000-0000-0000-0000-000000000001\n C\nG\n x`);
  expect(told).toEqual({
    ...{ kind: 'list', pack: 'x' },
    machines: [{ uuid, info: ['name="a"', 'V 00000000-0000-0000-0000-000000000001', 'C'], guest: ['x'] }],
  });
});

test.each([
  ['poweroff', 'off', undefined],
  ['aborted', 'off', 'aborted'],
  ['saved', 'suspended', undefined],
  ['aborted-saved', 'suspended', 'aborted'],
  ['paused', 'paused', undefined],
  ['gurumeditation', 'crashed', 'crashed'],
  ['restoring', 'starting', undefined],
  ['saving', 'saving', undefined],
  ['deletingsnapshotlive', 'running', undefined],
  ['something new', 'unknown', undefined],
])('%s is %s', (word, state, note) => {
  const record = recordOf({ uuid, info: ['name="a"', `VMState="${word}"`], guest: [] }, around);
  expect(record.state).toBe(state);
  if (note === undefined) expect(record.note).toBeUndefined();
  else expect(record.note).toContain(note);
});

test('its screen: VNC is shown here, RDP beside the window, and without an extension nothing', () => {
  const screenWith = (pack: string, info = running.info) =>
    recordOf({ ...running, info }, { ...around, pack });
  const offered = (pack: string, info?: readonly string[]) => screenWith(pack, info).consoles.at(-1);
  expect(offered('VNC')).toEqual({ id: 'vnc', kind: 'rfb', title: 'Screen' });
  expect(offered('')?.blocked).toContain('no extension');
  const silent = running.info.map((line) => line.replace('vrdeport=3389', 'vrdeport=-1'));
  expect(offered('VNC', silent)?.blocked).toContain('does not serve');
  const machine: Machine = { ...screenWith(around.pack), id: 'x', host: 'lab00', path: '/x', seen: 0 };
  const shown = { verb: 'start', type: 'RDP', on: { host: 'lab00' }, target: { label: 'vbox "one"' } };
  expect(rdpOf(machine)).toEqual({ ...shown, start: { rdpPort: 3389 } });
  expect(rdpOf({ ...machine, serverPort: '10.0.0.7:3389' })).toEqual({
    ...shown,
    start: { rdpPort: 3389, insecure: '10.0.0.7' },
  });
  expect(rdpOf({ ...machine, ...screenWith('VNC') })).toBeNull();
});

test('where it listens', () => {
  const values = valuesOf(running.info);
  expect(serialsOf(values)).toEqual([
    { index: 0, at: { unix: '/tmp/vbox001.serial' } },
    { index: 1, at: { host: '127.0.0.1', port: 2023 } },
  ]);
  expect(displayOf(values)).toEqual({ at: { host: '127.0.0.1', port: 3389 }, ports: '3389' });
  expect(displayOf(valuesOf(['vrde="on"', 'vrdeport=5001', 'vrdeaddress="10.0.0.7"']))?.at).toEqual({
    host: '10.0.0.7',
    port: 5001,
  });
  expect(cardsOf(values).map(({ kind, to }) => [kind, to])).toEqual([
    ['nat', undefined],
    ['bridged', 'eth0'],
  ]);
});

test('guests tell their addresses, in the form of 5 and of 7', () => {
  const old = propertiesOf(lines('guest-properties-5.txt'));
  expect(guestCardsOf(old)).toEqual([{ mac: '08:00:27:bd:94:b9', ip: '10.0.2.15' }]);
  expect(systemOf(old)).toBe('Linux');
  expect(guestCardsOf(propertiesOf(["/VirtualBox/GuestInfo/Net/0/V4/IP = '$(x)' @ 1"]))).toEqual([]);
});

test('what a host lacks is named with its remedy', () => {
  expect(readinessOf('lab00', '')).toMatchObject({
    usable: false,
    missing: [{ code: 'tool-missing', remedy: 'Install VirtualBox on lab00.' }],
  });
  const warned = fixture('no-module.txt').replace(/^/gm, 'V ');
  const without = readinessOf('lab00', `T VBoxManage\n${warned}`);
  expect(without).toMatchObject({ usable: true, version: '6.0.12r133076' });
  expect(without.missing.map(({ data }) => data?.tool)).toEqual(['vboxdrv', 'extension pack']);
  const whole = readinessOf('lab00', 'T VBoxManage\nV 7.0.20r163906\nX VBoxVRDP\n');
  expect(whole).toEqual({ type: 'VBOX', usable: true, version: '7.0.20r163906', missing: [] });
});

test('its complaints in our words', () => {
  expect(faultOf(on, fixture('locked.txt'), 1).message).toContain('has it locked');
  expect(faultOf(on, fixture('no-module.txt'), 1)).toMatchObject({
    remedy: expect.stringContaining('/sbin/vboxconfig'),
  });
  expect(faultOf(on, 'VBoxManage: error: Strange thing\n', 1).message).toContain('Strange thing');
  expect(faultOf(on, '', 127).code).toBe('tool-missing');
});

test('a beat without news is none, and what has no end is refused', async () => {
  async function* bytes(...chunks: readonly string[]): AsyncGenerator<Uint8Array> {
    for (const chunk of chunks) yield new TextEncoder().encode(chunk);
  }
  const seen: (readonly string[])[] = [];
  for await (const told of changes(bytes('.\n.\nV 1\n a', 'b\nC\n.\nA\nC\n'))) seen.push(told);
  expect(seen).toEqual([['V 1', ' ab'], ['A']]);
  const endless = changes(bytes(...Array.from({ length: 5 }, () => ` ${'x'.repeat(2 ** 20)}\n`)));
  await expect(endless.next()).rejects.toMatchObject({ code: 'output-too-large' });
});
