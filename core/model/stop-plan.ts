/** Stops: inside out. What a machine carries is stopped before it, side by side. Chapter 3.3 of the reference. Pure. */
import { DEFAULT_POWEROFF_DELAY, type MachineAction } from './action.ts';
import { CAPABLE } from './availability.ts';
import { fail } from './failure.ts';
import type { Machine } from './machine.ts';
import { powerPath, WAY_OF } from './power-path.ts';
import { isUp } from './stack.ts';
import { type Known, type Step, step, type Way } from './step.ts';
import type { Verb } from './verb.ts';

/** Seconds to end a machine by force, to restart it, to freeze it, to save it: they only end what hangs. */
const FORCE = 60;
const RESTART = 180;
const PAUSE = 60;
const SAVE = 600;
/** Seconds a host gets to end, and to come back, on top of what its users are told: servers take minutes. */
const HOST = 420;
const HOST_BACK = 900;

/** A restart of what carries them ends the guests: they are shut down. All else they do, too. */
const INSIDE: Partial<Record<Verb, Verb>> = { reboot: 'shutdown', reset: 'shutdown' };

export class Stops {
  private readonly known: Known;
  private readonly done = new Map<string, Step>();

  constructor(known: Known) {
    this.known = known;
  }

  steps(): readonly Step[] {
    return [...this.done.values()];
  }

  /** @throws Failure bad-input, not-found */
  add(action: MachineAction, machine: Machine): void {
    const { stack } = this.known;
    if (machine.type === 'PM') this.host(action, machine);
    else if (action.self) {
      const host = stack.machineOf(machine.host);
      if (host === undefined)
        throw fail('not-found', `${machine.host} itself is not known.`, `Refresh ${machine.host}.`);
      this.host(action, host);
    } else {
      if (action.force && action.verb === 'init')
        throw fail(
          'bad-input',
          'INIT with FORCE does nothing: only the system itself changes its run level.',
          'Leave FORCE out.',
        );
      this.guest(action, machine);
    }
  }

  /** Of a host its guests; itself with SELF only. */
  private host(asked: MachineAction, machine: Machine): void {
    const { stack } = this.known;
    const { self, force } = asked;
    if (!self && (force || asked.verb === 'poweroff'))
      throw fail('bad-input', 'FORCE requires SELF for a host.', 'Add SELF, or leave FORCE out.');
    const action = { ...asked, verb: inHost(asked) };
    const guests = stack.inside(machine).filter(isUp).filter(isPresent);
    const after = guests.map((guest) => this.guest(of(action, guest), guest));
    if (!self) return;
    const whole = stack.machines.get(machine.asGuest ?? '') ?? machine;
    const own = { ...of(asked, whole), self: true as const };
    if (whole.type !== 'PM') this.put(whole, own, after);
    else this.done.set(whole.id, this.hostStep(own, whole, after));
  }

  /** A host's own end. It can neither be frozen nor saved: it is shut down. */
  private hostStep(asked: MachineAction, machine: Machine, after: readonly string[]): Step {
    const frozen = asked.verb === 'pause' || asked.verb === 'suspend';
    const action = frozen ? { ...asked, verb: 'shutdown' as const } : asked;
    const comesBack = action.verb === 'reboot' || action.verb === 'reset' || action.level === '6';
    const told = asked.delay ?? DEFAULT_POWEROFF_DELAY;
    const hasController = machine.consoles.some(({ apart }) => apart);
    const path = powerPath(action, { hasController, isUp: machine.state === 'running' });
    const ways: readonly Way[] = [{ by: WAY_OF[path], limit: (comesBack ? HOST_BACK : HOST) + told }];
    const note = frozen ? `${asked.verb.toUpperCase()} of a physical machine is POWEROFF.` : undefined;
    return step(action, machine, { ways, after, ...(note !== undefined && { note }) });
  }

  /** Id of its step. */
  private guest(action: MachineAction, machine: Machine): string {
    const known = this.done.get(machine.id);
    if (known !== undefined) return known.id;
    const inside = this.known.stack.inside(machine).filter(isUp);
    const propagates = action.verb !== 'poweroff' && !action.force && this.answers(machine);
    const inner = propagates ? inside.filter(isPresent) : [];
    const verb = INSIDE[action.verb] ?? action.verb;
    const after = inner.map((guest) => this.guest(of({ ...action, verb }, guest), guest));
    const left = inside.filter((guest) => !inner.includes(guest)).map(({ label }) => label);
    return this.put(machine, action, after, left);
  }

