/** What `xl list -l` and xenstore tell of a domain once, for as long as it runs. Pure. */
import { atomIn, listsIn, sexps } from './sexp.ts';
import { cleanUuid } from '../config/uuid.ts';
import type { MachineRecord } from '../../model/machine.ts';

export interface DomainDetails {
  readonly uuid?: string;
  readonly kind: 'PARA' | 'HVM' | 'PVH';
  readonly macs: readonly string[];
  /** MiB it may have. */
  readonly maxMemory?: number;
  readonly hasScreen: boolean;
  /** Where its VNC server listens, on its host. */
  readonly screen?: { readonly host: string; readonly port: number };
  /** xl has its configuration: only once it is built. */
  readonly isBuilt: boolean;
  /** Its own, not the one its boot loader had before. */
  readonly hasConsole: boolean;
  /** A serial port emulated for it, beside the console of its kernel. */
  readonly hasSerial: boolean;
  /** epoch ms */
  readonly since?: number;
  readonly kernel?: string;
}

const KINDS = { pv: 'PARA', hvm: 'HVM', pvh: 'PVH' } as const;

interface LongDomain {
  readonly domid?: unknown;
  readonly config?: {
    readonly c_info?: { readonly type?: unknown; readonly uuid?: unknown };
    readonly b_info?: Readonly<Record<string, unknown>>;
    readonly nics?: readonly { readonly mac?: unknown }[];
    readonly vfbs?: readonly unknown[];
  };
  /** xm only: epoch s. */
  readonly start?: number;
}

/** By domain id; empty: it is not that list. */
export function parseLong(text: string): ReadonlyMap<number, LongDomain> {
  return text.trimStart().startsWith('(') ? parseXmLong(text) : parseXlLong(text);
}

/** S-expressions of xm, told as xl does. */
function parseXmLong(text: string): ReadonlyMap<number, LongDomain> {
  return new Map(
    sexps(text).flatMap((domain) => {
      const id = Number(atomIn(domain, 'domid'));
      if (!Array.isArray(domain) || domain[0] !== 'domain' || !(id >= 0)) return [];
      const devices = listsIn(domain, 'device').flatMap((device) => [device[1] ?? []]);
      const of = (kind: string) => devices.filter((device) => Array.isArray(device) && device[0] === kind);
      const vfbs = of('vfb');
      const isHvm = listsIn(domain, 'image').some((image) => listsIn(image, 'hvm').length > 0);
      const config = {
        c_info: { type: isHvm ? 'hvm' : 'pv', uuid: atomIn(domain, 'uuid') },
        b_info: { max_memkb: Number(atomIn(domain, 'maxmem')) * 1024 },
        nics: of('vif').map((vif) => ({ mac: atomIn(vif, 'mac') })),
        vfbs,
      };
      return [[id, { domid: id, config, start: Number(atomIn(domain, 'start_time')) }] as const];
    }),
  );
}

function parseXlLong(text: string): ReadonlyMap<number, LongDomain> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new Map();
  }
  if (!Array.isArray(value)) return new Map();
  return new Map(
    (value as readonly LongDomain[]).flatMap((one) =>
      typeof one?.domid === 'number' ? [[one.domid, one] as const] : [],
    ),
  );
}

const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i;

export function detailsOf(
  id: number,
  long: LongDomain | undefined,
  store: ReadonlyMap<string, string>,
): DomainDetails {
  const { c_info: create = {}, b_info: build = {}, nics = [], vfbs = [] } = long?.config ?? {};
  const at = (name: string): string | undefined => store.get(`/local/domain/${id}/${name}`);
  const port = Number(at('console/vnc-port'));
  const since = Number(store.get(`${at('vm') ?? '/vm/-'}/start_time`) ?? long?.start);
  const max = Number(build.max_memkb);
  const hvm = build['type.hvm'] as
    | { readonly vnc?: { readonly enable?: unknown }; readonly serial?: unknown }
    | undefined;
  const uuid = cleanUuid(typeof create.uuid === 'string' ? create.uuid : undefined);
  return {
    ...(uuid !== undefined && { uuid }),
    kind: KINDS[String(create.type) as keyof typeof KINDS] ?? 'PARA',
    macs: nics.flatMap(({ mac }) => (typeof mac === 'string' && MAC.test(mac) ? [mac.toLowerCase()] : [])),
    ...(max > 0 && { maxMemory: Math.round(max / 1024) }),
    hasScreen: vfbs.length > 0 || hvm?.vnc?.enable === 'True',
    ...(port > 0 && { screen: { host: hostOf(at('console/vnc-listen')), port } }),
    isBuilt: long !== undefined,
    hasConsole: at('console/tty') !== undefined && at('console/port') !== undefined,
    hasSerial: at('serial/0/tty') !== undefined,
    ...(since > 0 && { since: Math.round(since * 1000) }),
    ...(typeof build.kernel === 'string' && { kernel: build.kernel }),
  };
}

/** A server on all addresses is reached on the host's own. */
const hostOf = (listen: string | undefined): string =>
  listen === undefined || listen === '' || listen === '0.0.0.0' ? '127.0.0.1' : listen;

/** Nothing more will be told of it. */
export const isComplete = ({ isBuilt, hasConsole, hasScreen, screen }: DomainDetails): boolean =>
  isBuilt && hasConsole && (!hasScreen || screen !== undefined);

/** Flags of xl as a state; one that is on its way out or in is in transition (ctys chapter 5.3). */
export function stateOf(flags: string, isBuilt = true): MachineRecord['state'] {
  // Xen keeps it paused until it is built, and while its boot loader asks.
  if (!isBuilt && flags.includes('p')) return 'starting';
  if (flags.includes('c')) return 'crashed';
  if (flags.includes('s') || flags.includes('d')) return 'stopping';
  return flags.includes('p') ? 'paused' : 'running';
}
