/** What `VBoxManage showvminfo --machinereadable` tells of a machine. Pure. */
import type { MachineState } from '../../model/machine.ts';

/** The first value of a key counts: what people write (descriptions, names of snapshots) is printed after what it could feign. */
export function valuesOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of lines) {
    const [, key, quoted, plain = ''] =
      /^"?([A-Za-z][^="]*?)"?=(?:"((?:[^"\\]|\\.|"(?!$))*)"|([^"]*))$/.exec(line) ?? [];
    if (key !== undefined && !values.has(key))
      values.set(key, quoted?.replace(/\\(["\\])/g, '$1') ?? plain.trim());
  }
  return values;
}

/** Short names of MachineState, as VBoxManageInfo.cpp has them (7.0). */
const STATES: Readonly<Record<string, MachineState>> = {
  poweroff: 'off',
  aborted: 'off',
  teleported: 'off',
  saved: 'suspended',
  'aborted-saved': 'suspended',
  running: 'running',
  paused: 'paused',
  gurumeditation: 'crashed',
  teleporting: 'running',
  livesnapshotting: 'running',
  onlinesnapshotting: 'running',
  deletingsnapshotlive: 'running',
  teleportingpausedvm: 'paused',
  deletingsnapshotlivepaused: 'paused',
  teleportingin: 'starting',
  starting: 'starting',
  restoring: 'starting',
  stopping: 'stopping',
  saving: 'saving',
  settingup: 'off',
  offlinesnapshotting: 'off',
  deletingsnapshot: 'off',
  restoringsnapshot: 'off',
};

export const stateOf = (values: ReadonlyMap<string, string>): MachineState =>
  STATES[(values.get('VMState') ?? '').toLowerCase().replaceAll(' ', '')] ?? 'unknown';

export interface Card {
  readonly mac: string;
  /** nat, bridged, hostonly ... */
  readonly kind: string;
  /** What it is bridged to, or the net's name. */
  readonly to?: string;
}

/** VirtualBox has at most 36 cards (chipset ICH9). */
const MOST_CARDS = 36;

export function cardsOf(values: ReadonlyMap<string, string>): readonly Card[] {
  const cards: Card[] = [];
  for (let number = 1; number <= MOST_CARDS; number++) {
    const kind = values.get(`nic${number}`);
    const mac = /^[0-9a-f]{12}$/i.exec(values.get(`macaddress${number}`) ?? '')?.[0];
    if (kind === undefined || kind === 'none' || mac === undefined) continue;
    const to = ['bridgeadapter', 'hostonlyadapter', 'hostonly-network', 'intnet', 'nat-network']
      .map((key) => values.get(`${key}${number}`))
      .find((name) => name !== undefined && name !== '');
    cards.push({ mac: colons(mac), kind, ...(to !== undefined && { to }) });
  }
  return cards;
}

export const colons = (mac: string): string => (mac.toLowerCase().match(/../g) ?? []).join(':');

export type SerialEnd = { readonly unix: string } | { readonly host: string; readonly port: number };

export interface Serial {
  /** 0 to 3 */
  readonly index: number;
  /** Where VirtualBox itself waits for one to come. */
  readonly at: SerialEnd;
}

/** Of UART modes only those VirtualBox serves: `server,PATH` (a pipe) and `tcpserver,PORT`. */
export const serialsOf = (values: ReadonlyMap<string, string>): readonly Serial[] =>
  [0, 1, 2, 3].flatMap((index): readonly Serial[] => {
    const [, mode, place = ''] =
      /^(server|tcpserver),(.+)$/.exec(values.get(`uartmode${index + 1}`) ?? '') ?? [];
    if (mode === undefined || (values.get(`uart${index + 1}`) ?? 'off') === 'off') return [];
    if (mode === 'server') return place.startsWith('/') ? [{ index, at: { unix: place } }] : [];
    const port = portOf(place);
    return port === undefined ? [] : [{ index, at: { host: '127.0.0.1', port } }];
  });

const portOf = (text: string | undefined): number | undefined => {
  const port = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0;
  return port > 0 && port < 65_536 ? port : undefined;
};

export interface Display {
  /** Where it listens, as its host sees it; undefined: it is switched on and does not listen. */
  readonly at?: { readonly host: string; readonly port: number };
  /** The ports it may take, as they were written. */
  readonly ports: string;
}

/** Its remote display (VRDE); undefined: it has none. `vrdeport` is the one it took, -1 while it does not listen. */
export function displayOf(values: ReadonlyMap<string, string>): Display | undefined {
  if (values.get('vrde') !== 'on') return undefined;
  const port = portOf(values.get('vrdeport'));
  const host = values.get('vrdeaddress') ?? '';
  const own = host === '' || host === '0.0.0.0' || host === '::';
  const ports = values.get('vrdeports') ?? '';
  return port === undefined ? { ports } : { ports, at: { host: own ? '127.0.0.1' : host, port } };
}
