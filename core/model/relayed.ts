/**
 * `-a create=wol,t:hostX lab01` (PM): a host named by its address, woken by the target of the call. Pure.
 */
import { LOCALHOST, type MachineAction } from './action.ts';
import { type Address, matches } from './address.ts';
import type { HostConfig } from './host.ts';
import type { Machine } from './machine.ts';

const WAKING: ReadonlySet<string> = new Set(['wake', 'resume']);

/** The same action on the host that is to wake, its target as the relay. As it is where no other host is named. */
export function relayed(
  action: MachineAction,
  hosts: Iterable<HostConfig>,
  machines: Iterable<Machine>,
): MachineAction {
  if (!wakesAnother(action)) return action;
  const sleeper = sleeperOf(action.target, [...hosts], [...machines]);
  return sleeper === undefined ? action : wokenBy(action, sleeper);
}

/** The target of the call as the relay of another host. */
export function wokenBy(action: MachineAction, sleeper: string): MachineAction {
  const { on = LOCALHOST, wake } = action;
  const by = on.host === 'localhost' || on.host === sleeper ? {} : { relay: on.host };
  return { ...action, on: { host: sleeper }, target: {}, wake: { ...wake, ...by } };
}

/** Whether the address may be another host than the one the call is carried out on. */
export const wakesAnother = ({ verb, type, target }: MachineAction): boolean =>
  type === 'PM' &&
  WAKING.has(verb) &&
  (target.id ?? target.record) === undefined &&
  said(target) !== undefined;

const said = ({ tcp, label, mac, uuid }: Address): string | undefined => tcp ?? label ?? mac ?? uuid;

/** By its row, else by what people wrote of it. */
function sleeperOf(
  target: Address,
  hosts: readonly HostConfig[],
  machines: readonly Machine[],
): string | undefined {
  const rows = machines.filter((machine) => machine.type === 'PM' && matches(target, machine));
  if (rows.length === 1) return rows[0]?.host;
  const word = said(target);
  const written = hosts.filter(
    ({ name, address, mac }) =>
      name === word || address === word || (mac !== undefined && mac.toLowerCase() === word?.toLowerCase()),
  );
  return written.length === 1 ? written[0]?.name : undefined;
}
