/** `ctys -t pm -a create=wol,t:hostX lab01`: which host is to wake, when the target of the call only sends the packet. */
import { parseMacmap } from '../ctys/database/macmap.ts';
import { defaultFolders, readDatabases } from '../engine/library/databases.ts';
import type { MachineAction } from '../model/action.ts';
import { fail } from '../model/failure.ts';
import { relayed, wakesAnother, wokenBy } from '../model/relayed.ts';
import { carried } from './as-failure.ts';
import type { CoreClient } from './core-client.ts';
import type { Io } from './io.ts';
import { snapshot } from './snapshot.ts';

/**
 * The same action on the host that is to wake. One that the inventory does not have is of this call alone: its MAC is
 * given, or stands in macmap.fdb.
 * @throws Failure not-found
 */
export async function sleeperOf(core: CoreClient, action: MachineAction, io: Io): Promise<MachineAction> {
  if (!wakesAnother(action)) return action;
  const { hosts, machines } = await snapshot(core.api, io.signal);
  const known = relayed(
    action,
    [...hosts.values()].map(({ config }) => config),
    machines.values(),
  );
  const { tcp, mac } = action.target;
  if (known !== action || (tcp ?? mac) === undefined) return known;
  const stranger = await strangerOf(tcp, mac ?? action.wake?.mac);
  await carried(core.api.hosts.visit(stranger));
  return wokenBy(action, stranger.name);
}

interface Stranger {
  readonly name: string;
  readonly address: string;
  readonly mac: string;
}

async function strangerOf(tcp: string | undefined, mac: string | undefined): Promise<Stranger> {
  const databases = await readDatabases(defaultFolders(), 'macmap.fdb');
  const entries = databases.flatMap(({ text }) => parseMacmap(text));
  const hit = entries.find(
    (entry) =>
      (tcp !== undefined && (entry.name === tcp || entry.ip === tcp)) ||
      (mac !== undefined && entry.mac.toLowerCase() === mac.toLowerCase()),
  );
  const address = tcp ?? hit?.ip;
  const found = mac ?? hit?.mac;
  if (found === undefined)
    throw fail(
      'not-found',
      `The MAC of ${tcp} is not known: neither the inventory nor macmap.fdb has it.`,
      'Give it, as m:52:54:00:12:34:56 for instance, or write the host into hosts.yaml.',
    );
  if (address === undefined)
    throw fail(
      'not-found',
      `Nobody knows the address of ${mac}, to see that it wakes.`,
      'Give it, as t:192.168.1.70 for instance.',
    );
  return { name: tcp ?? hit?.name ?? address, address, mac: found };
}
