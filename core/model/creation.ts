/** Starting sessions, which nothing is configured of: a step for each label. Pure. */
import { type MachineAction, LOCALHOST } from './action.ts';
import { fail } from './failure.ts';
import {
  isMade,
  type Machine,
  type MachineRecord,
  machineId,
  machinePath,
  type SessionType,
} from './machine.ts';
import { type Step, step as stepOf } from './step.ts';

/** Seconds a session has to come up. */
const START = [{ by: 'hypervisor', limit: 60 }] as const;

/** Most sessions of one call (ctys R_CREATE_MAX). */
const MOST = 20;

export const isCreation = ({ verb, type }: MachineAction): boolean => verb === 'start' && isMade(type);

/** The host's name in the inventory. */
const hostOf = ({ on: { host, user, port } = LOCALHOST }: MachineAction): string =>
  `${user === undefined ? '' : `${user}@`}${host}${port === undefined ? '' : `:${port}`}`;

/**
 * Where a session is started, or is: on the host that is named, else here. REUSE, CONNECT and RECONNECT find by its label
 * the one that runs on another host.
 */
export function sessionHost(action: MachineAction, machines: Iterable<Machine>): string {
  const here = hostOf(action);
  const { type, target, ifRunning } = action;
  if (action.on !== undefined || ifRunning === undefined) return here;
  const isIt = ({ type: of, label, own, role, state }: Machine): boolean =>
    of === type && label === target.label && own === true && role !== 'client' && state === 'running';
  const hosts = new Set([...machines].filter(isIt).map(({ host }) => host));
  const [first, ...others] = hosts;
  if (first === undefined || hosts.has(here)) return here;
  if (others.length === 0) return first;
  throw fail(
    'ambiguous',
    `${type} ${target.label} runs on ${[...hosts].sort().join(' and ')}.`,
    'Name the host behind the call.',
  );
}

/** What stands for a session before it is there: its host, its type and its label. */
export function toBe(host: string, type: SessionType, label: string): Machine {
  const record: MachineRecord = { type, label, state: 'off', configured: false, consoles: [] };
  return { ...record, id: machineId(host, record), host, path: machinePath(host, record), seen: 0 };
}

/** The screen of a host, which has none of its own: a VNC session by its name, used again where it is there. */
export const hostScreen = ({ label, host }: Machine): MachineAction => ({
  verb: 'start',
  type: 'VNC',
  target: { label },
  on: { host },
  ifRunning: 'connect',
});

/** @throws Failure bad-input, wrong-state, ambiguous */
export function creation(action: MachineAction, machines: Iterable<Machine>): readonly Step[] {
  const { type, target } = action;
  if (!isMade(type)) return [];
  const known = [...machines];
  const host = sessionHost(action, known);
  // Whether an RDP client shows it already, this machine's processes tell.
  const all = known.filter(
    (one) => one.host === host && one.type === type && one.role !== 'client' && one.own && type !== 'RDP',
  );
  return labelsOf(action).map((label) => {
    const there = all.find((one) => one.label === label && one.state === 'running');
    const asked = { ...withoutBulk(action), target: { ...target, label }, on: { host } };
    if (there === undefined) {
      return stepOf(asked, toBe(host, type, label), { ways: START });
    }
    if (action.ifRunning !== undefined)
      return stepOf({ ...asked, verb: 'connect', target: { id: there.id } }, there, { ways: [] });
    if (action.options?.ambiguous === true) {
      const another = stepOf(asked, toBe(host, type, label), { ways: START });
      return { ...another, text: `start another ${another.path}` };
    }
    throw fail(
      'wrong-state',
      `${type} ${label} runs on ${host} already.`,
      'End it first (cancel), use REUSE, CONNECT or RECONNECT, or allow a second one: -A 1.',
    );
  });
}

/** BULK: the label and an index of three digits. */
function labelsOf({ type, target: { label }, start }: MachineAction): readonly string[] {
  if (label === undefined || label === '') {
    if (type === 'CLI' && start?.command !== undefined) return [start.command.split(/\s/, 1)[0] || 'command'];
    throw fail('bad-input', `The label of the ${type} session is missing.`, 'Name it: l:tst1.');
  }
  const count = start?.bulk;
  if (count === undefined) return [label];
  if (count > MOST)
    throw fail(
      'bad-input',
      `${count} sessions are more than one call may start.`,
      `At most ${MOST}: BULK:${MOST}.`,
    );
  return Array.from({ length: count }, (_, index) => `${label}${String(index).padStart(3, '0')}`);
}

function withoutBulk({ start, ...action }: MachineAction): MachineAction {
  if (start === undefined) return action;
  const { bulk: _, ...rest } = start;
  return Object.keys(rest).length === 0 ? action : { ...action, start: rest };
}
