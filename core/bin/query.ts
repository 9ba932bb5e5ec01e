/** GETCLIENTPORT and ISACTIVE: one line a script can read. */
import type { QueryAction } from '../model/action.ts';
import { printAddress } from '../model/address.ts';
import { fail } from '../model/failure.ts';
import { isRunning } from '../ctys/tables/rows.ts';
import type { CoreClient } from './core-client.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { machinesOf, theOne } from './machines.ts';

/** ISACTIVE exits with 0 whether it runs or not: its line says so. */
export async function query(core: CoreClient, action: QueryAction, io: Io): Promise<number> {
  const machines = await machinesOf(core, action, io);
  if (action.verb === 'active') {
    const active = machines.some(isRunning);
    const type = action.type ?? machines[0]?.type ?? 'ALL';
    io.out(`ISACTIVE(${type},${printAddress(action.target)})=${active ? 0 : 1}\n`);
    return EXIT.ok;
  }
  const { type, host, label, vncPort } = theOne(machines, action);
  if (vncPort === undefined)
    throw fail(
      'not-found',
      `${label} has no port for clients.`,
      'It does not run, or its screen is on a unix socket.',
    );
  io.out(`CLIENTPORT(${type},${host},${label})=${vncPort}\n`);
  return EXIT.ok;
}
