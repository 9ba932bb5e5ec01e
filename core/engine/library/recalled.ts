/** An address no row answers to, as the databases of known machines have it: a record's number, an IP address, a name. */
import type { MachineAction } from '../../model/action.ts';
import { matches } from '../../model/address.ts';
import { sameHost } from '../../model/known.ts';
import type { Machine } from '../../model/machine.ts';
import type { FindKnown } from './known.ts';

/** As it is when rows answer, when nothing is known, or when more than one machine is. */
export async function recalled(
  action: MachineAction,
  machines: Iterable<Machine>,
  known: FindKnown,
): Promise<MachineAction> {
  const { target, on, type, options } = action;
  const rows = [...machines];
  if (target.all || target.id !== undefined || options?.nameCache === 'off') return action;
  if (target.record === undefined && rows.some((row) => matches(target, row))) return action;
  const [hit, ...others] = await known({
    address: target,
    ...(on !== undefined && { host: on.host }),
    ...(type !== undefined && target.record === undefined && { type }),
  });
  if (hit === undefined || others.length > 0) return action;
  const host = rows.find((row) => sameHost(row.host, hit.host))?.host ?? hit.host;
  return { ...action, target: hit.target, type: hit.type, on: { ...on, host } };
}
