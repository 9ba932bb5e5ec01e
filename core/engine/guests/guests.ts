/** Guests from templates: what an order would make, and the job that makes it. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Channel } from '../../channel/channel.ts';
import { newGuest, planGuest } from '../../ctys/templates/guest.ts';
import { createAction, createCall } from '../../ctys/templates/order.ts';
import { Failure, fail } from '../../model/failure.ts';
import type { Machine } from '../../model/machine.ts';
import type { GuestOrder, GuestPlan, NewGuest } from '../../model/template.ts';
import { accountOn } from '../../plugins/config/account.ts';
import type { Plugin } from '../../plugins/plugin.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Monitor } from '../monitor/monitor.ts';
import type { Tables } from '../tables.ts';
import type { Templates } from './templates.ts';

export interface GuestsContext {
  readonly templates: Templates;
  readonly plugins: readonly Plugin[];
  readonly monitor: Monitor;
  readonly tables: Tables;
  readonly jobs: Jobs;
  readonly version: string;
}

export interface Guests {
  /** @throws Failure what is wrong with it */
  plan(order: GuestOrder, signal?: AbortSignal): Promise<GuestPlan>;
  /** Starts the job; returns its id. @throws Failure why it cannot be made */
  create(order: GuestOrder, signal?: AbortSignal): Promise<string>;
}

export function createGuests(context: GuestsContext): Guests {
  const { templates, monitor, jobs, version } = context;
  const readied = async (order: GuestOrder, signal?: AbortSignal) => {
    const template = await templates.read(order.template);
    const on = await monitor.channel(order.host, signal);
    return { template, on, facts: { ...(await factsOn(on)), version } };
  };
  return {
    async plan(order, signal) {
      const { template, facts } = await readied(order, signal);
      return planGuest(template, order, facts);
    },
    async create(order, signal) {
      const { template, on, facts } = await readied(order, signal);
      const guest = newGuest(template, order, facts);
      refuseTwins(context.tables.machines.values(), guest);
      const plugin = await makerOn(on, context.plugins, signal);
      return jobs.make(
        placeholder(plugin, guest),
        createAction(order),
        createCall(order),
        (channel, options) => plugin.install(channel, guest, options),
      );
    },
  };
}

/** Xen's own range: xen.org, 00:16:3e. */
const newMac = (): string =>
  `00:16:3e:${[...randomBytes(3)].map((byte, at) => (at === 0 ? byte & 0x7f : byte).toString(16).padStart(2, '0')).join(':')}`;

const factsOn = async (on: Channel) => ({
  home: (await accountOn(on)).home,
  uuid: randomUUID(),
  mac: newMac(),
  serial: new Date().toISOString().replace(/\D/g, '').slice(0, 14),
});

type Maker = Plugin & Required<Pick<Plugin, 'install'>>;

/** @throws Failure what is missing there */
async function makerOn(on: Channel, plugins: readonly Plugin[], signal?: AbortSignal): Promise<Maker> {
  const makers = plugins.filter((plugin): plugin is Maker => plugin.install !== undefined);
  for (const plugin of makers) {
    const { usable, missing } = await plugin.probe(on, signal === undefined ? {} : { signal });
    if (usable) return plugin;
    const [first] = missing;
    if (first !== undefined) throw new Failure(first);
  }
  throw fail(
    'not-capable',
    `No guest can be made on ${on.name}: it runs no hypervisor that templates are for.`,
    `Templates are for ${makers.map(({ type }) => type).join(', ')}.`,
  );
}

/** A card or an identity that another machine has. Its name is looked for on the host, by the job itself. */
function refuseTwins(machines: Iterable<Machine>, { label, uuid, mac, host }: NewGuest): void {
  for (const other of machines) {
    if (other.label === label && other.host === host) continue;
    if (other.macs?.includes(mac))
      throw fail('busy', `${mac} is the card of ${other.path}.`, 'Give the new guest another MAC (MYMAC).');
    if (other.uuid === uuid)
      throw fail(
        'busy',
        `${uuid} is the UUID of ${other.path}.`,
        'Give the new guest another UUID (MYUUID).',
      );
  }
}

/** The machine it will be, for the job's row; it is in no table yet. */
const placeholder = ({ type }: Plugin, { host, label, uuid }: NewGuest): Machine => ({
  id: `new:${host}:${label}`,
  host,
  path: `/${host}/${type.toLowerCase()}/${label}`,
  seen: Date.now(),
  type,
  label,
  uuid,
  state: 'off',
  configured: false,
  consoles: [],
});
