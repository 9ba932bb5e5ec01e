/** Targets of a call as hosts of the inventory, or hosts of this call alone. */
import { resolve } from 'node:path';
import type { Action, Place } from '../model/action.ts';
import type { CallOptions } from '../model/call-options.ts';

/** The name the core knows a place by. */
export const hostName = ({ host, user, port }: Place): string =>
  `${user === undefined ? '' : `${user}@`}${host}${port === undefined ? '' : `:${port}`}`;

/** Where an action is carried out, or may be. */
export const placesOf = (action: Action): readonly Place[] => {
  switch (action.verb) {
    case 'task':
    case 'group':
    case 'stack':
      return action.members.flatMap(placesOf);
    case 'tool':
    case 'help':
    case 'version':
      return [];
    default:
      return [withLogin(action)];
  }
};

interface Called {
  readonly on?: Place;
  readonly options?: CallOptions;
}

/** Folders of this machine start where the caller stands; those of others at the home there. */
export const basesOn = (host: string, bases: readonly string[]): string[] =>
  bases.map((base) => (host === 'localhost' && !/^(?:~|\$HOME)(?:\/|$)/.test(base) ? resolve(base) : base));

/** The user of `-l` is that of a target which names none. */
export function withLogin({ on, options }: Called): Place {
  const place = on ?? { host: 'localhost' };
  const login = place.host === 'localhost' ? undefined : (place.user ?? options?.login);
  return login === undefined ? place : { ...place, user: login };
}

/** Targets as ssh would reach them, each once. */
export function visitedHosts(places: readonly Place[]): readonly { name: string; address: string }[] {
  const visited = new Map<string, { name: string; address: string; user?: string; port?: number }>();
  for (const place of places) {
    const { host, user, port } = place;
    if (host === 'localhost') continue;
    visited.set(hostName(place), {
      name: hostName(place),
      address: host,
      ...(user !== undefined && { user }),
      ...(port !== undefined && { port }),
    });
  }
  return [...visited.values()];
}
