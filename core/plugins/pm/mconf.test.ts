import { expect, test } from 'vitest';
import { playback } from '../../channel/playback.ts';
import { Failure } from '../../model/failure.ts';
import { renderMconf } from '../../model/mconf.ts';
import { localChannel } from '../testing/local.ts';
import { pairsOf } from './interfaces.ts';
import { parseMconf } from './mconf.ts';
import { MCONF_SCRIPT, WRITE_SCRIPT } from './mconf-script.ts';
import { parseHost } from './parse.ts';
import { pm } from './plugin.ts';

const TOLD = `n lab00.example.org
k Linux 6.1.0
a x86_64
u root
t 100
MemTotal:       16384000 kB
c 8
i 4c4c4544-0042-3510-8052-b4c04f4e3132
p Dell Inc.
p PowerEdge R640
e eno1 02:00:00:00:00:01
v br0 02:00:00:00:00:01
v docker0 02:42:00:00:00:09
e eno2 02:00:00:00:00:02
v lo 00:00:00:00:00:00
1: lo    inet 127.0.0.1/8 scope host lo
4: br0    inet 192.168.1.71/22 brd 192.168.3.255 scope global br0
4: br0    inet6 fd00::2/64 scope global
5: docker0    inet 172.17.0.1/16 scope global docker0
MS Linux
MR 6.1.0-13-amd64
MD 20261126022836
MU acue
MG users
MI rocky
MV "9.4"
MH none
MF flags		: fpu vmx pae
MW default via 192.168.1.1 dev br0
`;

test('a physical machine: the keys in their order', () => {
  const found = parseMconf(TOLD);
  expect(found?.kind).toBe('PM');
  expect(renderMconf(found?.keys ?? [])).toBe(`# Created by ctys genmconf
#@#CTYSREL = ""
#@#VERNO = ""
#@#DATE = "20261126022836"
#@#MAGICID-Linux
#@#HOST = "lab00.example.org"
#@#LABEL = "lab00"
#@#ID = "/etc/ctys.d/pm.conf"
#@#UUID = "4c4c4544-0042-3510-8052-b4c04f4e3132"
#@#VNCPORT = ""
#@#VNCBASE = ""
#@#VNCDISPLAY = ""
#@#SPORT = ""
#@#UID = "acue"
#@#GID = "users"
#@#DIST = "rocky"
#@#DISTREL = "9.4"
#@#OS = "Linux"
#@#OSREL = "6.1.0-13-amd64"
#@#SERNO = "20261126022836"
#@#CATEGORY = "PM"
#@#ARCH = "x86_64"
#@#PLATFORM = "Dell Inc. PowerEdge R640"
#@#VMSTATE = "ACTIVE"
#@#EXECLOCATION = "LOCAL"
#@#RELOCCAP = "FIXED"
#@#STACKCAP = ""
#@#STACKREQ = ""
#@#HWCAP = "VMX,PAE"
#@#HWREQ = ""
#@#VCPU = "8"
#@#VRAM = "16000"
#@#CONSOLE_KVM = ""
#@#CONSOLE_COM = ""
#@#GATEWAY = "192.168.1.1"
#@#CSTRG = ""
#@#USTRG = ""
#@#MAC0 = "02:00:00:00:00:01"
#@#IP0 = "192.168.1.71%255.255.252.0%%br0"
#@#MAC1 = "02:00:00:00:00:02"
#@#IP1 = ""
#@#STACKLEVEL = "0"
`);
});

test.each([
  ['MH kvm', 'VM'],
  ['MH none', 'PM'],
  ['p QEMU\np Standard PC (Q35 + ICH9, 2009)', 'VM'],
  ['MF flags : fpu hypervisor', 'VM'],
  ['p HPE\np ProLiant DL360', 'PM'],
])('%s is a %s', (told, kind) => {
  const found = parseMconf(`n a\nk Linux 6\n${told}\n`);
  expect(found?.kind).toBe(kind);
});

