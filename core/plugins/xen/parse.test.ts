/** What Xen 4.17 prints, read: the fixtures are answers of the lab's Dom0. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { FoundFile } from '../config/scan.ts';
import { xenEntries } from './catalogue.ts';
import { holderOf } from './consoles.ts';
import { detailsOf, isComplete, parseLong, stateOf } from './domain.ts';
import { parseAnswer } from './list-script.ts';
import { configuredRecord, runningRecord } from './record.ts';
import { firstLine } from './rights.ts';
import { parseSaved, printSaved } from './saved.ts';
import { changes } from './watch.ts';
import { parseDefinitions } from './libvirt.ts';
import { parseXlConfig } from './xl-config.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`fixtures/${name}.txt`, import.meta.url), 'utf8').replace(/^##.*\n/, '');
const indented = (text: string): string => text.replace(/^/gm, ' ');
const told = (list: string) => parseAnswer(`mark X /usr/sbin/xl\nmark L\n${list}\n`, 'mark');

describe('a list of domains', () => {
  test('names, states, memory, time and UUIDs; Domain-0 has none', () => {
    const list = told(fixture('list-verbose'));
    expect(list).toMatchObject({ kind: 'list', xl: '/usr/sbin/xl' });
    if (list?.kind !== 'list') throw new Error('No list.');
    expect(list.domains.map(({ id, name, flags, memory }) => [id, name, flags, memory])).toEqual([
      [0, 'Domain-0', 'r-----', 640],
      [1, 'tst100', '-b----', 96],
      [2, 'tst102', '-b----', 96],
      [3, 'tst101', '--p---', 96],
    ]);
    expect(list.domains.map(({ uuid }) => uuid)).toEqual([
      undefined,
      '6842caf9-1e3e-4324-9ed5-96b8b9f2c5c2',
      'e4d1d6f0-a927-4a4f-8f0f-2b7c9a5ce102',
      '5ab9c0a3-b3de-4bb2-9c5f-36c1e7d3f101',
    ]);
  });

  test('a name may hold blanks and what looks like numbers', () => {
    const line = 'my guest 7 8                                 5    96     1     r-----      1.5 -        -';
    const list = told(`Name ID\n${line}`);
    expect(list?.kind === 'list' && list.domains[0]).toMatchObject({ id: 5, name: 'my guest 7 8' });
  });

  test('no xl, no rights, nothing of ours', () => {
    expect(parseAnswer('mark N\n', 'mark')).toEqual({ kind: 'none' });
    const failed = parseAnswer(`mark X /usr/sbin/xl\nmark E\n${fixture('not-root')}`, 'mark');
    expect(failed).toMatchObject({ kind: 'failed', output: expect.stringContaining('Permission denied') });
    expect(parseAnswer('login banner\nN\n', 'mark')).toBeNull();
  });

  test('transitions are no states', () => {
    expect(
      ['r-----', '-b----', '------', '--p---', '---s--', '--ps--', '--psr-', '----c-', '-----d'].map(
        (flags) => stateOf(flags),
      ),
    ).toEqual([
      ...[
        'running',
        'running',
        'running',
        'paused',
        'stopping',
        'stopping',
        'stopping',
        'crashed',
        'stopping',
      ],
    ]);
  });
});

describe('what is told once of a domain', () => {
  const long = parseLong(fixture('list-long'));
  const store = new Map(
    `${fixture('xenstore-domain')}\n${fixture('xenstore-vm')}`.split('\n').flatMap((line) => {
      const [, path, value] = /^(\/\S+) = "(.*)"$/.exec(line) ?? [];
      return path === undefined ? [] : [[path, value ?? ''] as const];
    }),
  );

  test('while its boot loader asks it is paused, has no configuration, and the console of that', () => {
    const listed = { id: 7, name: 'tst100', memory: 0, vcpus: 0, flags: '--p---', time: 0 };
    const details = detailsOf(7, undefined, new Map([['/local/domain/7/console/tty', '/dev/pts/1']]));
    expect(isComplete(details)).toBe(false);
    expect(runningRecord({ listed, details, viewers: [] })).toMatchObject({
      state: 'starting',
      consoles: [{ id: 'console', kind: 'tty', title: 'Console' }],
    });
  });

  test('kind, MAC, memory, consoles and screen', () => {
    const ids = [...long.keys()].sort();
    expect(ids[0]).toBe(0);
    const all = ids.slice(1).map((id) => detailsOf(id, long.get(id), store));
    expect(all.every(({ macs }) => macs.length === 1 && /^00:50:56:13:11:4/.test(macs[0] ?? ''))).toBe(true);
    expect(all.filter(({ hasScreen }) => hasScreen).length).toBeGreaterThan(0);
    for (const details of all)
      if (details.screen !== undefined)
        expect(details.screen).toEqual({ host: '127.0.0.1', port: expect.any(Number) });
  });

  test('it is asked for again until console and screen are there', () => {
    const [id = 0] = [...long.keys()].filter((one) => one > 0);
    expect(isComplete(detailsOf(id, long.get(id), new Map()))).toBe(false);
    expect(parseLong('no JSON').size).toBe(0);
    expect(parseLong('{}').size).toBe(0);
  });

  test('Domain-0 is a row without consoles, and no guest', () => {
    const listed = { id: 0, name: 'Domain-0', memory: 640, vcpus: 1, flags: 'r-----', time: 1 };
    const record = runningRecord({ listed, details: detailsOf(0, long.get(0), store), viewers: [] });
    expect(record).toMatchObject({
      label: 'Domain-0',
      control: true,
      consoles: [],
      configured: false,
      user: 'root',
    });
  });
});

const CONF = `#@#MAGICID-XEN
#@#DIST = "CentOS"
#@#IP0 = "192.168.1.220"
name = "tst100" # the label
uuid = '6842caf9-1e3e-4324-9ed5-96b8b9f2c5c2'
memory = 96; vcpus = 2
vif = [ 'mac=00:50:56:13:11:40,bridge=xenbr0',
        "mac=00:50:56:13:11:50" ]  # two
extra = "a=\\"b\\" c"
`;

const file = (path: string, content: string, uid = 0): FoundFile => ({
  path,
  uid,
  user: 'u',
  executable: false,
  content,
});

describe('configurations', () => {
  test('the grammar of xl: texts, lists over lines, comments; an error is told with its line', () => {
    const config = parseXlConfig(CONF, '/c');
    expect(config.get('name')).toBe('tst100');
    expect(config.get('memory')).toBe('96');
    expect(config.get('vcpus')).toBe('2');
    expect(config.get('extra')).toBe('a="b" c');
    expect(config.get('vif')).toEqual(['mac=00:50:56:13:11:40,bridge=xenbr0', 'mac=00:50:56:13:11:50']);
    expect(() => parseXlConfig('name = "a"\nvif = [ "x"\n', '/c')).toThrow(
      '/c, line 3: the list is not closed.',
    );
    expect(() => parseXlConfig('name = "a"\nnonsense\n', '/c')).toThrow('/c, line 2: this is no setting.');
  });

  test('native words and keys make one row; keys of ours add what xl does not know', () => {
    const [entry] = xenEntries([file('/x/tst100/tst100.conf', CONF)]);
    expect(entry).toBeDefined();
    expect(entry && configuredRecord(entry)).toMatchObject({
      label: 'tst100',
      state: 'off',
      uuid: '6842caf9-1e3e-4324-9ed5-96b8b9f2c5c2',
      macs: ['00:50:56:13:11:40', '00:50:56:13:11:50'],
      memoryTotal: 96 * 2 ** 20,
      vcpus: 2,
      accelerator: 'PARA',
      addresses: ['192.168.1.220'],
      facts: { dist: 'CentOS' },
    });
  });

  test('the filter of the ancestor: said so, or five words of it; hidden ones are not there', () => {
    const bare = 'name="a"\nvif=[]\ndisk=[]\nmemory=1\nuuid="x"\n';
    const paths = (files: readonly FoundFile[]): readonly string[] =>
      xenEntries(files).map(({ config }) => config);
    expect(
      paths([
        file('/five.cfg', bare),
        file('/four.conf', bare.replace('uuid', 'x')),
        file('/hid.conf', `#@#MAGICID-IGNORE\n${bare}`),
      ]),
    ).toEqual(['/five.cfg']);
  });

  test('of files with one UUID the one named as its folder is the machine', () => {
    const entries = xenEntries([
      file('/x/tst100/tst100-inst.conf', CONF),
      file('/x/tst100/tst100.conf', CONF),
    ]);
    expect(entries.map(({ config, uuid, isCopy }) => [config, uuid !== undefined, isCopy])).toEqual([
      ['/x/tst100/tst100-inst.conf', false, true],
      ['/x/tst100/tst100.conf', true, false],
    ]);
  });

  test('a file with an error is a row that says so', () => {
    const [entry] = xenEntries([file('/x/bad.conf', '#@#MAGICID-XEN\n#@#LABEL = "bad"\nname = \n')]);
    expect(entry && configuredRecord(entry)).toMatchObject({
      label: 'bad',
      note: expect.stringContaining('line'),
    });
  });

  test('a state counts when its record stands beside it and is of the owner or root', () => {
    const saved = { label: 'tst100', config: '/x/tst100.conf', state: '/x/tst100.vmstate', at: 5, uid: 7 };
    const record = (uid: number, path = '/x/tst100.vmstate.json') => file(path, printSaved(saved), uid);
    const stateOfRecord = (one: FoundFile) =>
      xenEntries([file('/x/tst100.conf', CONF, 7), one])[0]?.saved?.state;
    expect(stateOfRecord(record(7))).toBe('/x/tst100.vmstate');
    expect(stateOfRecord(record(0))).toBe('/x/tst100.vmstate');
    expect(stateOfRecord(record(666))).toBeUndefined();
    expect(stateOfRecord(record(7, '/tmp/other.vmstate.json'))).toBeUndefined();
    expect(parseSaved(file('/x', '{'))).toBeNull();
  });
});

test('what libxl says first is why', () => {
  expect(firstLine(fixture('create-twice'))).toBe('Domain with name "tst100" already exists.');
});

describe('what libvirt has defined', () => {
  const XML = `<!--
WARNING: THIS IS AN AUTO-GENERATED FILE.
-->

<domain type='xen'>
  <name>a&amp;b</name>
  <uuid>6842caf9-1e3e-4324-9ed5-96b8b9f2c5c2</uuid>
  <memory unit='KiB'>98304</memory>
  <vcpu placement='static'>2</vcpu>
  <os>
    <type arch='x86_64' machine='xenfv'>hvm</type>
  </os>
  <devices>
    <interface type='bridge'>
      <mac address='00:50:56:13:11:40'/>
    </interface>
    <graphics type='vnc' port='-1'/>
  </devices>
</domain>`;

  test('each file is a guest; a kept state makes it suspended', () => {
    const told = `F /etc/libvirt/libxl/a&b.xml\n${indented(XML)}\nF /etc/libvirt/libxl/bad.xml\n <domain>\n`;
    expect(parseDefinitions(told)).toEqual([
      expect.objectContaining({
        config: '/etc/libvirt/libxl/a&b.xml',
        label: 'a&b',
        uuid: '6842caf9-1e3e-4324-9ed5-96b8b9f2c5c2',
        memory: 96,
        vcpus: 2,
        macs: ['00:50:56:13:11:40'],
        kind: 'HVM',
        hasScreen: true,
      }),
    ]);
    const [saved] = parseDefinitions(`${told}S /var/lib/libvirt/libxl/save/a&b.save\n`);
    expect(saved && configuredRecord(saved).state).toBe('suspended');
  });
});

describe('news of the watch', () => {
  async function* bytes(...chunks: readonly string[]) {
    for (const chunk of chunks) yield Buffer.from(chunk);
  }

  test('lists behind which a change stands, however they are cut', async () => {
    const seen: (readonly string[])[] = [];
    for await (const rows of changes(bytes('.\n.\n Na', 'me\n a 1\nC\n.\n', ' Name\n'))) seen.push(rows);
    expect(seen).toEqual([['Name', 'a 1']]);
  });

  test('a list without end is refused', async () => {
    const endless = changes(bytes(...Array.from({ length: 6 }, () => ` ${'x'.repeat(2 ** 20)}`)));
    await expect(endless.next()).rejects.toMatchObject({ code: 'output-too-large' });
  });
});

test('who has a console: the account behind sudo, where there is one', () => {
  expect(holderOf('812 root 61 acue\n900 root 3 \n')).toEqual({
    who: 'Process 812 of acue, as root,',
    age: 61,
  });
  expect(holderOf('812 root 61 \n')).toEqual({ who: 'Process 812 of root', age: 61 });
  expect(holderOf('812 root 61 root\n')).toEqual({ who: 'Process 812 of root', age: 61 });
  expect(holderOf('')).toEqual({ who: 'Somebody' });
});
