/** Which machines and sessions a LIST or ENUMERATE tells of, as its records in their order. Pure. */
import { isBelow } from '../../model/address.ts';
import type { TableAction } from '../../model/action.ts';
import type { HostStatus } from '../../model/host.ts';
import { isMade, type Machine } from '../../model/machine.ts';
import type { Session } from '../../model/session.ts';
import { aroundOf } from '../filter/around.ts';
import { parseFilter } from '../filter/filter.ts';
import { machineText } from '../filter/searched.ts';
import type { Row } from './print.ts';
import { asksSeen, seenCells } from './seen.ts';
import { clientRows, enumerateRows, hasState, isRunning, listRow, sessionRow } from './rows.ts';

/** What is known, as every client of the core has it. */
export interface Known {
  readonly machines: ReadonlyMap<string, Machine>;
  readonly hosts: ReadonlyMap<string, HostStatus>;
  readonly sessions: ReadonlyMap<string, Session>;
}

/** Hosts null: all. Machines stand in the order of their hosts, guests behind them. */
export function tableRows(
  known: Known,
  action: TableAction,
  hosts: readonly string[] | null,
  user: string,
  now = Date.now(),
): readonly Row[] {
  const { machines, sessions } = known;
  const order = hosts ?? [...new Set([...machines.values()].map(({ host }) => host))].sort();
  const passes = filterOf(action, known, now);
  const wanted = order.flatMap((host) =>
    [...machines.values()].filter((machine) => machine.host === host && passes(machine)).sort(byPlace),
  );
  const form = action.output.tcp;
  if (action.verb === 'enumerate')
    return wanted
      .filter(
        (machine) => machine.configured && isOfType(machine, action) && hasState(machine, action.states),
      )
      .filter(({ config }) => action.bases?.some((base) => isBelow(config, base)) ?? true)
      .flatMap((machine) => enumerateRows(machine, form));
  const ours = [...sessions.values()]
    .filter(({ state, role }) => state === 'attached' && role !== 'S')
    .filter(({ machine }) => isShown(machines.get(machine), passes));
  const host = [...machines.values()].find((one) => one.type === 'PM' && one.host === 'localhost');
  const me = { user, ...(host?.user && { user: host.user }), ...(host?.group && { group: host.group }) };
  // A viewer of our own tunnel is told as its client already.
  const isOurs = ({ host: name, role, vncPort }: Machine): boolean =>
    name === 'localhost' &&
    role === 'client' &&
    ours.some(({ tunnel }) => tunnel !== undefined && tunnel.from === String(vncPort));
  const seen = asksSeen(action.output.layout);
  const rowOf = (machine: Machine): Row =>
    seen ? [...listRow(machine, form), ...seenCells(machine, now)] : listRow(machine, form);
  const rowsOf = (role: Session['role']): readonly Row[] =>
    ours
      .filter((session) => session.role === role)
      .map((session) => sessionRow(session, machines.get(session.machine), me));
  // As the ancestor: clients, what runs on the host, the host itself, tunnels.
  return order
    .flatMap((name) => [
      ...(name === 'localhost' ? rowsOf('C') : []),
      ...wanted
        .filter((machine) => machine.host === name && isRunning(machine) && isOfType(machine, action))
        .filter((machine) => !isOurs(machine))
        .sort(byRank)
        .flatMap((machine) => [rowOf(machine), ...clientRows(machine)]),
      ...(name === 'localhost' ? rowsOf('T') : []),
    ])
    .filter((row) => isOfSite(row, action));
}

function filterOf(
  { filter }: TableAction,
  { machines, hosts }: Known,
  now: number,
): (machine: Machine) => boolean {
  if (filter === undefined) return () => true;
  const { test } = parseFilter(filter, { now, around: aroundOf(machines, hosts) });
  return (machine) => test({ machine, text: machineText(machine) });
}

const isShown = (machine: Machine | undefined, passes: (machine: Machine) => boolean): boolean =>
  machine === undefined || passes(machine);

/** Sessions, guests, the host. */
const rankOf = ({ type }: Machine): number => (isMade(type) ? 0 : type === 'PM' ? 2 : 1);
const byRank = (a: Machine, b: Machine): number => rankOf(a) - rankOf(b);

const byPlace = (a: Machine, b: Machine): number =>
  Number(b.type === 'PM') - Number(a.type === 'PM') || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

const isOfType = ({ type }: Machine, { type: asked = 'ALL', packages }: TableAction): boolean =>
  (asked === 'ALL' || asked === type) &&
  (packages === undefined || packages.includes(type) || packages.includes('ALL'));

const isOfSite = (row: Row, { site }: TableAction): boolean =>
  site === undefined || row[13] === site.toUpperCase();
