/** `ctys plugins`: what each technology can do on hosts, and what is missing there. */
import { parseCall } from '../../ctys/parse.ts';
import { printReport } from '../../ctys/report.ts';
import type { HostStatus, Readiness } from '../../model/host.ts';
import { asFailure } from '../as-failure.ts';
import { type CoreClient, openCore } from '../core-client.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { fileLookup } from '../lookup.ts';
import { hostName, placesOf, visitedHosts } from '../places.ts';
import { snapshot } from '../snapshot.ts';
import { toolOptions } from './options.ts';
import { table } from './table.ts';

export const USAGE = `Usage: ctys plugins [-T TYPE[,TYPE...]|all] [--quick-list | --quick-tab] [-X] [TARGET ...]
--quick-list  a line each: host, technology, version, state   --quick-tab  a line a host`;

export async function run(words: readonly string[], io: Io): Promise<number> {
  const { values, rest } = toolOptions(
    words,
    {
      types: { type: 'string', short: 'T' },
      type: { type: 'string', short: 't' },
      server: { type: 'boolean', short: 'E' },
      debug: { type: 'string', short: 'd' },
      login: { type: 'string', short: 'l' },
      elevation: { type: 'string', short: 'Z' },
      terse: { type: 'boolean', short: 'X' },
      'quick-list': { type: 'boolean' },
      'quick-tab': { type: 'boolean' },
    },
    USAGE,
  );
  const places = parseCall(['-a', 'info', ...rest], fileLookup()).flatMap(placesOf);
  const wanted = String(values.types ?? values.type ?? 'all')
    .toUpperCase()
    .split(',');
  const core = await openCore();
  try {
    await Promise.all(visitedHosts(places).map((config) => core.api.hosts.visit(config)));
    const names = [...new Set(places.map(hostName))];
    const codes = await Promise.all(names.map((name) => look(core, name, io)));
    const { hosts } = await snapshot(core.api, io.signal);
    const shown = names.flatMap((name) => hosts.get(name) ?? []);
    const separator = values.terse ? ';' : '|';
    if (values['quick-tab']) io.out(table(quickTab(shown), separator));
    else if (values['quick-list']) io.out(table(quickList(shown, wanted), separator));
    else
      for (const host of shown)
        io.out([...fullReport(host, wanted), ...(await rights(core, host, wanted, io)), ''].join('\n'));
    return codes.find((code) => code !== EXIT.ok) ?? EXIT.ok;
  } finally {
    await core.close();
  }
}

async function look(core: CoreClient, name: string, io: Io): Promise<number> {
  try {
    await core.api.hosts.refresh({ name, quiet: true }, { signal: io.signal });
    return EXIT.ok;
  } catch (caught) {
    const { code, message, remedy = '' } = asFailure(caught);
    io.error(`ctys: ${name}: ${message} ${remedy}`.trimEnd().concat('\n'));
    return exitCodeOf(code);
  }
}

/** What stopping and waking it needs; nothing where it does not tell. */
async function rights(
  core: CoreClient,
  { config: { name }, state }: HostStatus,
  wanted: readonly string[],
  io: Io,
): Promise<readonly string[]> {
  if (state !== 'up' || !(wanted.includes('ALL') || wanted.includes('PM'))) return [];
  const told = core.api.hosts.report({ name, kind: 'rights' }, { signal: io.signal });
  const sections = await told.catch(() => []);
  return printReport(sections).map((line) => `  ${line}`);
}

const readinessOf = ({ readiness = [] }: HostStatus, wanted: readonly string[]): readonly Readiness[] =>
  readiness.filter(({ type }) => wanted.includes('ALL') || wanted.includes(type));

const stateOf = ({ usable }: Readiness): string => (usable ? 'ENABLED' : 'DISABLED');

const quickList = (
  hosts: readonly HostStatus[],
  wanted: readonly string[],
): readonly (readonly string[])[] => [
  ['Hostname', 'Plugin', 'Version', 'State'],
  ...hosts.flatMap((host) =>
    readinessOf(host, wanted).map((ready) => [
      host.config.name,
      ready.type,
      ready.version ?? '-',
      stateOf(ready),
    ]),
  ),
];

/** Technologies in the order of the ancestor's table. */
const TYPES = ['PM', 'CLI', 'X11', 'VNC', 'RDP', 'QEMU', 'VBOX', 'VMW', 'XEN'];

const quickTab = (hosts: readonly HostStatus[]): readonly (readonly string[])[] => [
  ['Hostname', ...TYPES],
  ...hosts.map((host) => [
    host.config.name,
    ...TYPES.map((type) => (readinessOf(host, [type]).some(({ usable }) => usable) ? 'x' : '-')),
  ]),
];

function fullReport(host: HostStatus, wanted: readonly string[]): readonly string[] {
  const lines = readinessOf(host, wanted).flatMap((ready) => [
    `  ${ready.type.padEnd(6)} ${stateOf(ready)} ${ready.version ?? ''}`.trimEnd(),
    ...ready.missing.map(({ message, remedy }) => `         ${[message, remedy].filter(Boolean).join(' ')}`),
  ]);
  return [host.config.name, ...lines];
}
