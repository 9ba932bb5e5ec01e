import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { candidatesOf, findEntry, makeCatalogue } from './catalogue.ts';
import { describe as describeKeys } from '../config/described.ts';
import { isHidden, mergeKeys, parseKeys } from '../config/keys.ts';
import { cleanUuid } from '../config/uuid.ts';
import { isQemu, parseCmdline } from './cmdline.ts';
import { holderIn } from './holder.ts';
import { completeArgs } from './operations/args.ts';
import { parseOptions } from './options.ts';
import { parseSnapshot } from './processes.ts';
import { missingOf, parseFacts } from './readiness.ts';
import { distinct, configuredRecord } from './record.ts';
import { execWord, parseSaved, printSaved, recordPath, stemOf } from './saved.ts';
import { DEFAULT_BASES, parseScan, resolveBases } from '../config/scan.ts';
import { argvOfArgs, commandOfScript } from './start-script.ts';
import { vncOfAnswer } from './vnc.ts';

/** Without its header: lines that start with `##`. */
const fixture = (name: string): string =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8').replace(/^##.*\n/gm, '');

const parse = (text: string, cwd?: string) => parseCmdline(['qemu-system-x86_64', ...text.split(' ')], cwd);

test('a real process list', () => {
  const snapshot = parseSnapshot(fixture('list.txt'));
  const [process] = snapshot?.processes ?? [];
  expect(snapshot?.processes).toHaveLength(1);
  expect(process).toMatchObject({ pid: 2103, uid: 0, user: 'root', exe: '/usr/bin/qemu-system-x86_64' });
  expect(parseCmdline(process?.argv ?? [], process?.cwd)).toMatchObject({
    arch: 'x86_64',
    name: 'a,b',
    uuid: '11111111-2222-4333-8444-555555555555',
    qmp: [{ unix: '/tmp/qt/qmp' }],
    serial: [{ chardev: 's0', endpoint: { unix: '/tmp/qt/ser' } }],
    vnc: { endpoint: { host: '127.0.0.1', port: 5977 }, password: true },
    memory: 64 * 2 ** 20,
    vcpus: 1,
    accelerator: 'TCG',
    macs: ['02:79:00:00:00:77'],
    pidfile: '/tmp/qt/pid',
    libvirt: false,
  });
});

test.each(['', 'no', 'H', 'H 1 2', 'H a b c d\nP 1 0 root', '\0\0'])(
  'a broken process list is null',
  (text) => {
    expect(parseSnapshot(text)).toBeNull();
  },
);

