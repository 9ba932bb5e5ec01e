/** SHOW and INFO as people read them: what the host told, with its guests, or with what each technology can do there. */
import type { ReportAction } from '../model/action.ts';
import type { HostStatus, Readiness } from '../model/host.ts';
import type { Machine } from '../model/machine.ts';
import type { ReportSection, ReportValue } from '../model/report.ts';
import { clean, pad } from './tables/cells.ts';

/** What is known of the host beside its own report. */
export interface ReportContext {
  /** Its name in the inventory. */
  readonly name: string;
  /** Ours. */
  readonly version: string;
  readonly host: HostStatus | undefined;
  readonly machines: Iterable<Machine>;
}

/** A type restricts the technologies of INFO only. */
export function wholeReport(
  told: readonly ReportSection[],
  { verb, type = 'ALL' }: ReportAction,
  { name, version, host, machines }: ReportContext,
): readonly ReportSection[] {
  if (verb === 'show') {
    const guests = [...machines].filter((machine) => machine.host === name && machine.type !== 'PM');
    return [...told, { title: 'Guests', values: guestValues(guests) }];
  }
  const ours = [...some('ctys', version), ...some('Reached by', host?.transport)];
  const [node, ...rest] = told;
  return [
    { title: node?.title ?? name, values: [...ours, ...(node?.values ?? [])] },
    ...rest,
    ...(host?.readiness ?? []).filter((ready) => type === 'ALL' || ready.type === type).map(readinessSection),
  ];
}

const some = (name: string, value: string | undefined): readonly ReportValue[] =>
  value === undefined || value === '' ? [] : [{ name, value }];

const guestValues = (guests: readonly Machine[]): readonly ReportValue[] =>
  guests
    .filter(({ state }) => state !== 'off')
    .map(({ label, type, state, cpu, memoryTotal }) => {
      const use = cpu === undefined ? [] : [`${Math.round(cpu * 100)} % CPU`];
      const memory = memoryTotal === undefined ? [] : [`${Math.round(memoryTotal / 2 ** 20)} MiB`];
      return { name: label, value: [type, state, ...use, ...memory].join(', ') };
    });

/** One section a technology, as ctys-plugins has it. */
const readinessSection = ({ type, usable, version, missing }: Readiness): ReportSection => ({
  title: type,
  values: [
    { name: 'State', value: usable ? 'ENABLED' : 'DISABLED' },
    ...some('Version', version),
    ...missing.map(({ message, remedy }) => ({
      name: 'Missing',
      value: [message, remedy].filter(Boolean).join(' '),
    })),
  ],
});

const WIDTH = 18;

/** A title a section, its values indented below it. */
export const printReport = (sections: readonly ReportSection[]): readonly string[] =>
  sections.flatMap(({ title, values }) => [
    clean(title),
    ...values.map(({ name, value }) => `  ${pad(clean(name), WIDTH)} ${clean(value)}`),
  ]);

type Told = Readonly<Record<string, string | readonly string[]>>;

/** Sections by title, values by name; what is told more than once under a name is a list. */
export const reportObject = (sections: readonly ReportSection[]): Readonly<Record<string, Told>> =>
  Object.fromEntries(
    [...grouped(sections, ({ title }) => title)].map(([title, same]) => [
      title,
      toldOf(same.flatMap(({ values }) => values)),
    ]),
  );

const toldOf = (values: readonly ReportValue[]): Told =>
  Object.fromEntries(
    [...grouped(values, ({ name }) => name)].map(([name, same]) => {
      const [first = '', ...more] = same.map(({ value }) => value);
      return [name, more.length === 0 ? first : [first, ...more]];
    }),
  );

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}
