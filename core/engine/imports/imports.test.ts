/** What files of other programs offer. */
import { describe, expect, test } from 'vitest';
import { readChosen } from './formats.ts';
import { readKnownHosts } from './known-hosts.ts';
import { aliasUris, keyFileUris, libvirtEntry, quotedTexts } from './libvirt.ts';
import { placeOf, reading } from './offer.ts';
import { MREMOTENG, names, PUTTY_REG, RDCMAN } from './testing/files.ts';
import { parseXml } from './xml.ts';

test.each([
  [
    'confCons.xml',
    MREMOTENG,
    'mRemoteNG',
    ['Web-1 admin@web1.example.org:2222', 'db root@192.0.2.7:22', 'desk @desk.example.org:22 ?'],
  ],
  [
    'lab.rdg',
    RDCMAN,
    'Remote Desktop Connection Manager',
    ['Web-Server-01 @web01.example.org:22 ?', 'dc01 @dc01:22 ?'],
  ],
  ['putty.reg', PUTTY_REG, 'PuTTY', ['prod-db deploy@db.example.org:4463', 'switch ada@192.0.2.9:22 ?']],
  [
    'web.remmina',
    '[remmina]\nname=Web\ngroup=Prod/Web\nprotocol=SSH\nserver=web.example.org:2222\nusername=root\npassword=c2VjcmV0\n',
    'Remmina',
    ['Web root@web.example.org:2222'],
  ],
  [
    'desk.remmina',
    '[remmina]\nname=desk\nprotocol=VNC\nserver=localhost:5900\nssh_tunnel_enabled=1\nssh_tunnel_server=gw.example.org:2222\nssh_tunnel_username=tun\nssh_tunnel_password=c2VjcmV0\n',
    'Remmina',
    ['gw.example.org tun@gw.example.org:2222'],
  ],
  [
    'tst100',
    'Present=1\nHostName=tst100.example.org\nUserName=acue\nPortNumber=22\nProtocol=ssh\n',
    'PuTTY',
    ['tst100 acue@tst100.example.org:22'],
  ],
])('%s', (name, text, title, expected) => {
  const chosen = readChosen(name, text);
  expect(chosen.title).toBe(title);
  expect(names(chosen.read.offered)).toEqual(expected);
  expect(JSON.stringify(chosen)).not.toMatch(/c2VjcmV0|secret|AQAAANCM/);
});

test('what names no host is counted, folders become labels', () => {
  const { read } = readChosen('confCons.xml', MREMOTENG);
  expect(read.notes).toEqual(['1 entry names no host.']);
  expect(read.offered[0]?.host.labels).toEqual(['Servers-more']);
  expect(() =>
    readChosen('x.xml', MREMOTENG.replace('FullFileEncryption="false"', 'FullFileEncryption="true"')),
  ).toThrow('encrypted as a whole');
  expect(() => readChosen('notes.txt', 'hello')).toThrow('notes.txt is none of the files');
});

test('two of one name are told apart, the same one again is no other', () => {
  const { offered } = reading([
    { name: 'web', address: '192.0.2.1' },
    { name: 'web', address: '192.0.2.2' },
    { name: 'web', address: '192.0.2.1' },
  ]);
  expect(names(offered)).toEqual(['web @192.0.2.1:22', 'web-2 @192.0.2.2:22']);
});

describe('XML', () => {
  test.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'document type'],
    ['an entity of its own', '<a>&x;</a>', 'stands for nothing'],
    ['an element left open', '<a><b></a>', 'closes nothing'],
    ['no end', '<a>', 'not closed'],
    ['two roots', '<a/><b/>', 'one root'],
    ['text outside', '<a/>x', 'one root'],
    ['a depth without end', '<a>'.repeat(1_000), 'too many'],
    ['a tag without end', '<a b="', 'well-formed'],
    ['blanks without end', `<a ${' '.repeat(50_000)}`, 'well-formed'],
  ])('with %s is refused', (_what, text, why) => expect(() => parseXml(text)).toThrow(why));

  test('entities, CDATA, comments, prefixes and single quotes', () => {
    const root = parseXml(
      `<?xml version="1.0"?><!-- <x> --><p:a b='1 &lt; &#50;'><c>x<![CDATA[<&]]></c></p:a>`,
    );
    expect(root).toMatchObject({
      name: 'a',
      attributes: { b: '1 < 2' },
      children: [{ name: 'c', text: 'x<&' }],
    });
  });
});

test('connections of virt-manager and libvirt', () => {
  const uris = quotedTexts("['qemu:///system', 'qemu+ssh://root@lab00/system', 'xen+ssh://lab01:2222/']");
  expect(uris.map((uri) => libvirtEntry(uri)?.address)).toEqual([undefined, 'root@lab00', 'lab01:2222']);
  expect(libvirtEntry('qemu+tls://lab02/system')?.doubt).toContain('by TLS');
  expect(quotedTexts('@as []')).toEqual([]);
  const keyFile =
    "[other]\nuris=['no']\n[org/virt-manager/virt-manager/connections]\nautoconnect=['a']\nuris=['b', 'c']\n[x]\n";
  expect(keyFileUris(keyFile)).toEqual(['b', 'c']);
  const conf =
    '#uri_aliases = ["no=no"]\nuri_aliases = [\n  "hail=qemu+ssh://root@hail.example.org/system",\n]\n';
  expect(aliasUris(conf)).toEqual([{ name: 'hail', uri: 'qemu+ssh://root@hail.example.org/system' }]);
});

test('known hosts by name, one a line; hashed ones are counted', () => {
  const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ';
  const text = [
    `lab00,10.77.0.10 ${key}`,
    `[lab01.example.org]:2222 ${key}`,
    `10.77.0.12,lab02 ${key} comment`,
    `|1|abc=|def= ${key}`,
    `@cert-authority *.example.org ${key}`,
    `@revoked lab09 ${key}`,
    `*.wild ${key}`,
    '# lab08',
  ].join('\n');
  const read = readKnownHosts(text);
  expect(names(read.offered)).toEqual([
    'lab00 @lab00:22',
    'lab01.example.org @lab01.example.org:2222',
    'lab02 @lab02:22',
  ]);
  expect(read.notes).toEqual(['1 line is hashed and cannot be read.']);
});

test.each([
  ['-oProxyCommand=x', null],
  ['a b', null],
  ['lab00:0', null],
  ['lab00;reboot', null],
  ['$(id)', null],
  ['root@[fe80::1]:22', { host: 'fe80::1', user: 'root', port: 22 }],
  ['2001:db8::7', { host: '2001:db8::7' }],
])('%s as a place', (text, place) => expect(placeOf(text)).toEqual(place));
