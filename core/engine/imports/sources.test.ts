/** The usual places of other programs, on each system. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readChosen } from './formats.ts';
import { toolsHere } from './here.ts';
import { findSources, type Places } from './sources.ts';
import { MREMOTENG, names, PUTTY_REG, RDCMAN } from './testing/files.ts';

describe('the usual places', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'ctys-imports-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), text);
  };
  const found = async (more: Partial<Places> = {}) => {
    const sources = await findSources({
      home,
      env: {},
      ancestorDir: join(home, '.ctys'),
      sshHosts: async () => [],
      virtManager: async () => null,
      puttyRegistry: async () => null,
      ...more,
    });
    return { sources, told: sources.map(({ id, offered }) => [id, ...names(offered)]) };
  };
  const remmina = (name: string): string =>
    `[remmina]\nprotocol=SSH\nname=${name}\nserver=${name}.example.org\n`;
  const keyFile = (host: string): string =>
    `[org/virt-manager/virt-manager/connections]\nuris=['qemu+ssh://root@${host}/system']\n`;

  test('each is read by itself; one that cannot be read keeps no other', async () => {
    await put('.putty/sessions/prod%20db', 'HostName=db.example.org\nProtocol=ssh\n');
    await put('.local/share/remmina/a.remmina', remmina('a'));
    await put('.config/libvirt/libvirt.conf', 'uri_aliases = ["hail=qemu+ssh://hail/system"]');
    await put('.ctys/groups/all', 'lab00 root@lab01 (-Z KSU)\n#include more\nVMSTACK{lab02 tst}\n');
    await put('.ssh/known_hosts/folder', '');
    const { sources, told } = await found({
      sshHosts: async () => ['build7'],
      virtManager: async () => "['qemu+ssh://root@lab05/system']\n",
    });
    expect(told).toEqual([
      ['ssh', 'build7 @build7:22'],
      ['known-hosts'],
      ['virt-manager', 'lab05 root@lab05:22'],
      ['libvirt', 'hail @hail:22'],
      ['putty', 'prod-db @db.example.org:22'],
      ['remmina', 'a @a.example.org:22'],
      ['groups', 'lab00 @lab00:22', 'lab01 root@lab01:22'],
    ]);
    expect(sources[1]?.failure?.code).toBe('file-damaged');
  });

  test('of Flatpaks, and of folders that XDG names', async () => {
    await put('.var/app/org.virt_manager.virt-manager/config/glib-2.0/settings/keyfile', keyFile('lab00'));
    await put('conf/glib-2.0/settings/keyfile', keyFile('lab01'));
    await put('.var/app/org.remmina.Remmina/data/remmina/b.remmina', remmina('b'));
    await put('data/remmina/a.remmina', remmina('a'));
    await put('conf/putty/sessions/web', 'HostName=web.example.org\nProtocol=ssh\n');
    await put('conf/libvirt/libvirt.conf', 'uri_aliases = ["hail=qemu+ssh://hail/system"]');
    const env = { XDG_CONFIG_HOME: join(home, 'conf'), XDG_DATA_HOME: join(home, 'data') };
    expect((await found({ env })).told).toEqual([
      ['virt-manager', 'lab01 root@lab01:22', 'lab00 root@lab00:22'],
      ['libvirt', 'hail @hail:22'],
      ['putty', 'web @web.example.org:22'],
      ['remmina', 'a @a.example.org:22', 'b @b.example.org:22'],
    ]);
  });

  test('of Windows: mRemoteNG, PuTTY of the registry, and the files that RDCMan had open', async () => {
    const rdcman = 'Local/Microsoft/Remote Desktop Connection Manager';
    await put('Roaming/mRemoteNG/confCons.xml', MREMOTENG);
    await put('lab.rdg', RDCMAN);
    await put('broken.rdg', '<RDCMan>');
    const open = [
      join(home, 'lab.rdg'),
      join(home, 'broken.rdg'),
      join(home, 'gone.rdg'),
      '\\\\files\\far.rdg',
    ];
    await put(
      `${rdcman}/RDCMan.settings`,
      `<?xml version="1.0" encoding="utf-8"?>\n<Settings programVersion="2.7.1406.0">
  <AutoSaveFiles>False</AutoSaveFiles>
  <FilesToOpen>${open.map((path) => `<item>${path}</item>`).join('\n')}</FilesToOpen>
</Settings>`,
    );
    const env = { APPDATA: join(home, 'Roaming'), LOCALAPPDATA: join(home, 'Local') };
    const { sources, told } = await found({ env, puttyRegistry: async () => PUTTY_REG });
    expect(told).toEqual([
      ['putty', 'prod-db deploy@db.example.org:4463', 'switch ada@192.0.2.9:22 ?'],
      [
        'mremoteng',
        'Web-1 admin@web1.example.org:2222',
        'db root@192.0.2.7:22',
        'desk @desk.example.org:22 ?',
      ],
      ['rdcman', 'Web-Server-01 @web01.example.org:22 ?', 'dc01 @dc01:22 ?'],
    ]);
    expect(sources[2]?.notes).toEqual([
      `${join(home, 'broken.rdg')} cannot be read.`,
      'Files on other machines are not looked at; choose them.',
    ]);
  });

  test('the databases of the ancestor: hosts, with what wakes them', async () => {
    await put(
      '.ctys/db/default/enum.fdb',
      [
        'lab00;PM;lab00;;;00:0e:0c:35:f8:48;192.168.1.71;;;;;;;;PM',
        'lab00;PM;lab00;;;00:0e:0c:35:f8:49;192.168.2.71;;;;;;;;PM',
        'lab00.example.org;XEN;tst100;/x/tst100.conf;;00:50:56:13:11:39;192.168.1.100;;;;;;;;VM',
        'lab01;XEN;tst101;/x/tst101.conf;;;;;;;;;;;VM',
        'localhost;QEMU;tst102;/x/tst102.conf;;;;;;;;;;;VM',
        '',
      ].join('\n'),
    );
    await put(
      '.ctys/db/default/macmap.fdb',
      'lab01;00:0E:0C:35:F8:50;192.168.1.72;\ntst100;00:50:56:13:11:39;192.168.1.100;\nws2;192.168.1.9;00:0E:0C:35:F8:51;\n',
    );
    const { sources, told } = await found();
    expect(told).toEqual([
      ['databases', 'lab00 @192.168.1.71:22', 'lab01 @192.168.1.72:22', 'ws2 @192.168.1.9:22 ?'],
    ]);
    expect(sources[0]?.offered.map(({ host }) => host.mac)).toEqual([
      ...['00:0E:0C:35:F8:48', '00:0E:0C:35:F8:50', '00:0E:0C:35:F8:51'],
    ]);
  });
});

describe('the registry of Windows', () => {
  const system = { SystemRoot: join('C:', 'Windows') };

  test('is exported by its own reg.exe into a file, which does not stay', async () => {
    const ran: (readonly string[])[] = [];
    const tools = toolsHere(async (argv) => {
      ran.push(argv);
      await writeFile(argv[3] ?? '', `\ufeff${PUTTY_REG.replaceAll('\n', '\r\n')}`, 'utf16le');
      return { code: 0, stdout: '' };
    }, system);
    const text = (await tools.puttyRegistry()) ?? '';
    expect(names(readChosen('putty.reg', text).read.offered)).toEqual([
      'prod-db deploy@db.example.org:4463',
      'switch ada@192.0.2.9:22 ?',
    ]);
    const [reg, verb, key, file = '', ...more] = ran[0] ?? [];
    expect([reg, verb, key, ...more]).toEqual([
      join('C:', 'Windows', 'System32', 'reg.exe'),
      ...['export', 'HKCU\\Software\\SimonTatham\\PuTTY\\Sessions', '/y'],
    ]);
    expect(existsSync(dirname(file))).toBe(false);
  });

  test('without such a key, and elsewhere, there is none', async () => {
    const failing = async () => ({ code: 1, stdout: '' });
    expect(await toolsHere(failing, system).puttyRegistry()).toBeNull();
    expect(await toolsHere(() => Promise.reject(new Error('not run')), {}).puttyRegistry()).toBeNull();
  });
});
