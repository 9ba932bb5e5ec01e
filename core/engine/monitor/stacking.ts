/**
 * Which hosts are guests of other hosts, kept true as rows change, and where machines stand because of it. Rows that
 * only run on are not looked at: links follow from what a machine is, not from what it does.
 */
import type { HostIdentity, Links } from '../../model/stack.ts';
import { isUp, linksOf } from '../../model/stack.ts';
import type { Machine } from '../../model/machine.ts';
import { machinePath } from '../../model/machine.ts';
import { same } from '../same.ts';

export interface StackingContext {
  machines(): Iterable<Machine>;
  row(id: string): Machine | undefined;
  identities(): Iterable<HostIdentity>;
  /** Rows of these hosts stand elsewhere now. */
  moved(hosts: ReadonlySet<string>): void;
}

/** What a row says of its place. */
export interface Placed {
  readonly path: string;
  readonly asHost?: string;
  readonly asGuest?: string;
}

/** A place, and whether what carries it is known to be off: then so is all that stands there. */
interface Site {
  readonly path: string;
  readonly off?: string;
}

const identityOf = ({ type, label, uuid, macs, addresses, control, state, ...row }: Machine): unknown => [
  type,
  label,
  uuid,
  macs,
  addresses,
  control,
  isUp({ ...row, type, label, state }),
];

export class Stacking {
  private readonly context: StackingContext;
  private links: Links = new Map();
  private hostOf: ReadonlyMap<string, string> = new Map();
  private sites: ReadonlyMap<string, Site> = new Map();
  private due = false;

  constructor(context: StackingContext) {
    this.context = context;
  }

  /** Tells of a row that was written or dropped. */
  tell(old: Machine | undefined, now: Machine | undefined): void {
    if (old !== undefined && now !== undefined && same(identityOf(old), identityOf(now))) return;
    this.look();
  }

  /** After what is going on now: one look for all rows of a list. */
  look(): void {
    if (this.due) return;
    this.due = true;
    queueMicrotask(() => {
      this.due = false;
      this.renew();
    });
  }

  placed(host: string, id: string, machine: Pick<Machine, 'type' | 'label'>): Placed {
    const path = machinePath(host, machine as Machine, this.sites.get(host)?.path);
    const asHost = this.hostOf.get(id);
    const asGuest = machine.type === 'PM' ? this.links.get(host) : undefined;
    return { path, ...(asHost !== undefined && { asHost }), ...(asGuest !== undefined && { asGuest }) };
  }

  /** The guest that a host is, when that is off. */
  carrierOff(host: string): string | undefined {
    return this.sites.get(host)?.off;
  }

  private renew(): void {
    const links = linksOf(this.context.machines(), this.context.identities());
    const sites = this.sitesOf(links);
    const moved = new Set<string>();
    for (const host of new Set([...links.keys(), ...this.links.keys()])) {
      const [now, was] = [links.get(host), this.links.get(host)];
      if (now === was && same(sites.get(host), this.sites.get(host))) continue;
      moved.add(host);
      for (const id of [now, was]) {
        const guest = this.context.row(id ?? '');
        if (guest !== undefined) moved.add(guest.host);
      }
    }
    this.links = links;
    this.sites = sites;
    this.hostOf = new Map([...links].map(([host, guest]) => [guest, host]));
    if (moved.size > 0) this.context.moved(moved);
  }

  private sitesOf(links: Links): ReadonlyMap<string, Site> {
    const sites = new Map<string, Site>();
    const siteOf = (host: string): Site => {
      const known = sites.get(host);
      if (known !== undefined) return known;
      const guest = this.context.row(links.get(host) ?? '');
      if (guest === undefined) return { path: `/${host}` };
      const below = siteOf(guest.host);
      const off = below.off ?? (isUp(guest) ? undefined : guest.label);
      const site = { path: machinePath(guest.host, guest, below.path), ...(off !== undefined && { off }) };
      sites.set(host, site);
      return site;
    };
    for (const host of links.keys()) siteOf(host);
    return sites;
  }
}
