/** Targets of a call as hosts of the inventory, or hosts of this call alone. */
import { resolve } from 'node:path';
import type { Action, Place } from '../model/action.ts';
import type { CallOptions } from '../model/call-options.ts';
import type { Elevation, HostConfig } from '../model/host.ts';

/** The name the core knows a place by. */
export const hostName = ({ host, user, port }: Place): string =>
  `${user === undefined ? '' : `${user}@`}${host}${port === undefined ? '' : `:${port}`}`;

/** Where an action is carried out, or may be. */
export const placesOf = (action: Action): readonly Visit[] => {
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

export interface Called {
  readonly on?: Place;
  readonly options?: CallOptions;
}

/** Folders of this machine start where the caller stands; those of others at the home there. */
export const basesOn = (host: string, bases: readonly string[]): string[] =>
  bases.map((base) => (host === 'localhost' && !/^(?:~|\$HOME)(?:\/|$)/.test(base) ? resolve(base) : base));

/** A target of a call, as it is reached where the inventory does not know it. */
export interface Visit extends Place {
  /** ctys -Z; where both are allowed sudo is taken, which needs no ticket. */
  readonly elevation?: Elevation;
}

/** The user of `-l` is that of a target which names none. */
export function withLogin({ on, options }: Called): Visit {
  const place = on ?? { host: 'localhost' };
  const login = place.host === 'localhost' ? undefined : (place.user ?? options?.login);
  const { sudo, ksu } = options?.elevation ?? {};
  const elevation = sudo ? 'sudo' : ksu ? 'ksu' : undefined;
  return {
    ...place,
    ...(login !== undefined && { user: login }),
    ...(elevation !== undefined && { elevation }),
  };
}

type VisitedHost = Pick<HostConfig, 'name' | 'user' | 'port' | 'elevation'> & { readonly address: string };

/** Targets as ssh would reach them, each once. */
export function visitedHosts(places: readonly Visit[]): readonly VisitedHost[] {
  const visited = new Map<string, VisitedHost>();
  for (const place of places) {
    const { host, user, port, elevation } = place;
    if (host === 'localhost') continue;
    visited.set(hostName(place), {
      name: hostName(place),
      address: host,
      ...(user !== undefined && { user }),
      ...(port !== undefined && { port }),
      ...(elevation !== undefined && { elevation }),
    });
  }
  return [...visited.values()];
}
