/** Why a verb can or cannot be used on a machine now: the tooltip, the command line error and the status are this value. */
import type { FailureData } from './failure.ts';
import type { Machine, MachineState } from './machine.ts';
import { isTransition } from './machine.ts';
import { renameRefusal } from './rename.ts';
import type { Verb } from './verb.ts';

/** States from which a verb makes sense, whatever the technology. */
const FROM: Partial<Record<Verb, readonly MachineState[]>> = {
  start: ['off', 'suspended', 'crashed'],
  connect: ['running', 'paused', 'starting', 'stopping', 'crashed'],
  resume: ['suspended'],
  shutdown: ['running', 'unknown'],
  poweroff: ['running', 'paused', 'crashed', 'unknown', 'starting', 'stopping', 'saving'],
  reboot: ['running'],
  reset: ['running', 'paused', 'crashed'],
  pause: ['running'],
  unpause: ['paused'],
  suspend: ['running', 'paused'],
  init: ['running'],
};

const EXPLAIN: Partial<Record<Verb, string>> = {
  start: 'It runs already; connect to it, or shut it down first.',
  wake: 'It is up already; connect to it.',
  connect: 'Start it first.',
  resume: 'There is no saved state; start it instead.',
  pause: 'Only a running machine can be paused.',
  unpause: 'Only a paused machine can be continued.',
};

/** Of what every hypervisor can. */
const GUEST: readonly Verb[] = [
  'start',
  'connect',
  'resume',
  'shutdown',
  'poweroff',
  'reboot',
  'reset',
  'pause',
  'unpause',
  'suspend',
];

/** Verbs each technology carries out; plugins' operations must equal this (tested). */
export const CAPABLE: Partial<Record<Machine['type'], readonly Verb[]>> = {
  PM: ['start', 'connect', 'wake', 'shutdown', 'poweroff', 'reboot', 'reset', 'pause', 'suspend', 'init'],
  CLI: ['connect', 'shutdown', 'poweroff'],
  X11: ['connect', 'shutdown', 'poweroff'],
  VNC: ['connect', 'shutdown', 'poweroff'],
  RDP: ['connect', 'shutdown', 'poweroff'],
  QEMU: GUEST,
  VBOX: [
    'start',
    'connect',
    'resume',
    'shutdown',
    'poweroff',
    'reboot',
    'reset',
    'pause',
    'unpause',
    'suspend',
    'rename',
  ],
  VMW: GUEST,
  XEN: [
    'start',
    'connect',
    'resume',
    'shutdown',
    'poweroff',
    'reboot',
    'reset',
    'pause',
    'unpause',
    'suspend',
    'init',
    'rename',
  ],
};

/** Verbs that need no answer of a host: a packet, or its management controller, does them. */
const APART: ReadonlySet<Verb> = new Set(['start', 'wake', 'connect', 'shutdown', 'poweroff', 'reset']);

/** Of a host that may not answer; undefined: as of any machine. */
function apartFrom(verb: Verb, machine: Machine): FailureData | null | undefined {
  const controller = machine.consoles.some(({ apart }) => apart);
  if (verb === 'connect') return controller ? null : undefined;
  if (verb === 'shutdown' || verb === 'poweroff' || verb === 'reset')
    return controller && machine.state !== 'off' ? null : undefined;
  if (isTransition(machine.state)) return undefined;
  if (verb === 'start' && controller) return null;
  return (machine.macs ?? []).length > 0
    ? null
    : {
        code: 'not-found',
        message: `The MAC of ${machine.label} is not known.`,
        remedy: 'Write it into hosts.yaml, as mac: 52:54:00:12:34:56 for instance.',
      };
}

/** null: the verb can be used. A state file that is named needs none of ours. */
export function availability(verb: Verb, machine: Machine, stateFile?: string): FailureData | null {
  if (machine.control)
    return {
      code: 'not-capable',
      message: `${machine.label} is ${machine.host} itself.`,
      remedy: 'Address the host: -t pm.',
    };
  if (verb === 'rename' && machine.state !== 'lost' && !isTransition(machine.state))
    return renameRefusal(machine);
  if (!(CAPABLE[machine.type] ?? []).includes(verb))
    return { code: 'not-capable', message: `${machine.type} machines cannot ${verb}.` };
  if (machine.type === 'RDP' && machine.role !== 'client' && verb !== 'connect')
    return {
      code: 'not-capable',
      message: `${machine.label} is the RDP server of ${machine.host}: only clients are ended.`,
    };
  if (machine.type === 'PM' && APART.has(verb) && machine.state !== 'running') {
    const apart = apartFrom(verb, machine);
    if (apart !== undefined) return apart;
  }
  if (machine.state === 'lost')
    return {
      code: 'connection-lost',
      message: `${machine.host} does not answer; the state of ${machine.label} is not known.`,
      remedy: 'Reconnect the host.',
    };
  if (verb === 'start' && !machine.configured)
    return { code: 'not-found', message: `${machine.label} has no stored configuration to start from.` };
  if (verb === 'connect' && machine.consoles.every((offer) => offer.blocked !== undefined))
    return {
      code: 'not-capable',
      message: machine.consoles[0]?.blocked ?? `${machine.label} offers no console.`,
    };
  if ((FROM[verb] ?? []).includes(machine.state)) return null;
  if (verb === 'resume' && stateFile !== undefined && machine.state === 'off') return null;
  return {
    code: 'wrong-state',
    message: isTransition(machine.state)
      ? `${machine.label} is ${machine.state}; wait for the end of it.`
      : `${machine.label} is ${machine.state}.`,
    ...(EXPLAIN[verb] !== undefined && { remedy: EXPLAIN[verb] }),
  };
}
