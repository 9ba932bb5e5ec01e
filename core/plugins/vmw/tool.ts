/** vmrun, or vim-cmd of ESXi: one verb each for what both know, their complaints told in our words. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { type Failure, fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
import { FIND_VMW, type Kind } from './list-script.ts';
import { knownOf, look } from './look.ts';

export type Deed =
  | 'start'
  | 'startShown'
  | 'shutdown'
  | 'poweroff'
  | 'reboot'
  | 'reset'
  | 'pause'
  | 'unpause'
  | 'suspend';

/** Words before and behind the .vmx file (vmrun 1.17, Workstation 17). `start` goes on from a state that is kept. */
const VMRUN: Readonly<Record<Deed, readonly [verb: string, ...more: string[]]>> = {
  start: ['start', 'nogui'],
  startShown: ['start', 'gui'],
  shutdown: ['stop', 'soft'],
  poweroff: ['stop', 'hard'],
  reboot: ['reset', 'soft'],
  reset: ['reset', 'hard'],
  pause: ['pause'],
  unpause: ['unpause'],
  // soft waits for scripts of VMware Tools, which may not be there.
  suspend: ['suspend', 'hard'],
};

/** ESXi pauses nothing. */
const VIM_CMD: Partial<Record<Deed, string>> = {
  start: 'power.on',
  startShown: 'power.on',
  shutdown: 'power.shutdown',
  poweroff: 'power.off',
  reboot: 'power.reboot',
  reset: 'power.reset',
  suspend: 'power.suspend',
};

/** $1 what must be there, then the words behind it. */
const TOOL = `${FIND_VMW}
[ "$kind" = "$1" ] || exit 127
shift
if [ "$kind" = esx ]; then exec vim-cmd "$@"; fi
exec "$vmrun" -T "$kind" "$@"`;

const NO_COMMAND = 127;

export interface DeedOptions extends CallOptions {
  /** ms; the memory of a guest may be written to disk. */
  readonly timeout?: number;
  readonly display?: string;
}

const LIMIT = 600_000;

/** @returns what it said. @throws Failure not-capable, not-found, tool-missing, command-failed */
export async function carryOut(
  on: Channel,
  machine: MachineRecord,
  deed: Deed,
  { display, ...options }: DeedOptions = {},
): Promise<string> {
  const kind = await kindOf(on, options);
  const words = wordsOf(on, kind, machine, deed);
  const argv = ['sh', '-c', TOOL, 'sh', kind, ...words];
  const called = display === undefined ? argv : ['env', `DISPLAY=${display}`, ...argv];
  const { code, stdout, stderr } = await on.exec(called, { timeout: LIMIT, ...options });
  const said = `${stderr}\n${stdout}`.trim();
  // vim-cmd tells some faults with code 0.
  if (code === 0 && !/^(Error:|.*\bfault\b.*\{)/m.test(said)) return said;
  throw faultOf(on, said, code);
}

async function kindOf(on: Channel, options: CallOptions): Promise<Kind> {
  if (knownOf(on).kind === undefined) await look(on, 'up', options);
  const { kind } = knownOf(on);
  if (kind !== undefined) return kind;
  throw faultOf(on, '', NO_COMMAND);
}

function wordsOf(on: Channel, kind: Kind, machine: MachineRecord, deed: Deed): readonly string[] {
  const { config = '', label } = machine;
  if (kind !== 'esx') {
    const [verb, ...more] = VMRUN[deed];
    return [verb, config, ...more];
  }
  const verb = VIM_CMD[deed];
  const id = knownOf(on).ids.get(config) ?? machine.details?.['Number there'];
  if (verb === undefined) throw fail('not-capable', `ESXi cannot ${deed} guests.`, 'Suspend it instead.');
  if (id === undefined || !/^\d+$/.test(id))
    throw fail('not-found', `${label} is not in the inventory of ${on.name}.`, 'Refresh the host.');
  return [`vmsvc/${verb}`, id];
}

interface Known {
  readonly pattern: RegExp;
  readonly told: (host: string) => readonly [message: string, remedy: string];
}

/** What goes wrong often, as vmrun (1.17) and vim-cmd (6.7) say it. */
const KNOWN: readonly Known[] = [
  {
    pattern: /Tools are not running/i,
    told: () => [
      'VMware Tools do not run in the guest: it cannot be asked.',
      'Install open-vm-tools in it, or power it off.',
    ],
  },
  {
    pattern: /not powered on|current state \(Powered off\)/i,
    told: () => ['It does not run any more.', 'Refresh the host.'],
  },
  {
    pattern: /vmmon|Could not open \/dev\/vm/i,
    told: (host) => [
      `The kernel modules of VMware (vmmon) are not loaded on ${host}: no guest can be started.`,
      'Run vmware-modconfig --console --install-all there as root.',
    ],
  },
  {
    pattern: /[Ii]nsufficient permissions|Permission denied/,
    told: (host) => [
      `VMware on ${host} does not let this account at it.`,
      'Guests belong to the account that made them: connect as that one.',
    ],
  },
  {
    pattern: /not enough (?:physical )?memory|insufficient memory/i,
    told: (host) => [
      `${host} has not enough memory for it.`,
      'Stop another guest, or give this one less memory.',
    ],
  },
  {
    pattern: /in use|already running|file is locked|Failed to lock/i,
    told: () => [
      'VMware has it locked: it runs, or another program has it open.',
      'Close it there, or remove the .lck folder beside it once nothing has it open.',
    ],
  },
];

export function faultOf(on: Channel, output: string, code: number | null): Failure {
  if (code === NO_COMMAND)
    return fail(
      'tool-missing',
      `${on.name} has no vmrun.`,
      `Install VMware Workstation on ${on.name}, or VIX beside Player.`,
      { tool: 'vmrun' },
    );
  const facts = { output: output.slice(-4000) };
  for (const { pattern, told } of KNOWN)
    if (pattern.test(output)) {
      const [message, remedy] = told(on.name);
      return fail('command-failed', message, remedy, facts);
    }
  const said = /^Error: (.+)$/m.exec(output)?.[1] ?? output.split('\n')[0];
  return fail(
    'command-failed',
    `VMware failed on ${on.name}: ${said?.slice(0, 300) || 'it says nothing'}`,
    'The output tells more.',
    facts,
  );
}
