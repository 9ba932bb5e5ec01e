/** VBoxManage on a host: found where it stands, its complaints told in our words. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { type Failure, fail } from '../../model/failure.ts';
import { FIND_VBOX } from './list-script.ts';

/** $@: its words. */
const TOOL = `${FIND_VBOX}
[ -n "$vb" ] || exit 127
exec "$vb" "$@"`;

/** ms; a machine of much memory is written to disk. */
const LIMIT = 600_000;
const NO_COMMAND = 127;

/** @returns what it said. @throws Failure tool-missing, command-failed */
export async function vboxManage(
  on: Channel,
  words: readonly string[],
  options: CallOptions & { readonly display?: string } = {},
): Promise<string> {
  const { display, ...rest } = options;
  const argv = ['sh', '-c', TOOL, 'sh', ...words];
  const called = display === undefined ? argv : ['env', `DISPLAY=${display}`, ...argv];
  const { code, stdout, stderr } = await on.exec(called, { ...rest, timeout: LIMIT });
  if (code === 0) return stdout;
  throw faultOf(on, `${stderr}\n${stdout}`.trim(), code);
}

interface Known {
  readonly pattern: RegExp;
  readonly told: (host: string) => readonly [message: string, remedy: string];
}

/** What goes wrong often, as VBoxManage says it (4.3 to 7.2). */
const KNOWN: readonly Known[] = [
  {
    pattern: /VERR_VM_DRIVER_NOT_INSTALLED|rc=-1908|vboxdrv kernel module is not loaded/,
    told: (host) => [
      `The kernel module of VirtualBox (vboxdrv) is not loaded on ${host}: no machine can be started.`,
      `Run /sbin/vboxconfig there as root (with Secure Boot the module must be signed).`,
    ],
  },
  {
    pattern: /VERR_VMX_|VERR_SVM_|VT-x is (?:not available|disabled|being used)|AMD-V is (?:not|disabled)/,
    told: (host) => [
      `The processor of ${host} does not give VirtualBox its virtualization extensions.`,
      'Switch them on in the firmware, or end the other hypervisor (KVM) there.',
    ],
  },
  {
    pattern: /VERR_NO_MEMORY|VERR_NO_LOW_MEMORY|Not enough memory|NS_ERROR_OUT_OF_MEMORY/i,
    told: (host) => [
      `${host} has not enough memory for it.`,
      'Stop another guest, or give this one less memory.',
    ],
  },
  {
    pattern: /already locked (?:by|for) a session|is already locked/,
    told: () => [
      'VirtualBox has it locked: another program works on it.',
      'Wait for its end, or close its settings in VirtualBox.',
    ],
  },
  {
    pattern: /VBOX_E_OBJECT_NOT_FOUND/,
    told: (host) => [`VirtualBox on ${host} does not know it any more.`, 'Refresh the host.'],
  },
  {
    pattern: /VBOX_E_FILE_ERROR|VERR_FILE_NOT_FOUND|VERR_PATH_NOT_FOUND/,
    told: (host) => [
      `A file of it, most likely a disk, is not there on ${host}.`,
      'The output names it; put it there, or take it out of its settings.',
    ],
  },
];

export function faultOf(on: Channel, output: string, code: number | null): Failure {
  if (code === NO_COMMAND)
    return fail('tool-missing', `${on.name} has no VBoxManage.`, `Install VirtualBox on ${on.name}.`, {
      tool: 'VBoxManage',
    });
  const facts = { output: output.slice(-4000) };
  for (const { pattern, told } of KNOWN)
    if (pattern.test(output)) {
      const [message, remedy] = told(on.name);
      return fail('command-failed', message, remedy, facts);
    }
  const [first = 'it says nothing'] = output
    .split('\n')
    .flatMap((line) => /error: (.+)/.exec(line)?.[1] ?? []);
  return fail(
    'command-failed',
    `VBoxManage failed on ${on.name}: ${first.slice(0, 300)}`,
    'The output tells more.',
    facts,
  );
}