  private put(
    machine: Machine,
    action: MachineAction,
    after: readonly string[],
    left: readonly string[] = [],
  ): string {
    const ways = this.ways(action, machine);
    const note = this.note(action, machine, left, ways);
    const one = step(action, machine, { ways, after, ...(note !== '' && { note }) });
    this.done.set(machine.id, one);
    return one.id;
  }

  /** As far as is known: a host that is not up is gone past by its hypervisor. */
  private answers({ asHost }: Machine): boolean {
    return asHost !== undefined && (this.known.hosts.get(asHost)?.state ?? 'up') === 'up';
  }

  /** The system is asked, then its hypervisor, then it is ended; what is not there is left out. */
  private ways(action: MachineAction, machine: Machine): readonly Way[] {
    const { verb, delay, timeout } = action;
    const seconds = delay === 0 ? 0 : (timeout ?? delay ?? DEFAULT_POWEROFF_DELAY);
    const can = (wanted: Verb): boolean => CAPABLE[machine.type]?.includes(wanted) ?? false;
    const asked = machine.state !== 'paused' && machine.state !== 'crashed' && !action.force;
    const ssh: readonly Way[] = asked && this.answers(machine) ? [{ by: 'ssh', limit: seconds }] : [];
    const by = (limit: number): readonly Way[] => (can(verb) ? [{ by: 'hypervisor', limit }] : []);
    const force: readonly Way[] = can('poweroff') ? [{ by: 'force', limit: FORCE }] : [];
    switch (verb) {
      case 'shutdown':
        return seconds === 0 ? force : [...ssh, ...(asked ? by(seconds) : []), ...force];
      case 'poweroff':
        return force;
      case 'reboot':
        return [...ssh.map((way) => ({ ...way, limit: RESTART })), ...by(seconds + RESTART)];
      case 'init':
        return ssh.length > 0 ? ssh.map((way) => ({ ...way, limit: RESTART })) : by(RESTART);
      case 'suspend':
        return by(SAVE);
      default:
        return by(verb === 'pause' ? PAUSE : RESTART);
    }
  }

  private note(
    action: MachineAction,
    machine: Machine,
    left: readonly string[],
    ways: readonly Way[],
  ): string {
    const { asHost } = machine;
    const said: string[] = [];
    if (asHost !== undefined && !this.answers(machine) && action.verb !== 'poweroff' && !action.force)
      said.push(`${asHost} does not answer: what runs inside is not asked.`);
    if (left.length > 0) said.push(`Ends with it: ${named(left)}.`);
    if (action.verb === 'shutdown' && (machine.state === 'paused' || machine.state === 'crashed'))
      said.push(`It is ${machine.state} and cannot be asked.`);
    if (ways.length === 0) said.push(`Nothing here can ${action.verb} it.`);
    return said.join(' ');
  }
}

const MOST_NAMED = 5;
const named = (labels: readonly string[]): string =>
  labels.length <= MOST_NAMED
    ? labels.join(', ')
    : `${labels.slice(0, MOST_NAMED).join(', ')} and ${labels.length - MOST_NAMED} more`;

/** What its host does not tell of cannot be asked. */
const isPresent = ({ state }: Machine): boolean => state !== 'lost';

/** What the guests of a host are told: before it goes they are shut down; without SELF they do as it would. */
function inHost({ verb, self, force }: MachineAction): Verb {
  if (force || verb === 'poweroff') return 'poweroff';
  return self && (verb === 'reboot' || verb === 'reset') ? 'shutdown' : verb;
}

/** The same for a machine of the tree; what is said of the host alone stays with it. */
function of(asked: MachineAction, machine: Machine): MachineAction {
  const { verb, delay, timeout, level, force, wake, via, options } = asked;
  const dispatch = options?.dispatch;
  return {
    verb,
    ...(dispatch !== undefined && { options: { dispatch } }),
    target: { id: machine.id },
    ...(delay !== undefined && { delay }),
    ...(timeout !== undefined && { timeout }),
    ...(level !== undefined && { level }),
    ...(force && verb !== 'poweroff' && machine.type !== 'PM' && { force }),
    ...(wake !== undefined && machine.type === 'PM' && { wake }),
    ...(via !== undefined && machine.type === 'PM' && { via }),
  };
}
