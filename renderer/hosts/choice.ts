/**
 * Which of the offered hosts are chosen. A name stands for one host: of two offers with one name that lead to different
 * places one can be chosen; those that lead to the same are one host, with what each knows of it. Pure.
 */
import type { ImportSource } from '../../core/contract/schemas.ts';
import type { HostConfig } from '../../core/model/host.ts';

type Sources = readonly ImportSource[];
export type Choice = ReadonlySet<string>;

/** Of an offer: one source has a name once. */
export const keyOf = (source: Pick<ImportSource, 'id'>, name: string): string => `${source.id}\n${name}`;

/** `root@lab00:2222` */
export const whereOf = ({ name, address = name, user, port }: HostConfig): string =>
  `${user === undefined ? '' : `${user}@`}${address}${port === undefined ? '' : `:${port}`}`;

const placeOf = (host: HostConfig): string => [whereOf(host), ...(host.jump ?? [])].join('\n');

interface Offer {
  readonly key: string;
  readonly host: HostConfig;
  /** Of its source. */
  readonly title: string;
}

/** Of each name, in the order of the sources. */
function byName(sources: Sources): ReadonlyMap<string, readonly Offer[]> {
  const found = new Map<string, Offer[]>();
  for (const source of sources)
    for (const { host } of source.offers) {
      const offer = { key: keyOf(source, host.name), host, title: source.title };
      const others = found.get(host.name);
      if (others === undefined) found.set(host.name, [offer]);
      else others.push(offer);
    }
  return found;
}

/** By the key of an offer, those of its name that lead elsewhere. */
export function rivalsOf(sources: Sources): ReadonlyMap<string, readonly Offer[]> {
  const rivals = new Map<string, readonly Offer[]>();
  for (const offers of byName(sources).values())
    for (const { key, host } of offers) {
      const others = offers.filter((other) => placeOf(other.host) !== placeOf(host));
      if (others.length > 0) rivals.set(key, others);
    }
  return rivals;
}

/** `keys` too, in place of what they exclude. */
export function withChosen(sources: Sources, chosen: Choice, keys: readonly string[]): Choice {
  const rivals = rivalsOf(sources);
  const next = new Set(chosen);
  for (const key of keys) {
    for (const other of rivals.get(key) ?? []) next.delete(other.key);
    next.add(key);
  }
  return next;
}

/**
 * What is chosen at first of `added`: what is new, surely reached by SSH, and in the way of nothing that is chosen.
 * known_hosts knows every host that was ever met.
 */
export function firstChoice(sources: Sources, chosen: Choice, added: Sources = sources): Choice {
  const rivals = rivalsOf(sources);
  const next = new Set(chosen);
  for (const source of added)
    for (const { host, known, doubt } of source.offers) {
      const key = keyOf(source, host.name);
      const isSure = source.id !== 'known-hosts' && !known && doubt === undefined;
      if (isSure && !(rivals.get(key) ?? []).some((other) => next.has(other.key))) next.add(key);
    }
  return next;
}

/** Each name once. */
export const chosenHosts = (sources: Sources, chosen: Choice): readonly HostConfig[] =>
  [...byName(sources).values()].flatMap((offers) => {
    const [first, ...more] = offers.filter(({ key }) => chosen.has(key)).map(({ host }) => host);
    return first === undefined ? [] : [more.reduce(together, first)];
  });

const together = (one: HostConfig, other: HostConfig): HostConfig => {
  const labels = [...new Set([...(one.labels ?? []), ...(other.labels ?? [])])];
  return { ...other, ...one, ...(labels.length > 0 && { labels }) };
};
