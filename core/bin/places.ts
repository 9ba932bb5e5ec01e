/** Targets of a call as hosts of the inventory, or hosts of this call alone. */
import type { Action, Place } from '../model/action.ts';
import type { CallOptions } from '../model/call-options.ts';
import type { HostConfig } from '../model/host.ts';

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

/** The user of `-l` is that of a target which names none. */
export function withLogin({ on, options }: Called): Place {
  const place = on ?? { host: 'localhost' };
  const login = place.host === 'localhost' ? undefined : (place.user ?? options?.login);
  return login === undefined ? place : { ...place, user: login };
}

/** Hosts that the inventory does not have: ssh knows the rest of them. */
export function visitedHosts(
  places: readonly Place[],
  known: (name: string) => boolean,
): readonly HostConfig[] {
  const visited = new Map<string, HostConfig>();
  for (const place of places) {
    const name = hostName(place);
    if (known(name)) continue;
    visited.set(name, {
      name,
      address: place.host,
      ...(place.user !== undefined && { user: place.user }),
      ...(place.port !== undefined && { port: place.port }),
    });
  }
  return [...visited.values()];
}
