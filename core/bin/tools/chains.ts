/** Chains of hosts, as ctys-beamer has them: `HOP%HOP,HOP`, a hop being `[user@](host|group)[:port]`. */
import { expandGroup, type FindGroup, splitTarget } from '../../ctys/groups.ts';
import type { Place } from '../../model/action.ts';
import { fail } from '../../model/failure.ts';

export interface Chain {
  /** From here to where the command runs; at least one. */
  readonly hops: readonly Place[];
  /** `:3333%...`: a port of this machine that leads to the last one's SSH. */
  readonly entrance?: number;
}

/** A group stands for each of its members: of two groups every way from one to the other. @throws Failure bad-input, CallError */
export const readChains = (spec: string, find: FindGroup, login?: string): readonly Chain[] =>
  spec.split(',').flatMap((text) => {
    const [first = '', ...rest] = text.split('%');
    const entrance = /^:(\d{1,5})$/.exec(first)?.[1];
    const hops = (entrance === undefined ? [first, ...rest] : rest).map((hop) => placesAt(hop, find, login));
    if (hops.length === 0 || hops.some((places) => places.length === 0))
      throw fail(
        'bad-input',
        `'${text}' is no chain of hosts.`,
        'A chain is HOP%HOP, a hop [user@]host[:port].',
      );
    const at = entrance === undefined ? {} : { entrance: portOf(entrance) };
    return everyWay(hops).map((way) => ({ hops: way, ...at }));
  });

const everyWay = (hops: readonly (readonly Place[])[]): readonly (readonly Place[])[] =>
  hops.reduce<readonly (readonly Place[])[]>(
    (ways, places) => ways.flatMap((way) => places.map((place) => [...way, place])),
    [[]],
  );

const placesAt = (hop: string, find: FindGroup, login: string | undefined): readonly Place[] =>
  expandGroup(hop, [], find).flatMap(({ name }) => {
    const { name: host, user = login, port } = splitTarget(name);
    if (host === '') return [];
    return [{ host, ...(user !== undefined && { user }), ...(port !== undefined && { port: portOf(port) }) }];
  });

function portOf(text: string): number {
  const port = Number(text);
  if (port >= 1 && port <= 65_535) return port;
  throw fail('bad-input', `'${text}' is no port.`);
}
