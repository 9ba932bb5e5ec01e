/** xl on a host: found where root has it, run with the rights the host gives, its complaints told in our words. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { type Failure, fail } from '../../model/failure.ts';
import { execAsAllowed } from '../config/account.ts';
import { firstLine, rightsFault } from './rights.ts';

/** $@: the tool and its words. Where only xm is, it does what xl would: it knows the same verbs, but not to ask by ACPI. */
const TOOL = `
PATH="$PATH:/usr/sbin:/sbin:/usr/local/sbin"
export PATH LC_ALL=C
if [ "$1" = xl ] && ! command -v xl >/dev/null && command -v xm >/dev/null; then
  verb=$2
  shift 2
  [ "\${1-}" = -F ] && shift
  set -- xm "$verb" "$@"
fi
exec "$@"`;

const argvOf = (...words: readonly string[]): readonly string[] => ['sh', '-c', TOOL, 'sh', ...words];

export const xlArgv = (...words: readonly string[]): readonly string[] => argvOf('xl', ...words);

/** ms; xl waits for other calls of it, and for devices up to 90 s. */
const LIMIT = 120_000;
const NO_COMMAND = 127;

/** @returns what it said. @throws Failure tool-missing, rights-missing, command-failed */
export async function xl(
  on: Channel,
  words: readonly string[],
  options: CallOptions & { readonly timeout?: number },
): Promise<string> {
  const { code, stdout, stderr } = await execAsAllowed(on, xlArgv(...words), { timeout: LIMIT, ...options });
  if (code === 0) return stdout;
  throw faultOf(on, `${stderr}\n${stdout}`.trim(), code);
}

/** For what libvirt has defined. @throws Failure tool-missing, rights-missing, command-failed */
export async function virsh(
  on: Channel,
  words: readonly string[],
  options: CallOptions & { readonly timeout?: number },
): Promise<string> {
  const argv = argvOf('virsh', '-q', '-c', 'xen:///system', ...words);
  const { code, stdout, stderr } = await execAsAllowed(on, argv, { timeout: LIMIT, ...options });
  if (code === 0) return stdout;
  // libvirt passes on what libxl said, and adds complaints of its own about polkit.
  const output = stderr.replace(/^Authorization not available.*\n/gm, '').trim();
  if (code === NO_COMMAND) throw faultOf(on, output, code, 'virsh');
  const [last = 'it says nothing'] = output.split('\n').reverse();
  throw fail(
    'command-failed',
    `virsh failed on ${on.name}: ${last.replace(/^error: /, '')}`,
    'What libxl said about it stands in /var/log/libvirt/libxl/libxl-driver.log there.',
    { output: output.slice(-4000) },
  );
}

interface Known {
  readonly pattern: RegExp;
  readonly told: (found: RegExpExecArray, host: string) => readonly [message: string, remedy: string];
}

/** What goes wrong often, as libxl 4.17 says it. */
const KNOWN: readonly Known[] = [
  {
    pattern: /stopping bootloader: domain \d+ removed/,
    told: () => [
      'Its boot loader was ended before it had chosen a kernel: the domain was destroyed.',
      'Start it again.',
    ],
  },
  {
    pattern: /bootloader failed - consult logfile (\S+)/,
    told: ([, log], host) => [
      'Its boot loader failed, or was left without a choice.',
      `Start it again with its console; ${log} on ${host} has more.`,
    ],
  },
  {
    pattern: /Domain with name "?([^"\n]+?)"? already exists/,
    told: ([, name], host) => [
      `A domain called ${name} runs on ${host} already.`,
      'Connect to it, or stop it first.',
    ],
  },
  {
    pattern:
      /(?:failed to free memory|not enough (?:free )?memory|ENOMEM|Cannot allocate memory|not free enough)/i,
    told: (_found, host) => [
      `${host} has not enough memory for it.`,
      'Stop another guest, or give this one less memory.',
    ],
  },
  {
    pattern: /(?:Disk|failed to (?:open|stat)|stat.*fail)[^\n]*?(\/[^\s:'"]+)[^\n]*No such file/i,
    told: ([, path], host) => [
      `${path} is not there on ${host}.`,
      'Put the disk image or kernel there, or correct the configuration.',
    ],
  },
  {
    pattern: /Could not find bridge device (\S+)|bridge (\S+) (?:does not exist|not found)/i,
    told: ([, one, other], host) => [
      `${host} has no bridge ${one ?? other}.`,
      `Make it there (ip link add ${one ?? other} type bridge), or name another in the configuration.`,
    ],
  },
  {
    pattern: /([^\s:]+):(\d+): config parsing error near `?([^'\n]*)'?/,
    told: ([, path, line, near]) => [
      `${path}, line ${line}: xl does not understand '${near}'.`,
      'Correct it with an editor.',
    ],
  },
];

function faultOf(on: Channel, output: string, code: number | null, tool: 'xl' | 'virsh' = 'xl'): Failure {
  if (code === NO_COMMAND)
    return fail(
      'tool-missing',
      `${on.name} has no ${tool}.`,
      tool === 'xl'
        ? 'Install xen-utils there, or look whether it runs under Xen.'
        : 'Install libvirt-clients there; libvirt has defined this guest.',
    );
  for (const { pattern, told } of KNOWN) {
    const found = pattern.exec(output);
    if (found === null) continue;
    const [message, remedy] = told(found, on.name);
    return fail('command-failed', message, remedy, { output: output.slice(-4000) });
  }
  const fault = rightsFault(on, output);
  if (fault.code === 'rights-missing') return fault;
  return fail(
    'command-failed',
    `${tool} failed on ${on.name}: ${firstLine(output)}`,
    'The output tells more.',
    {
      output: output.slice(-4000),
    },
  );
}
