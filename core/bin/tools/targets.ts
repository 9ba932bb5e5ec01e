/** Targets of a tool as hosts: groups are expanded, and what the inventory says of a name holds. */
import { isIP } from 'node:net';
import { splitTarget } from '../../ctys/groups.ts';
import { parseCall } from '../../ctys/parse.ts';
import type { Reach } from '../../engine/reach.ts';
import { fail } from '../../model/failure.ts';
import type { HostConfig } from '../../model/host.ts';
import { asFailure } from '../as-failure.ts';
import type { CoreClient } from '../core-client.ts';
import { openOwnCore } from '../own-core.ts';
import { exitCodeOf } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { fileLookup } from '../lookup.ts';
import { hostName, placesOf, visitedHosts } from '../places.ts';
import { snapshot } from '../snapshot.ts';

/** Each host once, in the order given; `core` can reach them afterwards. @throws CallError, Failure bad-input */
export async function hostsOf(
  core: CoreClient,
  targets: readonly string[],
  login: string | undefined,
  usage: string,
  io: Io,
): Promise<readonly HostConfig[]> {
  if (targets.length === 0) throw fail('bad-input', 'A host or group is wanted.', usage);
  const user = login === undefined ? [] : ['-l', login];
  const places = parseCall(['-a', 'info', ...user, '--', ...targets], fileLookup()).flatMap(placesOf);
  const visited = visitedHosts(places);
  await Promise.all(visited.map((config) => core.api.hosts.visit(config)));
  const { hosts } = await snapshot(core.api, io.signal);
  return [...new Set(places.map(hostName))].map((name) => hosts.get(name)?.config ?? { name });
}

/** The same by an engine that ends at once: for who needs no connection. */
export async function lookUpHosts(
  targets: readonly string[],
  usage: string,
  io: Io,
): Promise<readonly HostConfig[]> {
  const core = await openOwnCore();
  try {
    return await hostsOf(core, targets, undefined, usage, io);
  } finally {
    await core.close();
  }
}

/** As people call it: without user and port, and not by its address where DNS has a name for that. */
export async function plainName({ name }: HostConfig, reach: Reach): Promise<string> {
  const plain = splitTarget(name).name;
  return isIP(plain) === 0 ? plain : ((await reach.name(plain)) ?? plain);
}

/** Told on stderr; the exit code it stands for. */
export function tell(name: string, caught: unknown, io: Io): number {
  const { code, message, remedy = '' } = asFailure(caught);
  io.error(`ctys: ${name}: ${message} ${remedy}`.trimEnd().concat('\n'));
  return exitCodeOf(code);
}