describe('command lines', () => {
  test.each([
    ['-qmp unix:/a,server,nowait', [{ unix: '/a' }]],
    ['-qmp unix:rel.sock,server=on', [{ unix: '/home/x/rel.sock' }]],
    ['-qmp tcp:0.0.0.0:4444,server=on,wait=off', [{ host: '127.0.0.1', port: 4444 }]],
    ['-qmp tcp::4444,server', [{ host: '127.0.0.1', port: 4444 }]],
    ['-qmp tcp:[::1]:4444,server', [{ host: '::1', port: 4444 }]],
    ['-chardev socket,id=m,path=/a,,b,server=on -mon chardev=m,mode=control', [{ unix: '/a,b' }]],
    [
      '-chardev socket,id=m,host=127.0.0.1,port=9,server=on -mon m,mode=control',
      [{ host: '127.0.0.1', port: 9 }],
    ],
    ['-chardev socket,id=m,path=/a,server=on -qmp chardev:m', [{ unix: '/a' }]],
    ['-chardev socket,id=m,path=/a,server=on -mon chardev=m,mode=readline', []],
    ['-monitor unix:/hmp,server', []],
    ['-qmp unix:/client', []],
    ['-qmp stdio', []],
    ['-qmp tcp:h:99999,server', []],
  ])('%s', (text, endpoints) => {
    expect(parse(text, '/home/x').qmp).toEqual(endpoints);
  });

  test.each([
    ['-vnc :1', { endpoint: { host: '127.0.0.1', port: 5901 }, password: false }],
    ['-vnc [::1]:2,password', { endpoint: { host: '::1', port: 5902 }, password: true }],
    ['-vnc unix:/a', { endpoint: { unix: '/a' }, password: false }],
    ['-display vnc=:3', { endpoint: { host: '127.0.0.1', port: 5903 }, password: false }],
    ['-vnc none', undefined],
    ['-vnc host:1,reverse=on', undefined],
    ['-display gtk', undefined],
  ])('%s', (text, vnc) => {
    expect(parse(text).vnc).toEqual(vnc);
  });

  test.each([
    ['-m 2G -smp 4', 2 * 2 ** 30, 4],
    ['-m size=512M,slots=2 -smp cpus=2,sockets=1', 512 * 2 ** 20, 2],
    ['-m 128 -smp sockets=2,cores=3', 128 * 2 ** 20, 6],
    ['-m x', undefined, 1],
  ])('%s', (text, memory, vcpus) => {
    expect(parse(text).memory).toBe(memory);
    expect(parse(text).vcpus).toBe(vcpus);
  });

  test.each([
    ['-enable-kvm', 'KVM'],
    ['-accel tcg,tb-size=1', 'TCG'],
    ['-machine pc,accel=kvm:tcg', 'KVM'],
    ['-M q35', 'TCG'],
  ])('%s is %s', (text, accelerator) => {
    expect(parse(text).accelerator).toBe(accelerator);
  });

  test('flags take no value, so what follows is an option; unknown options take one', () => {
    expect(parse('-S -name a -new-thing -name -daemonize -uuid x').name).toBe('a');
  });

  test('options in JSON, as libvirt writes them', () => {
    expect(
      parse(
        '-device {"driver":"e1000","netdev":"n0","mac":"52:54:00:D8:8F:F7"} -netdev {"type":"tap","ifname":"tap7"} -device {broken',
      ),
    ).toMatchObject({ macs: ['52:54:00:d8:8f:f7'], taps: ['tap7'] });
  });

  test('libvirt holds the monitor', () => {
    const found = parse(
      '-name guest=lv1,debug-threads=on -object {"file":"/var/lib/libvirt/qemu/domain-1-lv1/master-key.aes"} -chardev socket,id=charmonitor,fd=24,server=on,wait=off -mon chardev=charmonitor,id=monitor,mode=control',
    );
    expect(found).toMatchObject({ name: 'lv1', libvirt: true, qmp: [], privateMonitor: true });
  });

  test('programs and numbers', () => {
    expect(['qemu-system-x86_64-microvm', '/usr/libexec/qemu-kvm', 'kvm'].every(isQemu)).toBe(true);
    expect(['qemu-img', 'xen-qemu-system-i386', 'sh', ''].some(isQemu)).toBe(false);
    expect(cleanUuid('00000000-0000-0000-0000-000000000000')).toBeUndefined();
    expect(cleanUuid('11111111222243338444555555555ABC')).toBe('11111111-2222-4333-8444-555555555abc');
    expect(parseOptions('a,b=c=d,nowait', 'x')).toEqual(
      new Map([
        ['x', 'a'],
        ['b', 'c=d'],
        ['wait', 'off'],
      ]),
    );
  });
});

