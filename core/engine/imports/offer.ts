/** What files of other programs offer: hosts, and what is left out of each file and why. Never a password. Pure. */
import { normalMac } from '../../ctys/database/macmap.ts';
import { isMac } from '../../ctys/escape.ts';
import type { HostConfig } from '../../model/host.ts';

/** A host as another program has it. */
export interface Offered {
  readonly host: HostConfig;
  /** Why it may be none that can be reached by SSH; such ones are not chosen at first. */
  readonly doubt?: string;
}

export interface Reading {
  readonly offered: readonly Offered[];
  /** What was left out, in sentences. */
  readonly notes: readonly string[];
}

/** More of one file is no list to choose from. */
export const MOST_OFFERED = 5_000;

export interface Entry {
  readonly name?: string | undefined;
  /** `[user@]host[:port]` */
  readonly address: string;
  readonly user?: string | undefined;
  readonly port?: number | undefined;
  readonly mac?: string | undefined;
  readonly labels?: readonly string[];
  readonly doubt?: string | undefined;
}

/** null: it names no host. */
export function offeredOf({ name, address, mac = '', labels = [], doubt, ...rest }: Entry): Offered | null {
  const place = placeOf(address);
  const user = rest.user || place?.user;
  const port = rest.port ?? place?.port;
  if (place === null || (user !== undefined && !USER.test(user))) return null;
  const own = nameOf(name ?? '') || nameOf(place.host);
  const tags = labels.map(nameOf).filter((label) => label !== '');
  return {
    host: {
      name: own,
      ...(own !== place.host && { address: place.host }),
      ...(user !== undefined && { user }),
      ...(port !== undefined && port !== 22 && { port }),
      ...(isMac(mac) && { mac: normalMac(mac) }),
      ...(tags.length > 0 && { labels: [...new Set(tags)] }),
    },
    ...(doubt !== undefined && { doubt }),
  };
}

const HOST = /^(?:[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,252}[A-Za-z0-9])?|[0-9A-Fa-f:]{2,45}(?:%[\w.-]{1,32})?)$/;
const USER = /^[\w.][\w.\\@$+-]{0,63}$/;

/** `[user@]host[:port]`, `[user@][v6]:port`, or an IPv6 address by itself. */
export function placeOf(text: string): { host: string; user?: string; port?: number } | null {
  const [, user, bracketed, plain = '', number] =
    /^(?:([^@\s]+)@)?(?:\[([^\]\s]+)\]|([^\s[\]]*?))(?::(\d{1,5}))?$/.exec(text.trim()) ?? [];
  const whole = text.trim().replace(/^[^@\s]+@/, '');
  const isBareV6 = bracketed === undefined && whole.split(':').length > 2;
  const host = isBareV6 ? whole : (bracketed ?? plain);
  const port = number === undefined || isBareV6 ? undefined : Number(number);
  if (!HOST.test(host) || (port !== undefined && (port < 1 || port > 65_535))) return null;
  return { host, ...(user !== undefined && { user }), ...(port !== undefined && { port }) };
}

/** A name of the inventory: no blanks, no slashes; what else a program allows becomes a dash. */
export const nameOf = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 100);

/** Entries as offers; those without a host are counted in a note. */
export function reading(entries: readonly Entry[], more: readonly string[] = []): Reading {
  const offered = entries.slice(0, MOST_OFFERED).flatMap((entry) => offeredOf(entry) ?? []);
  const empty = Math.min(entries.length, MOST_OFFERED) - offered.length;
  const left = entries.length - MOST_OFFERED;
  return {
    offered: apart(offered),
    notes: [
      ...(empty > 0 ? [`${empty} ${empty === 1 ? 'entry names' : 'entries name'} no host.`] : []),
      ...(left > 0 ? [`${left} more than ${MOST_OFFERED} are left out.`] : []),
      ...more,
    ],
  };
}

/** Several files of one program. */
export const joined = (readings: readonly Reading[]): Reading => ({
  offered: apart(readings.flatMap(({ offered }) => offered)),
  notes: [...new Set(readings.flatMap(({ notes }) => notes))],
});

/** Hosts of one name are told from each other by a number; the same one again is no other. */
function apart(offered: readonly Offered[]): readonly Offered[] {
  const taken = new Map<string, string>();
  return offered.flatMap((offer) => {
    const { host } = offer;
    const what = JSON.stringify([host.address ?? host.name, host.user, host.port]);
    for (let number = 1; number < 1_000; number++) {
      const name = number === 1 ? host.name : `${host.name}-${number}`;
      const other = taken.get(name);
      if (other === what) return [];
      if (other !== undefined) continue;
      taken.set(name, what);
      const address = host.address ?? host.name;
      return [{ ...offer, host: { ...host, name, ...(address !== name && { address }) } }];
    }
    return [];
  });
}

export const NO_SSH = (what: string): string => `It is ${what} there; ctys reaches hosts by SSH.`;
