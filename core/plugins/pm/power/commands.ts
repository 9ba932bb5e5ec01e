/** The command that stops a system or changes its run level: Linux, Solaris, the BSDs and macOS differ. Pure. */
import type { MachineAction } from '../../../model/action.ts';
import { fail } from '../../../model/failure.ts';
import type { PowerFacts } from './facts.ts';

/** init: a level that neither stops nor restarts it. */
export type Method = 'poweroff' | 'reboot' | 'init';

const BY_VERB: Partial<Record<MachineAction['verb'], Method>> = {
  shutdown: 'poweroff',
  poweroff: 'poweroff',
  pause: 'poweroff',
  suspend: 'poweroff',
  reboot: 'reboot',
  reset: 'reboot',
};

export function methodOf({ verb, level }: MachineAction): Method {
  if (verb !== 'init') return BY_VERB[verb] ?? 'poweroff';
  return level === '0' ? 'poweroff' : level === '6' ? 'reboot' : 'init';
}

/** What people call it, in messages to the host's users. */
export const wordOf = ({ verb, level }: MachineAction): string =>
  verb === 'init' ? `INIT:${level ?? 0}` : methodOf({ verb } as MachineAction).toUpperCase();

/** @throws Failure not-capable, tool-missing */
export function commandOf(facts: PowerFacts, action: MachineAction, host: string): readonly string[] {
  if (facts.system === 'Linux' || facts.system === 'SunOS') return systemV(facts, action, host);
  return bsd(facts, action, host);
}

function systemV(facts: PowerFacts, action: MachineAction, host: string): readonly string[] {
  const method = methodOf(action);
  const level = action.level ?? '0';
  if (action.verb === 'init' && !facts.busybox) return [tool(facts, host, 'init'), level];
  if (method === 'init')
    throw fail(
      'not-capable',
      `${host} is started by busybox, which has no run level ${level}.`,
      'Nothing was done.',
    );
  if (method === 'reboot') return [tool(facts, host, 'reboot')];
  const halt = facts.tools.get('poweroff') === undefined ? facts.tools.get('halt') : undefined;
  return halt === undefined ? [tool(facts, host, 'poweroff')] : [halt, '-p'];
}

/** Run levels are System V's: 0 stops, 1, 2 and S are for one user, 6 restarts, the others are nothing. */
function bsd(facts: PowerFacts, action: MachineAction, host: string): readonly string[] {
  const shutdown = tool(facts, host, 'shutdown');
  const method = methodOf(action);
  if (method === 'poweroff') return [shutdown, facts.system === 'Darwin' ? '-h' : '-p', 'now'];
  if (method === 'reboot') return [shutdown, '-r', 'now'];
  if (/^[12s]$/i.test(action.level ?? '')) return [shutdown, 'now'];
  throw fail(
    'not-capable',
    `${facts.system} has no run level ${action.level}.`,
    'Nothing was done; 0, 1, 2, 6 and S mean something there.',
  );
}

/** @throws Failure tool-missing */
function tool({ tools }: PowerFacts, host: string, name: string): string {
  const path = tools.get(name);
  if (path !== undefined) return path;
  throw fail(
    'tool-missing',
    `${host} has no ${name}.`,
    'Stop it at its console, or by its management controller.',
  );
}
