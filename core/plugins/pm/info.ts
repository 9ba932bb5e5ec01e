/** INFO: what a host is, from what its script printed. Pure. */
import type { ReportSection, ReportValue } from '../../model/report.ts';
import { processors } from './cpus.ts';
import { first, marked, meminfo, plain } from './lines.ts';
import { type HostFacts, parseHost } from './parse.ts';
import { mebibytes, section, valuesOf } from './values.ts';

/** What the product itself runs on a host, and what single technologies and verbs use. */
const MANDATORY = ['sh', 'sed', 'grep', 'sshd'];
const OPTIONAL = [
  'ssh',
  'sudo',
  'base64',
  'setsid',
  'tmux',
  'screen',
  'socat',
  'ethtool',
  'sensors',
  'ipmitool',
  'dmidecode',
  'qemu-system-x86_64',
  'xl',
  'virsh',
  'VBoxManage',
  'vmrun',
  'vncserver',
];

/** @returns null when this is not what the script prints */
export function parseInfo(name: string, stdout: string): readonly ReportSection[] | null {
  const host = parseHost(stdout);
  if (host === null) return null;
  const lines = stdout.split('\n');
  return [
    ...section(name, node(host, lines)),
    ...processors(lines, host),
    ...section('Virtualisation', virtualisation(lines)),
    ...section('Memory', memory(host, lines)),
    ...section('Mandatory software', software(lines, MANDATORY)),
    ...section('Optional software', software(lines, OPTIONAL)),
  ];
}

const node = (host: HostFacts, lines: readonly string[]): readonly ReportValue[] =>
  valuesOf([
    ['Node', host.hostname],
    ['System', host.system],
    ['OS', first(lines, 'KS')],
    ['Release', first(lines, 'KR')],
    ['Kernel', first(lines, 'KV')],
    ['SMP', (host.cpus ?? 1) > 1 ? 'yes' : 'no'],
    ['Machine', host.arch],
    ['Model', host.model],
    ['UUID', host.uuid],
    ...host.macs.map((mac) => ['MAC', mac] as const),
    ...host.addresses.map((address) => ['Address', address] as const),
    ['Account', host.user],
  ]);

const memory = ({ memoryTotal }: HostFacts, lines: readonly string[]): readonly ReportValue[] =>
  valuesOf([
    ['Memory total', mebibytes(memoryTotal)],
    ['Swap total', mebibytes(meminfo(lines, 'SwapTotal'))],
  ]);

const yes = (is: boolean): string => (is ? 'yes' : 'no');

/** Flags are of x86; other processors have none of these, which says nothing of what they can do. */
function virtualisation(lines: readonly string[]): readonly ReportValue[] {
  const flags = new Set((first(lines, 'F') ?? '').replace(/^[^:]*:/, '').split(/\s+/));
  const isX86 = (first(lines, 'F') ?? '').startsWith('flags');
  const inside = first(lines, 'W');
  return valuesOf([
    ...(isX86 ? ['vmx', 'svm', 'pae'].map((flag) => [flag, yes(flags.has(flag))] as const) : []),
    ['/dev/kvm', yes(first(lines, 'KD') !== undefined)],
    ['Itself runs in', inside === 'none' ? undefined : inside],
  ]);
}

/** Path and version, or that it is missing. */
function software(lines: readonly string[], tools: readonly string[]): readonly ReportValue[] {
  const paths = named(marked(lines, 'T'));
  const versions = named(marked(lines, 'V'));
  return tools.map((tool) => {
    const path = paths.get(tool);
    const version = /\d+\.\d[\w.+~-]*/.exec(versions.get(tool) ?? '')?.[0];
    return {
      name: tool,
      value: path === undefined ? 'missing' : plain(version === undefined ? path : `${path} ${version}`),
    };
  });
}

/** `NAME the rest` */
const named = (values: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    values.map((value) => {
      const [name = '', ...rest] = value.split(' ');
      return [name, rest.join(' ')] as const;
    }),
  );
