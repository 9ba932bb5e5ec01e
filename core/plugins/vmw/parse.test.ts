/** .vmx files and what VMware's tools print, as they were recorded; the fixtures say where. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { playback } from '../../channel/playback.ts';
import { markCopies } from './copies.ts';
import { parseMachines, parseTold } from './list-script.ts';
import { readinessOf } from './readiness.ts';
import { recordOf } from './record.ts';
import { faultOf } from './tool.ts';
import { cardsOf, isSuspended, parseVmx, screenOf, serialsOf, uuidOf } from './vmx.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8').replace(/^##.*\n/gm, '');
const lines = fixture('fusion.vmx').trimEnd().split('\n');
const path = '/home/acue/vmware/tst117/tst117.vmx';
const told = { path, user: 'acue', running: true, lines, keys: [] };
const none: ReadonlySet<string> = new Set();

test('a running guest, with all its file tells', () => {
  expect(recordOf({ ...told, ip: '172.16.84.5' }, 'fusion', none)).toEqual({
    type: 'VMW',
    label: 'tst "117"',
    state: 'running',
    configured: true,
    consoles: [
      { id: 'serial0', kind: 'tty', title: 'Serial console' },
      { id: 'vnc', kind: 'rfb', title: 'Screen' },
    ],
    config: path,
    user: 'acue',
    accelerator: 'Fusion',
    uuid: '564d5b8a-e077-d011-d2cc-ad9614527120',
    // A card that is switched off is none.
    macs: ['00:0c:29:52:71:20'],
    interfaces: [{ mac: '00:0c:29:52:71:20', ip: '172.16.84.5' }],
    addresses: ['172.16.84.5'],
    memoryTotal: 2 ** 30,
    vcpus: 2,
    arch: 'x86_64',
    vncPort: 5997,
    facts: { os: 'centos-64' },
    details: { VMware: 'Fusion', 'Guest system': 'centos-64', Network: 'nat', Hardware: '10' },
  });
});

test('off, suspended, paused: only the last is not written anywhere', () => {
  const state = (more: Partial<typeof told>, paused = none): string =>
    recordOf({ ...told, ...more }, 'ws', paused).state;
  expect(state({ running: false })).toBe('off');
  const kept = lines.map((line) =>
    line.replace('checkpoint.vmstate = ""', 'checkpoint.vmState = "tst117.vmss"'),
  );
  expect(state({ running: false, lines: kept })).toBe('suspended');
  expect(state({ lines: kept })).toBe('running');
  expect(state({}, new Set([path]))).toBe('paused');
});

test('of copies the one that runs is the machine, else the one named as its folder', () => {
  const at = (place: string, running = false) =>
    recordOf({ ...told, path: `/v/${place}.vmx`, running }, 'ws', none);
  const marks = (...records: readonly ReturnType<typeof at>[]) =>
    markCopies(records).map(({ uuid, facts }) => [uuid !== undefined, facts?.vmState]);
  expect(marks(at('old/tst117'), at('tst117/tst117'))).toEqual([
    [false, 'BACKUP'],
    [true, undefined],
  ]);
  expect(marks(at('old/tst117', true), at('tst117/tst117'))).toEqual([
    [true, undefined],
    [false, 'BACKUP'],
  ]);
});

test('keys in whatever case, what is no key, and where it listens', () => {
  const vmx = parseVmx([
    ...['#!/usr/bin/vmware', 'Ethernet0.present = "TRUE"', 'ethernet0.address = "00:50:56:13:11:39"'],
    ...['ETHERNET0.networkName = "VM Network"', 'RemoteDisplay.vnc.enabled = "true"', 'x = $(reboot)'],
    ...['serial0.present = "TRUE"', 'serial0.fileType = "network"', 'serial0.fileName = "tcp://:2001"'],
    ...['serial1.present = "TRUE"', 'serial1.fileType = "pipe"', 'serial1.fileName = "/tmp/p"'],
    ...['serial2.present = "TRUE"', 'serial2.fileType = "pipe"', 'serial2.fileName = "/tmp/c"'],
    'serial2.pipe.endPoint = "client"',
  ]);
  expect(cardsOf(vmx)).toEqual([{ mac: '00:50:56:13:11:39', net: 'VM Network' }]);
  expect(screenOf(vmx)).toEqual({ host: '127.0.0.1', port: 5900 });
  expect(serialsOf(vmx, path)).toEqual([
    { index: 0, at: { host: '127.0.0.1', port: 2001 } },
    { index: 1, at: { unix: '/tmp/p' } },
  ]);
  expect([vmx.get('x'), uuidOf(vmx), isSuspended(vmx)]).toEqual([undefined, undefined, false]);
  expect(screenOf(parseVmx(['RemoteDisplay.vnc.enabled = "TRUE"', 'RemoteDisplay.vnc.port = "99999"']))).toBe(
    undefined,
  );
});

test('an answer is taken apart; what stands in a file cannot feign another', () => {
  const running = fixture('vmrun-list.txt').trimEnd().split('\n').slice(1);
  const answer = [
    ...['K ws', ...running.map((one) => `R ${one}`), 'D - /home/acue/vmware/off.vmx'],
    ...[
      `O 1000 acue ${running[1]}`,
      ' displayName = "a"\r',
      ' O 0 root /etc/evil.vmx',
      ' R /x.vmx',
      '#@#LABEL = "b"',
    ],
    ...['O 1000 acue /home/acue/vmware/off.vmx', ' displayName = "off"', `I 10.0.0.7 ${running[1]}`],
  ].join('\n');
  expect(parseTold(answer)).toEqual({
    kind: 'ws',
    machines: [
      {
        ...{ path: running[1], user: 'acue', running: true, ip: '10.0.0.7' },
        lines: ['displayName = "a"', 'O 0 root /etc/evil.vmx', 'R /x.vmx'],
        keys: ['#@#LABEL = "b"'],
      },
      {
        path: '/home/acue/vmware/off.vmx',
        user: 'acue',
        running: false,
        lines: ['displayName = "off"'],
        keys: [],
      },
    ],
  });
  expect([parseTold('N\n'), parseTold('nonsense')]).toEqual(['none', null]);
  expect(parseMachines(['D 12 /v/a.vmx', 'O 0 root /v/a.vmx'])).toMatchObject([{ id: '12' }]);
});

test('what a host lacks is named with its remedy', () => {
  expect(readinessOf('lab00', 'K \n')).toMatchObject({ usable: false, missing: [{ code: 'tool-missing' }] });
  expect(readinessOf('lab00', 'K \nL vmrun\n').missing[0]?.remedy).toContain('VIX');
  const whole = readinessOf('lab00', 'K ws\nV VMware Workstation 17.5.0 build-22583795\n');
  expect(whole).toMatchObject({ usable: true, version: 'Workstation 17.5.0 build-22583795', missing: [] });
  expect(readinessOf('lab00', 'K player\nL vmmon\n').missing[0]?.remedy).toContain('vmware-modconfig');
});

test('its complaints in our words', () => {
  const on = playback([]);
  expect(faultOf(on, fixture('no-tools.txt'), 255)).toMatchObject({
    message: expect.stringContaining('VMware Tools do not run'),
    remedy: expect.stringContaining('open-vm-tools'),
  });
  expect(faultOf(on, 'Error: Unknown error\n', 255).message).toContain('Unknown error');
  expect(faultOf(on, '', 127).code).toBe('tool-missing');
});
