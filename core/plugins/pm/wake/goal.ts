/** Where a magic packet goes, from the call, the inventory and the networks of its sender. Pure. */
import type { WakeOptions } from '../../../model/action.ts';
import { fail } from '../../../model/failure.ts';
import type { HostConfig } from '../../../model/host.ts';
import type { MachineRecord } from '../../../model/machine.ts';
import { MAGIC_PORT } from '../../../model/magic.ts';
import { contains, type Network, networkOf, prefixOf } from './networks.ts';

/** A datagram, or a raw frame where an interface has no IPv4 network. */
export type Goal = { readonly to: string; readonly port: number } | { readonly interface: string };

export interface Sleeper {
  readonly machine: MachineRecord;
  readonly config: HostConfig;
  readonly wake: WakeOptions;
}

/** Cards a packet is made for; a host with more is woken by one of them. */
const MOST_MACS = 8;

/** @throws Failure not-found */
export function macsOf({ machine, config, wake }: Sleeper): readonly string[] {
  const chosen = wake.mac ?? config.mac;
  const macs = chosen === undefined ? (machine.macs ?? []) : [chosen];
  if (macs.length > 0) return macs.slice(0, MOST_MACS);
  throw fail(
    'not-found',
    `The MAC of ${config.name} is not known.`,
    `Write it into hosts.yaml, as mac: 52:54:00:12:34:56 for instance, or give BMAC.`,
  );
}

/** What people said, before what is made of it. */
export const broadcastOf = ({ machine, config, wake }: Sleeper): string | undefined =>
  wake.broadcast ?? (wake.interface === undefined ? (config.wol?.broadcast ?? machine.broadcast) : undefined);

export const interfaceOf = ({ config, wake }: Sleeper): string | undefined =>
  wake.interface ?? (wake.broadcast === undefined ? config.wol?.interface : undefined);

/** IPv4 addresses it had when it was seen, or was given. */
export const addressesOf = ({ machine, config }: Omit<Sleeper, 'wake'>): readonly string[] =>
  [...new Set([...(machine.addresses ?? []), config.address ?? ''])].filter((one) =>
    /^\d+(\.\d+){3}$/.test(one),
  );

export const isLocal = (sleeper: Sleeper, networks: readonly Network[]): boolean => {
  const addresses = addressesOf(sleeper);
  return addresses.length === 0 || networks.some((one) => addresses.some((it) => contains(one, it)));
};

/** `sender` is its name. @throws Failure not-found where no way to it is known */
export function goalsOf(sleeper: Sleeper, networks: readonly Network[], sender: string): readonly Goal[] {
  const { config, wake } = sleeper;
  const port = wake.port ?? config.wol?.port ?? MAGIC_PORT;
  const to = (networks_: readonly Network[]): readonly Goal[] =>
    [...new Set(networks_.map(({ broadcast }) => broadcast))].map((broadcast) => ({ to: broadcast, port }));
  const broadcast = broadcastOf(sleeper);
  if (broadcast !== undefined) return [{ to: broadcast, port }];
  const name = interfaceOf(sleeper);
  if (name !== undefined) {
    const own = to(networks.filter((one) => one.interface === name));
    return own.length > 0 ? own : [{ interface: name }];
  }
  const addresses = addressesOf(sleeper);
  const near = networks.filter((one) => addresses.some((address) => contains(one, address)));
  if (near.length > 0) return to(near);
  const far = farNetworks(sleeper);
  if (addresses.length > 0 && far.length > 0) return to(far);
  if (addresses.length === 0 && networks.length > 0) return to(networks);
  throw fail(
    'not-found',
    `${config.name} (${addresses.join(', ') || 'no address known'}) is in no network of ${sender}.`,
    'Name a host of its segment (RELAY), or the directed broadcast of its network (BROADCAST), in the call or in hosts.yaml (wol).',
  );
}

/** Its own networks, where its configuration gives their masks. */
const farNetworks = ({ machine }: Sleeper): readonly Network[] =>
  (machine.interfaces ?? []).flatMap(({ name = '', ip = '', netmask }) => {
    const network = networkOf(name, ip, prefixOf(netmask));
    return network === undefined ? [] : [network];
  });