describe('configurations', () => {
  const file = (path: string, content: string) => ({ path, content, uid: 1, user: 'u', executable: true });

  test('keys: first counts, quotes and blanks are optional, switched off lines are', () => {
    const keys = parseKeys(
      '#@#MAGICID-QEMU\n##@#LABEL = "off"\n#@#LABEL="a b"\n#@#LABEL = c\n#@#VRAM = 64\n#@#MAC0="AA:bb:cc:dd:ee:ff"\n#@#IP0 = 10.0.0.1%255.0.0.0\n',
    );
    expect(describeKeys(keys)).toMatchObject({
      label: 'a b',
      memory: 64 * 2 ** 20,
      macs: ['aa:bb:cc:dd:ee:ff'],
      addresses: ['10.0.0.1'],
    });
    expect(isHidden(keys)).toBe(false);
    expect(isHidden(parseKeys('#@#MAGICID-IGNORE'))).toBe(true);
  });

  test('a script is read, not run; what depends on the run is not known', () => {
    const script =
      '#!/bin/sh\n# qemu-system-x86_64 -name no\nexec qemu-system-x86_64 \\\n -name "guest=a b" -uuid $U -qmp "unix:$here/x,server" \'-m\' 64 "$@" # end\n';
    expect(commandOfScript(script)).toEqual([
      'qemu-system-x86_64',
      '-name',
      'guest=a b',
      '-uuid',
      '',
      '-qmp',
      '',
      '-m',
      '64',
      '',
    ]);
    expect(commandOfScript('echo "qemu"; ls | grep kvm')).toBeNull();
    expect(argvOfArgs('# c\n-m\n64\n\n')).toEqual(['qemu-system-x86_64', '-m', '64']);
    expect(argvOfArgs('qemu-system-arm\n-M\nvirt\n')).toEqual(['qemu-system-arm', '-M', 'virt']);
    expect(argvOfArgs('hello')).toBeNull();
  });

  test('a start script beside its .ctys is one machine; a copy of a UUID goes by its path', () => {
    const uuid = '11111111-2222-4333-8444-555555555555';
    const ctys = `#@#MAGICID-QEMU\n#@#LABEL = "t"\n#@#UUID = "${uuid}"\n`;
    const found = makeCatalogue([
      file('/q/t/t.sh', 'qemu-system-x86_64 -name guest=t -m 32\n'),
      file('/q/t/t.ctys', ctys),
      file('/q/copy/t.ctys', ctys),
      file('/q/s/s.sh', 'qemu-system-x86_64 -name guest=s -display none\n'),
    ]);
    expect(
      found.entries.map(({ config, label, uuid: u, starter }) => [config, label, u, starter?.path]),
    ).toEqual([
      ['/q/t/t.ctys', 't', uuid, '/q/t/t.sh'],
      ['/q/copy/t.ctys', 't', undefined, undefined],
      ['/q/s/s.sh', 's', undefined, '/q/s/s.sh'],
    ]);
    expect(findEntry(parse(`-uuid ${uuid}`), undefined, found)?.config).toBe('/q/t/t.ctys');
    expect(findEntry(parse('-name s'), undefined, found)?.config).toBe('/q/s/s.sh');
    expect(findEntry(parse('-name t -qmp unix:/q/copy/t.qmp,server'), undefined, found)?.config).toBe(
      '/q/copy/t.ctys',
    );
    expect(
      findEntry(parse('-name t -uuid 99999999-2222-4333-8444-555555555555'), undefined, found)?.config,
    ).toBe('/q/copy/t.ctys');
    expect(findEntry(parse('-name other'), undefined, found)).toBeUndefined();
    expect(candidatesOf(parse('-name a -qmp unix:/r/a.qmp,server'), '/w')).toContain('/r/a.ctys');
    expect(configuredRecord(found.entries[1] as never).note).toContain('No start script');
  });

  test("a stranger's record of how to resume counts for nothing", () => {
    const saved = printSaved({ label: 'x', config: '/q/t.sh', argv: ['evil'], cwd: '/', state: '/e', at: 1 });
    const script = file('/q/t.sh', 'qemu-system-x86_64 -m 1\n');
    const record = (uid: number) => ({ ...file('/home/e/t.vmstate.json', saved), uid });
    expect(makeCatalogue([script, record(666)]).entries[0]?.saved).toBeUndefined();
    expect(makeCatalogue([script, record(1)]).entries[0]?.saved?.saved.label).toBe('x');
    expect(makeCatalogue([script, record(666)]).loose[0]?.owner.uid).toBe(666);
  });

  test('scan output: nothing in a name or content can pose as a heading', () => {
    const text =
      'O 0 root 755 /a O 1 b 644 /c.ctys\n O 0 root 755 /x\n T\n #@#MAGICID-QEMU\nO 5 u 644 /b.args\n -m\n';
    expect(parseScan(text)).toEqual({
      cut: false,
      files: [
        {
          path: '/a O 1 b 644 /c.ctys',
          uid: 0,
          user: 'root',
          executable: true,
          content: 'O 0 root 755 /x\nT\n#@#MAGICID-QEMU',
        },
        { path: '/b.args', uid: 5, user: 'u', executable: false, content: '-m' },
      ],
    });
    expect(parseScan('O bad\n y\nT\n')).toEqual({ cut: true, files: [] });
  });

  test('of several files of a machine the first that says something counts', () => {
    const first = parseKeys('#@#LABEL = ""\n#@#OS = "Linux"\n');
    const second = parseKeys('#@#LABEL = "a"\n#@#LABEL = "b"\n#@#OS = "BSD"\n');
    expect(Object.fromEntries(mergeKeys(first, second))).toEqual({ LABEL: 'a', OS: 'Linux' });
  });

  test('bases', () => {
    expect(resolveBases(DEFAULT_BASES, '/home/u')).toEqual(['/home/u', '/etc/ctys.d', '/mntn/vmpool']);
    expect(resolveBases(['~/a/', '/x', '/x/y', 'b', '$HOME/c', '/x', '/a\nb'], '/home/u')).toEqual([
      '/home/u/a',
      '/x',
      '/home/u/b',
      '/home/u/c',
    ]);
  });

  test('what is kept of a suspended guest comes back; anything else does not', () => {
    const saved = { label: 'a\n"b', argv: ['q', ''], cwd: '/', state: '/s.vmstate', at: 5 };
    expect(parseSaved(printSaved(saved))).toEqual(saved);
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"version":2}',
      printSaved({ ...saved, argv: [] }),
      printSaved({ ...saved, state: 'rel' }),
    ])
      expect(parseSaved(text)).toBeNull();
    expect(recordPath('/s.vmstate')).toBe('/s.vmstate.json');
    expect(stemOf('/q/t.x/t.ctys')).toBe('/q/t.x/t');
    expect(execWord("it's $(x)")).toBe(`'it'\\''s $(x)'`);
  });

  test('an argument file gets what it lacks and no more', () => {
    const full = completeArgs(['qemu-system-x86_64', '-m', '32'], '/p/a,b');
    expect(full.slice(3)).toEqual([
      '-name',
      'guest=a,,b',
      '-qmp',
      'unix:/p/a,,b.qmp,server=on,wait=off',
      '-serial',
      'unix:/p/a,,b.serial,server=on,wait=off',
      '-vnc',
      'unix:/p/a,,b.vnc',
      '-pidfile',
      '/p/a,b.pid',
      '-daemonize',
    ]);
    expect(completeArgs(full, '/p/a,b')).toEqual(full);
  });
});

