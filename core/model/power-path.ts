/** The path a host's power verb takes: its own system over SSH, a magic packet, or its management controller. Pure. */
import type { MachineAction, PowerPath } from './action.ts';
import { fail } from './failure.ts';
import type { WayBy } from './step.ts';
import type { Verb } from './verb.ts';

type Asked = Pick<MachineAction, 'verb' | 'level' | 'via'>;

/** What decides the best one. */
export interface HostPower {
  readonly hasController: boolean;
  /** Its system answers. */
  readonly isUp: boolean;
}

const RISES: ReadonlySet<Verb> = new Set(['start', 'wake', 'resume']);
const STOPS: ReadonlySet<Verb> = new Set(['shutdown', 'poweroff', 'reboot', 'reset', 'pause', 'suspend']);

/** Run levels that are as good as a verb: 0 stops, 6 restarts. */
const isPower = ({ verb, level }: Asked): boolean =>
  STOPS.has(verb) || (verb === 'init' && (level === '0' || level === '6'));

/** Those that can do it at all; none: it is no verb of a host's power. */
export function powerPaths(asked: Asked): readonly PowerPath[] {
  if (RISES.has(asked.verb)) return ['BMC', 'WOL'];
  if (isPower(asked)) return ['SSH', 'BMC'];
  return asked.verb === 'init' ? ['SSH'] : [];
}

/** What does not answer cannot stop itself; what is to be quick needs no system. */
function usualPath(asked: Asked, { hasController, isUp }: HostPower): PowerPath {
  const { verb } = asked;
  if (RISES.has(verb)) return verb === 'start' && hasController ? 'BMC' : 'WOL';
  if (!hasController || verb === 'reboot' || !isPower(asked)) return 'SSH';
  return verb === 'poweroff' || verb === 'reset' || !isUp ? 'BMC' : 'SSH';
}

/** The one that was asked for, else the best. @throws Failure not-capable */
export function powerPath(asked: Asked, power: HostPower): PowerPath {
  const path = asked.via ?? usualPath(asked, power);
  const able = powerPaths(asked);
  if (able.includes(path)) return path;
  throw fail(
    'not-capable',
    `${asked.verb.toUpperCase()} goes by ${able.join(' or ')}, not by ${path}.`,
    `Give VIA:${able[0]}, or leave VIA out.`,
  );
}

/** As a plan names it. */
export const WAY_OF: Readonly<Record<PowerPath, WayBy>> = { SSH: 'ssh', WOL: 'packet', BMC: 'controller' };
