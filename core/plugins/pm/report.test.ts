import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ReportSection } from '../../model/report.ts';
import { localChannel } from '../testing/local.ts';
import { health } from './health.ts';
import { parseInfo } from './info.ts';
import { pm } from './plugin.ts';
import { busiest } from './processes.ts';
import { fileSystems, parseShow } from './show.ts';
import { duration } from './values.ts';

/** Without its header: lines that start with `##`. */
const fixture = (name: string): string =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8').replace(/^##.*\n/gm, '');

/** Values of a section as pairs. */
const section = (sections: readonly ReportSection[] | null, title: string) =>
  sections
    ?.find((one) => one.title === title)
    ?.values.map(({ name, value }): readonly [string, string] => [name, value]);

describe('SHOW', () => {
  const shown = parseShow('lab00', fixture('show-busybox.txt'));

  test('tells node, memory and file systems of a busybox host', () => {
    expect(section(shown, 'lab00')).toEqual(
      expect.arrayContaining([
        ['Node', 'vm'],
        ['OS', 'Linux'],
        ['Machine', 'x86_64'],
        ['Processors', '2'],
      ]),
    );
    expect(section(shown, 'Memory')).toEqual(expect.arrayContaining([['Memory total', '24106 MiB']]));
    expect(section(shown, 'File systems')).toEqual([['/', '24 % of 252.0 GiB used (/dev/vda)']]);
    expect(section(shown, 'Health')).toEqual([['Sensors', 'none']]);
  });

  test('the busiest process is first; what came between two readings is none of them', () => {
    const processes = section(shown, 'Processes');
    expect(processes?.[0]).toEqual(['3142', 'sh (root): 102.0 % CPU, 1 MiB']);
    expect(processes?.map(([pid]) => pid)).not.toContain('3156');
    expect(processes?.map(([pid]) => pid)).not.toContain('3161');
  });

  test('a process cannot pose as another line, nor send codes to a terminal', () => {
    const stat = (name: string, ticks: number) =>
      `7 (${name}) S 1 7 7 0 -1 0 0 0 0 0 ${ticks} 0 0 0 20 0 1 0 5 1000 256 0`;
    const name = 'x) S 1 (\u001b[2Jy';
    const values = busiest(
      ['A cpu  0 0 0 100', `A ${stat(name, 0)}`, 'B cpu  50 0 0 150', `B ${stat(name, 50)}`, 'G 4096'],
      1,
    );
    expect(values).toEqual([{ name: '7', value: 'x) S 1 (\ufffd[2Jy (?): 50.0 % CPU, 1 MiB' }]);
  });

  test('where there is no /proc, ps tells', () => {
    expect(busiest(['Q  12.5  20480  4711 root  /usr/sbin/sshd', 'Q nonsense'], 4)).toEqual([
      { name: '4711', value: '/usr/sbin/sshd (root): 12.5 % CPU, 20 MiB' },
    ]);
  });

  test('file systems are disks and volumes, each once, and the root whatever it is', () => {
    const told = fileSystems([
      'Filesystem 1024-blocks Used Available Capacity Mounted on',
      'overlay 100 50 50 50% /',
      'tank/home 2097152 1048576 1048576 50% /home of all',
      '/dev/loop3 100 100 0 100% /snap/core',
      '/dev/sda1 1048576 0 -10 0% /boot',
      '/dev/sda1 1048576 0 -10 0% /mnt',
      'filer:/vol/x 100 1 99 1% /net',
      'tmpfs 100 1 99 1% /run',
    ]);
    expect(told.map(({ name }) => name)).toEqual(['/', '/home of all', '/boot']);
    expect(told[1]?.value).toBe('50 % of 2.0 GiB used (tank/home)');
  });
});