test('who holds a socket, and answers of QEMU', () => {
  expect(holderIn(fixture('ss.txt'), '/tmp/qt/ser')).toEqual({ name: 'socat', pid: 2171 });
  expect(holderIn(fixture('ss.txt'), '/tmp/other')).toBeUndefined();
  const answers = fixture('qmp.txt')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  expect(vncOfAnswer(answers[2].return)).toEqual({
    endpoint: { host: '127.0.0.1', port: 5977 },
    password: true,
  });
  expect(vncOfAnswer({ enabled: false })).toBeNull();
  for (const answer of [
    null,
    'x',
    { enabled: true },
    { enabled: true, family: 'unix', service: 'rel', host: '' },
  ])
    expect(vncOfAnswer(answer)).toBeUndefined();
});

test('readiness of this very machine as recorded', () => {
  const facts = parseFacts(fixture('readiness.txt'));
  expect(facts).toMatchObject({
    version: '7.2.22',
    architectures: ['i386', 'x86_64'],
    kvm: { device: true, cpu: false },
  });
  expect(missingOf(facts, 'h', true).map(({ data }) => data?.tool)).toEqual(['KVM']);
  const bare = missingOf(parseFacts(''), 'h', true).map(({ data }) => data?.tool);
  expect(bare).toEqual(['/proc', 'qemu-system-*', 'base64', 'setsid', 'socat']);
});

test('what goes through a guest’s interfaces is counted by its host', () => {
  const head = 'H 10.5 1700000000 100 4096';
  expect(parseSnapshot(`${head}\nI tap0 1000 24\nI x y\n`)?.traffic).toEqual(new Map([['tap0', 1024]]));
  expect(
    parse('-netdev tap,id=n0,ifname=tap0,script=no -nic tap,ifname=tap1 -netdev user,id=n1').taps,
  ).toEqual(['tap0', 'tap1']);
});

test('two processes of one identity are two rows', () => {
  const record = { type: 'QEMU', label: 'a', state: 'running', configured: false, consoles: [] } as const;
  expect(
    distinct([
      { ...record, pid: 1 },
      { ...record, pid: 2 },
    ]).map(({ label }) => label),
  ).toEqual(['a', 'a (pid 2)']);
});
