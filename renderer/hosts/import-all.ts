/** Hosts written one after the other: what was added before one fails is there, and can be taken back. */
import type { FailureData } from '../../core/model/failure.ts';
import type { HostConfig } from '../../core/model/host.ts';
import { asFailure } from '../client.ts';
import { theCore } from '../core.ts';
import { report } from '../machines/commands.tsx';
import { saveHost } from './save-host.ts';

export interface Imported {
  /** Names. */
  readonly added: readonly string[];
  readonly failure?: FailureData;
}

export async function importHosts(hosts: readonly HostConfig[]): Promise<Imported> {
  const added: string[] = [];
  try {
    for (const host of hosts) {
      await saveHost(host);
      added.push(host.name);
    }
  } catch (caught) {
    return { added, failure: asFailure(caught) };
  }
  return { added };
}

export async function removeHosts(names: readonly string[]): Promise<void> {
  for (const name of names) await theCore().api.hosts.remove({ name }).catch(report);
}