describe('health', () => {
  const marked = (mark: string, text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => `${mark} ${line}`);

  test('sensors -u: readings with their limits; flags and critical temperatures are alarms', () => {
    const told = health(
      marked(
        'H',
        `
coretemp-isa-0000
Adapter: ISA adapter
Package id 0:
  temp1_input: 101.000
  temp1_max: 80.000
  temp1_crit: 100.000
  temp1_crit_alarm: 0.000
Core 0:
  temp2_input: 45.000
  temp2_crit: 100.000

nct6775-isa-0290
Adapter: ISA adapter
Vcore:
  in0_input: 0.888
  in0_min: 0.000
  in0_max: 1.744
  in0_alarm: 0.000
fan1:
  fan1_input: 0.000
  fan1_min: 600.000
  fan1_alarm: 1.000`,
      ),
    );
    expect(told).toEqual([
      { name: 'coretemp-isa-0000 Package id 0', value: '101 °C (high 80, critical 100) ALARM' },
      { name: 'coretemp-isa-0000 Core 0', value: '45 °C (critical 100)' },
      { name: 'nct6775-isa-0290 Vcore', value: '0.888 V (high 1.744)' },
      { name: 'nct6775-isa-0290 fan1', value: '0 RPM (low 600) ALARM' },
      { name: 'Alarms', value: '2' },
    ]);
  });

  test('hwmon files: thousandths, labels and two chips of a name', () => {
    const told = health(
      marked(
        'X',
        `
chip hwmon0 k10temp
temp1_input 45500
temp1_crit 90000
temp1_label Tctl
chip hwmon1 k10temp
temp1_input 30000
in0_input 12096
power1_average 65000000
fan1_input
chip hwmon2 acpitz`,
      ),
    );
    expect(told).toEqual([
      { name: 'k10temp Tctl', value: '45.5 °C (critical 90)' },
      { name: 'k10temp temp1', value: '30 °C' },
      { name: 'k10temp in0', value: '12.096 V' },
      { name: 'k10temp power1', value: '65 W' },
      { name: 'Alarms', value: '0' },
    ]);
  });
});

describe('INFO', () => {
  const told = parseInfo('lab00', fixture('info-busybox.txt'));

  test('tells processors by kind, and what they can', () => {
    expect(section(told, 'CPU')).toEqual([
      ['Vendor', 'GenuineIntel'],
      ['Family', '6'],
      ['Model', '167'],
      ['Name', 'Intel(R) Xeon(R) Processor'],
      ['Stepping', '1'],
      ['Cache', '491520 KB'],
      ['MHz', '2600'],
      ['Count', '2'],
    ]);
    expect(section(told, 'Virtualisation')).toEqual([
      ['vmx', 'no'],
      ['svm', 'no'],
      ['pae', 'yes'],
      ['/dev/kvm', 'yes'],
    ]);
  });

  test('tells tools with path and version, and which are missing', () => {
    expect(section(told, 'Mandatory software')).toEqual([
      ['sh', '(part of sh)'],
      ['sed', '(part of sh) 4.0'],
      ['grep', '(part of sh) 1.35.0'],
      ['sshd', '/usr/sbin/sshd 9.2'],
    ]);
    expect(section(told, 'Optional software')).toEqual(expect.arrayContaining([['virsh', 'missing']]));
  });

  test('kinds of processors are a section each', () => {
    const cpu = (number: number, part: string) => [
      `C processor : ${number}`,
      'C CPU implementer : 0x41',
      `C CPU part : ${part}`,
    ];
    const lines = [...cpu(0, '0xd05'), ...cpu(1, '0xd05'), ...cpu(2, '0xd0a')];
    const arm = parseInfo('pi', `n pi\nk Linux 6\n${lines.join('\n')}\nF Features : fp asimd\n`);
    expect(section(arm, 'CPU 1')).toContainEqual(['Count', '2']);
    expect(section(arm, 'CPU 2')).toContainEqual(['Model', '0xd0a']);
    expect(section(arm, 'Virtualisation')).toEqual([['/dev/kvm', 'no']]);
  });

  test('a BSD tells its processor by name', () => {
    const bsd = parseInfo('bsd', 'n bsd\nk FreeBSD 14.1\nc 4\nS Intel(R) Core(TM) i5\n');
    expect(section(bsd, 'CPU')).toEqual([
      ['Name', 'Intel(R) Core(TM) i5'],
      ['Count', '4'],
    ]);
  });
});

test.each([parseShow, parseInfo])('what is no answer is null', (parse) => {
  expect(parse('x', 'sh: not found\n')).toBeNull();
});

test.each([
  [59, '0 min'],
  [3_660, '1 h 1 min'],
  [90_061, '1 d 1 h 1 min'],
])('%i s are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test('this host tells of itself', async () => {
  const on = await localChannel();
  try {
    const show = (await pm.report?.(on, 'show')) ?? null;
    expect(section(show, 'Processes')?.[0]).toEqual([
      expect.stringMatching(/^\d+$/),
      expect.stringMatching(/ % CPU, \d+ MiB$/),
    ]);
    const info = (await pm.report?.(on, 'info')) ?? null;
    expect(section(info, 'Mandatory software')?.[0]).toEqual(['sh', expect.stringMatching(/^\/.*\/sh/)]);
  } finally {
    on.close();
  }
});
