/** The inventory. */
import type { ControllerRequest } from '../../model/controller.ts';
import { fail } from '../../model/failure.ts';
import type { HostConfig } from '../../model/host.ts';
import type { Mconf } from '../../model/mconf.ts';
import type { Ask } from '../../model/prompt.ts';
import type { ReportKind, ReportSection } from '../../model/report.ts';
import type { DescribeOptions, Plugin } from '../../plugins/plugin.ts';
import type { Offered } from '../imports/offer.ts';
import { chosenSource, findSources, type Places } from '../imports/sources.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { categoriesOf } from '../login.ts';
import { aroundOf } from '../monitor/around.ts';
import type { Monitor } from '../monitor/monitor.ts';
import { api, guard, wire } from './guard.ts';

export interface HostsContext {
  readonly inventory: Inventory;
  readonly monitor: Monitor;
  readonly plugins: readonly Plugin[];
  readonly ask: Ask;
  /** Where hosts of other programs are looked for. */
  readonly offerPlaces: Places;
  /** Follows a host beside the inventory, for as long as the core runs. */
  visit(config: HostConfig): void;
}

/** ms; who called stops it. */
const A_DAY = 24 * 60 * 60 * 1000;

export const hostHandlers = ({ inventory, monitor, plugins, ask, offerPlaces, visit }: HostsContext) => ({
  hosts: {
    report: api.hosts.report.handler(({ input, errors, signal }) =>
      guard(errors, async () => wire(await report(monitor, plugins, input, signal))),
    ),
    refresh: api.hosts.refresh.handler(({ input, errors, signal }) =>
      guard(errors, () => {
        if (input.visit !== undefined) visit(input.visit);
        return monitor.refresh(input.name, signal, input);
      }),
    ),
    describe: api.hosts.describe.handler(({ input, errors, signal }) =>
      guard(errors, async () => wire(await describe(monitor, plugins, input, signal))),
    ),
    controller: api.hosts.controller.handler(({ input, errors, signal }) =>
      guard(errors, async () => wire(await control(monitor, plugins, ask, input, signal))),
    ),
    login: api.hosts.login.handler(({ input, errors, signal }) =>
      guard(errors, async () => {
        const on = await monitor.channel(input.name, signal);
        return { categories: [...(await categoriesOf(on, signal))] };
      }),
    ),
    exec: api.hosts.exec.handler(({ input: { name, argv, elevate = false }, errors, signal }) =>
      guard(errors, async () => {
        const on = await monitor.channel(name, signal);
        return await on.exec(argv, { elevate, timeout: A_DAY, ...(signal && { signal }) });
      }),
    ),
    visit: api.hosts.visit.handler(({ input, errors }) => guard(errors, () => visit(input))),
    save: api.hosts.save.handler(({ input, errors }) => guard(errors, () => inventory.save(input))),
    remove: api.hosts.remove.handler(({ input, errors }) =>
      guard(errors, () => inventory.remove(input.name)),
    ),
    offers: api.hosts.offers.handler(({ input: { file }, errors }) =>
      guard(errors, async () => {
        const found =
          file === undefined ? await findSources(offerPlaces) : [await chosenSource(file.name, file.text)];
        return wire(
          found.map(({ offered, ...source }) => ({ ...source, offers: known(offered, inventory) })),
        );
      }),
    ),
  },
});

async function report(
  monitor: Monitor,
  plugins: readonly Plugin[],
  { name, kind }: { readonly name: string; readonly kind: ReportKind },
  signal: AbortSignal | undefined,
): Promise<readonly ReportSection[]> {
  const on = await monitor.channel(name, signal);
  const options = { ...(signal !== undefined && { signal }) };
  const told = await Promise.all(plugins.map((plugin) => plugin.report?.(on, kind, options) ?? []));
  return told.flat();
}

async function describe(
  monitor: Monitor,
  plugins: readonly Plugin[],
  { name, ...options }: { readonly name: string } & DescribeOptions,
  signal: AbortSignal | undefined,
): Promise<Mconf> {
  const plugin = plugins.find((one) => one.describe !== undefined);
  if (plugin?.describe === undefined) throw fail('not-capable', `${name} cannot be described.`);
  const on = await monitor.channel(name, signal);
  return await plugin.describe(on, { ...options, ...(signal !== undefined && { signal }) });
}

async function control(
  monitor: Monitor,
  plugins: readonly Plugin[],
  ask: Ask,
  { name, ...request }: { readonly name: string } & ControllerRequest,
  signal: AbortSignal | undefined,
): Promise<readonly ReportSection[]> {
  const plugin = plugins.find((one) => one.control !== undefined);
  if (plugin?.control === undefined || monitor.config(name) === undefined)
    throw fail('not-found', `No host is called ${name}.`, 'Check the inventory.');
  const here = await monitor.channel('localhost', signal);
  const live = signal ?? new AbortController().signal;
  return await plugin.control(here, aroundOf(monitor, name, ask), request, live);
}

/** By name, or by where it is reached. */
function known(offered: readonly Offered[], inventory: Inventory) {
  const place = ({ name, address = name, port = 22 }: HostConfig): string => `${address} ${port}`;
  const places = new Set(inventory.hosts.map(({ config }) => place(config)));
  return offered.map((offer) => ({
    ...offer,
    known: inventory.get(offer.host.name) !== undefined || places.has(place(offer.host)),
  }));
}
