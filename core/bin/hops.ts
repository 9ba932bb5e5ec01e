/**
 * Chained hops: a command that is itself a call for a shell elsewhere. Nothing of ours is on hosts, so it is carried out
 * from here: the host inside is reached over the one outside. Any other command goes to the host as it is.
 */
import { CallError } from '../ctys/call-error.ts';
import { parseText } from '../ctys/parse.ts';
import type { Action, MachineAction, Place } from '../model/action.ts';
import { carried } from './as-failure.ts';
import type { CoreClient } from './core-client.ts';
import { fileLookup } from './lookup.ts';
import { type Called, hostName, withLogin } from './places.ts';

/** How a host was reached that stands behind others. */
const paths = new Map<string, readonly string[]>();

/** null: it is no call of that kind. Hosts inside are known to the core afterwards. */
export async function innerActions(
  core: CoreClient,
  outer: MachineAction,
): Promise<readonly MachineAction[] | null> {
  const { command } = outer.start ?? {};
  if (command === undefined || !/^(?:\S*\/)?ctys\s/.test(command)) return null;
  const actions = read(command);
  if (actions === null || !actions.every(isShell)) return null;
  const over = hostName(withLogin(outer));
  return await Promise.all(actions.map((action) => reachedOver(core, action, over)));
}

function read(command: string): readonly Action[] | null {
  try {
    return parseText(command, fileLookup());
  } catch (caught) {
    if (caught instanceof CallError) return null;
    throw caught;
  }
}

const isShell = (action: Action): action is MachineAction =>
  action.verb === 'start' && 'type' in action && action.type === 'CLI';

/** The same on a host that the core now reaches over another one; where it names none, on that one itself. */
export async function reachedOver<A extends Called>(
  core: CoreClient,
  action: A,
  over: string,
): Promise<A & { readonly on: Place }> {
  const place = withLogin(action);
  if (place.host === 'localhost') return { ...action, on: { host: over } };
  const name = `${hostName(place)} via ${over}`;
  const jump = over === 'localhost' ? [] : [...(paths.get(over) ?? []), over.replace(/ via .*$/, '')];
  paths.set(name, jump);
  const { host, user, port, elevation } = place;
  await carried(
    core.api.hosts.visit({
      ...{ name, address: host, jump: [...jump] },
      ...(user !== undefined && { user }),
      ...(port !== undefined && { port }),
      ...(elevation !== undefined && { elevation }),
    }),
  );
  return { ...action, on: { host: name } };
}
