/** SHOW and INFO: what a host is doing, and what it is: its system, and what each technology can do there. */
import type { ReportAction } from '../model/action.ts';
import type { HostStatus, Readiness } from '../model/host.ts';
import type { Machine } from '../model/machine.ts';
import { carried } from './as-failure.ts';
import type { CoreClient } from './core-client.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { hostName, withLogin } from './places.ts';
import { type Snapshot, snapshot } from './snapshot.ts';

type Section = readonly [title: string, values: readonly (readonly [name: string, value: string])[]];

/** @throws Failure why the host cannot be asked */
export async function report(core: CoreClient, action: ReportAction, io: Io): Promise<number> {
  const name = hostName(withLogin(action));
  await carried(core.api.hosts.refresh({ name, quiet: !io.canAsk }, { signal: io.signal }));
  const sections = reportOf(await snapshot(core.api, io.signal), name, action);
  if (action.json)
    io.out(
      `${JSON.stringify(Object.fromEntries(sections.map(([title, values]) => [title, Object.fromEntries(values)])))}\n`,
    );
  else io.out(`${sections.flatMap(printSection).join('\n')}\n`);
  return EXIT.ok;
}

const WIDTH = 18;

const printSection = ([title, values]: Section): readonly string[] => [
  title,
  ...values.map(([name, value]) => `  ${name.padEnd(WIDTH)} ${value}`),
];

export function reportOf(
  { hosts, machines }: Snapshot,
  name: string,
  { verb, type }: ReportAction,
): readonly Section[] {
  const host = hosts.get(name);
  const all = [...machines.values()].filter((machine) => machine.host === name);
  const node = all.find((machine) => machine.type === 'PM');
  const guests = all.filter((machine) => machine.type !== 'PM');
  if (verb === 'show')
    return [
      [name, nodeFigures(node)],
      ['Guests', guestFigures(guests)],
    ];
  return [[name, [...nodeFacts(node), ...hostFacts(host)]], ...readinessOf(host, type)];
}

const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;

type Values = readonly (readonly [string, string])[];

const some = (name: string, value: string | number | undefined): Values =>
  value === undefined || value === '' ? [] : [[name, String(value)]];

function nodeFigures(node: Machine | undefined): Values {
  if (node === undefined) return [];
  const { memoryUsed, memoryTotal, cpu, since, details = {} } = node;
  return [
    ...some('Up since', since === undefined ? undefined : new Date(since).toISOString()),
    ...some('Load', details.Load),
    ...some('CPU', cpu === undefined ? undefined : `${Math.round(cpu * 100)} %`),
    ...some('Memory total', memoryTotal === undefined ? undefined : mebibytes(memoryTotal)),
    ...some('Memory used', memoryUsed === undefined ? undefined : mebibytes(memoryUsed)),
  ];
}

const guestFigures = (guests: readonly Machine[]): Values =>
  guests
    .filter(({ state }) => state !== 'off')
    .map(({ label, type, state, cpu, memoryTotal }) => [
      label,
      [
        type,
        state,
        ...(cpu === undefined ? [] : [`${Math.round(cpu * 100)} % CPU`]),
        ...(memoryTotal === undefined ? [] : [mebibytes(memoryTotal)]),
      ].join(', '),
    ]);

function nodeFacts(node: Machine | undefined): Values {
  if (node === undefined) return [];
  const { details = {}, arch, vcpus, memoryTotal, uuid, macs = [], addresses = [] } = node;
  const { Load: _changing, ...lasting } = details;
  return [
    ...Object.entries(lasting),
    ...some('Architecture', arch),
    ...some('Processors', vcpus),
    ...some('Memory', memoryTotal === undefined ? undefined : mebibytes(memoryTotal)),
    ...some('UUID', uuid),
    ...some('MAC', macs.join(' ')),
    ...some('Addresses', addresses.join(' ')),
  ];
}

const hostFacts = (host: HostStatus | undefined): Values => some('Reached by', host?.transport);

/** One section a technology, as ctys-plugins has it. */
function readinessOf(host: HostStatus | undefined, type: ReportAction['type'] = 'ALL'): readonly Section[] {
  return (host?.readiness ?? [])
    .filter((ready) => type === 'ALL' || ready.type === type)
    .map((ready): Section => [ready.type, readinessValues(ready)]);
}

const readinessValues = ({ usable, version, missing }: Readiness): Values => [
  ['State', usable ? 'ENABLED' : 'DISABLED'],
  ...some('Version', version),
  ...missing.map(({ message, remedy }): readonly [string, string] => [
    'Missing',
    [message, remedy].filter(Boolean).join(' '),
  ]),
];
