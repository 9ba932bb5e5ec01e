/** A host's own description from what its script printed: the keys of pm.conf or vm.conf in their order. Pure. */
import { type Mconf, type MconfKeys, type MconfKind, mconfPath } from '../../model/mconf.ts';
import { pairsOf } from './interfaces.ts';
import { first, plain, unquote } from './lines.ts';
import { type HostFacts, parseHost } from './parse.ts';

/** Products whose DMI name says that they are a hypervisor's. */
const VIRTUAL =
  /\b(KVM|QEMU|VirtualBox|VMware|Virtual Machine|HVM domU|Bochs|OpenStack|Compute Engine|EC2)\b/i;

/** @returns null when this is not what the script prints */
export function parseMconf(stdout: string, wanted?: MconfKind): Mconf | null {
  const host = parseHost(stdout);
  if (host === null) return null;
  const lines = stdout.split('\n');
  const kind = wanted ?? (isGuest(host, lines) ? 'VM' : 'PM');
  const keys = [...identity(host, lines, kind), ...system(host, lines, kind), ...place(lines, kind)];
  const cards = pairsOf(lines, host).flatMap(({ mac, ip }, index) => [
    [`MAC${index}`, mac ?? ''] as const,
    [`IP${index}`, ip ?? ''] as const,
  ]);
  const all: MconfKeys = [
    ...keys,
    ...capacity(host, lines),
    ...cards,
    ['STACKLEVEL', kind === 'PM' ? '0' : '1'],
  ];
  return { kind, keys: all.map(([key, value]) => [key, plain(value).replaceAll('"', '')]) };
}

function isGuest({ model = '' }: HostFacts, lines: readonly string[]): boolean {
  const told = first(lines, 'MH');
  if (told !== undefined) return told !== 'none';
  return VIRTUAL.test(model) || flagsOf(lines).has('hypervisor');
}

const flagsOf = (lines: readonly string[]): ReadonlySet<string> =>
  new Set((first(lines, 'MF') ?? '').replace(/^[^:]*:/, '').split(/\s+/));

function identity(host: HostFacts, lines: readonly string[], kind: MconfKind): MconfKeys {
  const os = (first(lines, 'MS') ?? '').replace(/[^A-Za-z0-9_-]/g, '');
  return [
    ['CTYSREL', ''],
    ['VERNO', ''],
    ['DATE', first(lines, 'MD') ?? ''],
    ...(os === '' ? [] : [[`MAGICID-${os}`, ''] as const]),
    ['HOST', host.hostname],
    ['LABEL', host.hostname.split('.')[0] ?? ''],
    ['ID', mconfPath(kind)],
    ['UUID', host.uuid ?? ''],
    ['VNCPORT', ''],
    ['VNCBASE', ''],
    ['VNCDISPLAY', ''],
    ['SPORT', ''],
    ['UID', first(lines, 'MU') ?? ''],
    ['GID', first(lines, 'MG') ?? ''],
  ];
}

const system = (host: HostFacts, lines: readonly string[], kind: MconfKind): MconfKeys => [
  ['DIST', unquote(first(lines, 'MI') ?? '')],
  ['DISTREL', unquote(first(lines, 'MV') ?? '')],
  ['OS', first(lines, 'MS') ?? ''],
  ['OSREL', first(lines, 'MR') ?? ''],
  ['SERNO', first(lines, 'MD') ?? ''],
  ['CATEGORY', kind],
  ['ARCH', host.arch ?? ''],
  ['PLATFORM', host.model ?? ''],
  ['VMSTATE', 'ACTIVE'],
];

function place(lines: readonly string[], kind: MconfKind): MconfKeys {
  const hypervisor = first(lines, 'MH') ?? '';
  return [
    ...(kind === 'VM' ? [['HYPERREL', hypervisor === 'none' ? '' : hypervisor] as const] : []),
    ['EXECLOCATION', 'LOCAL'],
    ['RELOCCAP', kind === 'PM' ? 'FIXED' : 'PINNED'],
    ['STACKCAP', ''],
    ['STACKREQ', ''],
  ];
}

function capacity({ cpus, memoryTotal }: HostFacts, lines: readonly string[]): MconfKeys {
  const flags = flagsOf(lines);
  const gateway = /^default\s+(?:via\s+)?(\S+)/.exec(first(lines, 'MW') ?? '')?.[1] ?? '';
  return [
    [
      'HWCAP',
      ['vmx', 'svm', 'pae']
        .filter((flag) => flags.has(flag))
        .join(',')
        .toUpperCase(),
    ],
    ['HWREQ', ''],
    ['VCPU', cpus === undefined ? '' : String(cpus)],
    ['VRAM', memoryTotal === undefined ? '' : String(Math.round(memoryTotal / 2 ** 20))],
    ['CONSOLE_KVM', ''],
    ['CONSOLE_COM', ''],
    ['GATEWAY', /^[0-9a-f.:]+$/i.test(gateway) ? gateway : ''],
    ['CSTRG', ''],
    ['USTRG', ''],
  ];
}