test('a guest has its hypervisor and its place in the stack; a wish for the kind counts', () => {
  const keys = new Map(parseMconf(TOLD.replace('MH none', 'MH kvm'))?.keys);
  expect(keys.get('HYPERREL')).toBe('kvm');
  expect(keys.get('RELOCCAP')).toBe('PINNED');
  expect(keys.get('ID')).toBe('/etc/ctys.d/vm.conf');
  expect(keys.get('STACKLEVEL')).toBe('1');
  expect(new Map(parseMconf(TOLD, 'VM')?.keys).get('HYPERREL')).toBe('');
});

test('what a host tells cannot become another line', () => {
  const found = parseMconf('n a\nk Linux 6\nMS Lin"ux\nMI "de\u0007b"\nMW default via $(reboot) dev x\n');
  expect(new Map(found?.keys).get('OS')).toBe('Linux');
  expect(new Map(found?.keys).get('DIST')).toBe('de\ufffdb');
  expect(new Map(found?.keys).get('GATEWAY')).toBe('');
});

test.each([
  ['without real cards the virtual ones count', 'v eth0 02:00:00:00:00:05\n2: eth0    inet 10.0.0.5/8 x'],
  ['a veth is told without its peer', 'v eth0 02:00:00:00:00:05\n2: eth0@if7    inet 10.0.0.5/8 x'],
])('%s', (_, text) => {
  const host = parseHost(`n a\nk Linux\n${text}`);
  expect(host && pairsOf(text.split('\n'), host)).toEqual([
    { mac: '02:00:00:00:00:05', ip: '10.0.0.5%255.0.0.0%%eth0' },
  ]);
});

test('where only ifconfig tells, cards and addresses are in their order', () => {
  const text = 'n bsd\nk FreeBSD\n  ether 02:00:00:00:00:06\n  inet 10.0.0.6 netmask 0xff000000';
  const host = parseHost(text);
  expect(host && pairsOf(text.split('\n'), host)).toEqual([{ mac: '02:00:00:00:00:06', ip: '10.0.0.6' }]);
});

const writing = ['sh', '-c', WRITE_SCRIPT, 'sh', 'pm.conf'];
const stdin = '# Created by ctys genmconf\n#@#OS = "Linux"\n';
const order = { kind: 'PM', write: [['OS', 'Linux']] } as const;

test('written as we are, and elevated only where that is not enough', async () => {
  const on = playback(
    [
      { exec: writing, stdin, code: 77 },
      { exec: writing, stdin, elevate: true },
    ],
    { elevation: 'sudo' },
  );
  expect(await pm.describe?.(on, order)).toEqual({ kind: 'PM', keys: order.write });
  on.done();
});

test.each([
  [{ code: 77 }, { code: 'rights-missing', message: /pm\.conf on lab02 is root's/ }],
  [{ code: 1, stderr: 'cat: write error: No space left on device\n' }, { message: /No space left/ }],
])('why it is not written is said: %o', async (answer, failure) => {
  const on = playback([{ exec: writing, stdin, ...answer }], { name: 'lab02' });
  await expect(pm.describe?.(on, order)).rejects.toMatchObject(failure);
  on.done();
});

test('without root, what can be read is told', async () => {
  const refused = new Failure({ code: 'rights-missing', message: 'no' });
  const exec = ['sh', '-c', MCONF_SCRIPT];
  const on = playback(
    [
      { exec, elevate: true, failure: refused },
      { exec, stdout: TOLD },
    ],
    {
      elevation: 'sudo',
    },
  );
  expect((await pm.describe?.(on))?.kind).toBe('PM');
  on.done();
});

test('this host describes itself', async () => {
  const on = await localChannel();
  try {
    const keys = new Map((await pm.describe?.(on, { kind: 'PM' }))?.keys);
    expect(keys.get('OS')).toBe('Linux');
    expect(keys.get('DATE')).toMatch(/^\d{14}$/);
    expect(keys.get('MAC0')).toMatch(/^[0-9a-f:]{17}$/);
  } finally {
    on.close();
  }
});
