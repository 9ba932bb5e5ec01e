/** A machine as a database of configured machines has it: where it is, and how it is found there. */
import type { Address } from './address.ts';
import type { SessionType } from './machine.ts';

export interface KnownMachine {
  /** Host as the record names it, with or without its domain. */
  readonly host: string;
  readonly type: SessionType;
  readonly label: string;
  /** Fully qualified: by UUID, else by the configuration's path. */
  readonly target: Address;
}

const shortName = (host: string): string => host.split('.')[0] ?? host;

/** Names of one host: alike, or one is the other without its domain. */
export function sameHost(a: string, b: string): boolean {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  if (one === other) return true;
  const isShort = !one.includes('.') || !other.includes('.');
  return isShort && !/^[\d.]+$/.test(one + other) && shortName(one) === shortName(other);
}
