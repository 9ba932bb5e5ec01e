/** What a host's own configuration (/etc/ctys.d/pm.conf, vm.conf) says, as the probe prints it. Pure. */
import { cardsOf, factsOf } from '../config/facts.ts';
import { isHidden, type Keys, parseKeys } from '../config/keys.ts';
import type { Facts, NetworkCard } from '../../model/machine.ts';
import { first, plain } from './lines.ts';
import { cleanUuid } from '../config/uuid.ts';

export interface Own {
  /** Path of the file. */
  readonly config: string;
  readonly label?: string;
  readonly uuid?: string;
  readonly interfaces?: readonly NetworkCard[];
  readonly facts: Facts;
}

export const isOwn = (line: string): boolean => line.startsWith('#@#');

/** Undefined: there is none, or it asks not to be listed. */
export function ownOf(lines: readonly string[]): Own | undefined {
  const config = first(lines, 'f');
  const keys = parseKeys(lines.filter(isOwn).map(plain).join('\n'));
  return config === undefined || keys.size === 0 || isHidden(keys) ? undefined : toldBy(keys, config);
}

function toldBy(keys: Keys, config: string): Own {
  const label = keys.get('LABEL');
  const uuid = cleanUuid(keys.get('UUID'));
  const cards = cardsOf(keys);
  return {
    config,
    ...(label && { label }),
    ...(uuid !== undefined && { uuid }),
    ...(cards.length > 0 && { interfaces: cards }),
    facts: factsOf(keys),
  };
}
