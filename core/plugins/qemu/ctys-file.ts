/** What the ctys keys of a configuration say of a guest. Pure. */
import type { Facts, NetworkCard } from '../../model/machine.ts';
import { cardsOf, factsOf } from '../config/facts.ts';
import type { Keys } from '../config/keys.ts';
import { cleanUuid } from './cmdline.ts';

export interface Described {
  readonly label?: string;
  readonly uuid?: string;
  readonly macs: readonly string[];
  readonly addresses: readonly string[];
  /** Bytes. */
  readonly memory?: number;
  readonly vcpus?: number;
  readonly arch?: string;
  readonly accelerator?: string;
  /** Command that starts it, beside or below the configuration. */
  readonly starter?: string;
  readonly cards: readonly NetworkCard[];
  readonly facts: Facts;
  readonly details: Readonly<Record<string, string>>;
}

const DETAILS: readonly (readonly [key: string, title: string])[] = [
  ['DIST', 'Distribution'],
  ['DISTREL', 'Release'],
  ['OS', 'System'],
  ['OSREL', 'Kernel'],
  ['CATEGORY', 'Category'],
  ['VMSTATE', 'Configuration state'],
  ['HYPERREL', 'Made with'],
  ['PLATFORM', 'Platform'],
  ['SERNO', 'Serial number'],
  ['VERSION', 'Version'],
];

/** Values of KEY and KEY0, KEY1 ... in order. */
function numbered(keys: Keys, key: string): string[] {
  const names = [...keys.keys()].filter((name) => name === key || new RegExp(`^${key}\\d+$`).test(name));
  return names.map((name) => keys.get(name) ?? '').filter((value) => value !== '');
}

const natural = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : undefined;

const filled = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

export function describe(keys: Keys): Described {
  const label = filled(keys.get('LABEL'));
  const uuid = cleanUuid(keys.get('UUID'));
  const megabytes = natural(keys.get('VRAM'));
  const vcpus = natural(keys.get('VCPU'));
  const arch = filled(keys.get('ARCH'));
  const accelerator = filled(keys.get('ACCELERATOR'));
  const starter = filled(keys.get('STARTERCALL'));
  return {
    ...(label !== undefined && { label }),
    ...(uuid !== undefined && { uuid }),
    macs: numbered(keys, 'MAC').map((mac) => mac.toLowerCase()),
    // <ip>%<mask>%<relay>%...
    addresses: numbered(keys, 'IP').map((value) => value.split('%')[0] ?? value),
    ...(megabytes !== undefined && { memory: megabytes * 2 ** 20 }),
    ...(vcpus !== undefined && { vcpus }),
    ...(arch !== undefined && { arch }),
    ...(accelerator !== undefined && { accelerator }),
    ...(starter !== undefined && { starter }),
    cards: cardsOf(keys),
    facts: factsOf(keys),
    details: Object.fromEntries(
      DETAILS.flatMap(([key, title]) => {
        const value = filled(keys.get(key));
        return value === undefined ? [] : [[title, value]];
      }),
    ),
  };
}
