/** What QEMU on a host can do, and what is missing there. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { Failure, fail, type FailureData } from '../../model/failure.ts';
import type { Readiness } from '../../model/host.ts';
import { isQemu } from './cmdline.ts';

/**
 * Only facts that are cheap and safe to know. /dev/kvm that can be opened proves nothing (a nested or paravirtual KVM
 * may not run a guest), so it is told as what it is: whether the processor has the extensions and the device exists.
 */
export const READINESS_SCRIPT = `
export LC_ALL=C
IFS=:
for d in $PATH /usr/libexec; do
  for b in "$d"/qemu-system-* "$d"/qemu-kvm; do [ -x "$b" ] && [ -f "$b" ] && echo "Q $b"; done
done
unset IFS
for b in qemu-system-x86_64 qemu-system-aarch64 /usr/libexec/qemu-kvm; do
  v=$("$b" --version 2>/dev/null | head -n 1) && [ -n "$v" ] && { echo "V $v"; break; }
done
[ -r /proc/stat ] && echo 'L proc'
[ -e /dev/kvm ] && echo 'K device'
grep -qwE 'vmx|svm' /proc/cpuinfo 2>/dev/null && echo 'K cpu'
for t in setsid base64 runuser socat nc; do command -v "$t" >/dev/null 2>&1 && echo "T $t"; done
exit 0
`;

export interface Facts {
  readonly architectures: readonly string[];
  readonly version?: string;
  readonly kvm: { readonly device: boolean; readonly cpu: boolean };
  readonly proc: boolean;
  readonly tools: ReadonlySet<string>;
}

export function parseFacts(stdout: string): Facts {
  const values = (mark: string): string[] =>
    stdout.split('\n').flatMap((line) => (line.startsWith(`${mark} `) ? [line.slice(2)] : []));
  const binaries = values('Q').filter(isQemu);
  const version = /version (\S+)/.exec(values('V')[0] ?? '')?.[1];
  return {
    architectures: [
      ...new Set(binaries.map((path) => path.replace(/^.*\/(qemu-system-)?|-microvm$/g, ''))),
    ].sort(),
    ...(version !== undefined && { version }),
    kvm: { device: values('K').includes('device'), cpu: values('K').includes('cpu') },
    proc: values('L').includes('proc'),
    tools: new Set(values('T')),
  };
}

const lacks = (host: string, tool: string, what: string, remedy: string): FailureData =>
  fail('tool-missing', `${host} has no ${tool}: ${what}.`, remedy, { tool }).toData();

export function missingOf({ architectures, kvm, proc, tools }: Facts, host: string, elevated: boolean) {
  const none = architectures.length === 0;
  const kvmWhy = kvm.device ? 'its processor shows no virtualization extensions' : '/dev/kvm is not there';
  return [
    ...(proc ? [] : [lacks(host, '/proc', 'running guests cannot be found', 'Only Linux hosts are read.')]),
    ...(none ? [lacks(host, 'qemu-system-*', 'no guest can be started', `Install QEMU on ${host}.`)] : []),
    ...(none || (kvm.device && kvm.cpu)
      ? []
      : [lacks(host, 'KVM', kvmWhy, 'Guests run without acceleration (TCG); switch it on in the firmware.')]),
    ...(tools.has('base64')
      ? []
      : [lacks(host, 'base64', 'running guests cannot be read', 'Install coreutils there.')]),
    ...(tools.has('setsid')
      ? []
      : [lacks(host, 'setsid', 'no guest can be started', 'Install util-linux there.')]),
    ...(!elevated || tools.has('socat') || tools.has('nc')
      ? []
      : [lacks(host, 'socat', "other accounts' sockets cannot be reached", `Install socat on ${host}.`)]),
  ];
}

/** null: the host's elevation works, or it has none. */
async function elevationFault(on: Channel, options: CallOptions): Promise<FailureData | null> {
  if (on.elevation === 'none') return null;
  try {
    await on.exec(['true'], { ...options, elevate: true });
    return null;
  } catch (caught) {
    if (caught instanceof Failure && caught.code === 'rights-missing') return caught.toData();
    throw caught;
  }
}

function titleOf({ version, architectures, kvm }: Facts): string | undefined {
  if (version === undefined) return undefined;
  const shown = architectures.slice(0, 4).join(', ') + (architectures.length > 4 ? ' ...' : '');
  return `${version} (${shown})${kvm.device && kvm.cpu ? ', KVM offered' : ''}`;
}

export async function probe(on: Channel, options: CallOptions = {}): Promise<Readiness> {
  const { stdout } = await on.exec(['sh', '-c', READINESS_SCRIPT], options);
  const facts = parseFacts(stdout);
  const fault = await elevationFault(on, options);
  const missing = missingOf(facts, on.name, on.elevation !== 'none');
  const version = titleOf(facts);
  return {
    type: 'QEMU',
    usable: facts.proc && facts.tools.has('base64'),
    ...(version !== undefined && { version }),
    missing: fault === null ? missing : [...missing, fault],
  };
}
