import type { HostConfig } from '../../core/model/host.ts';
import { theCore } from '../core.ts';

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

/** Writes a host to the hosts file. @throws Failure, as data of the call */
export async function saveHost(host: HostConfig): Promise<void> {
  // A copy of its own: the contract's input is a plain mutable value.
  await theCore().api.hosts.save(structuredClone(host) as Mutable<HostConfig>);
}
