/** Guests that libvirt has defined on a Xen host (virsh -c xen:///system): xl does not know them until they run. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { execAsAllowed } from '../config/account.ts';
import { describe } from '../config/described.ts';
import { cleanUuid } from '../config/uuid.ts';
import type { XenEntry } from './catalogue.ts';

/** Where libvirt's driver for libxl keeps them (libvirt 9.0); asking virsh for each would start a process each. */
const FOLDER = '/etc/libvirt/libxl';
const STATES = '/var/lib/libvirt/libxl/save';

export const isLibvirts = (config: string | undefined): boolean => config?.startsWith(`${FOLDER}/`) ?? false;

/** $1 folder of definitions, $2 of saved states. A heading each, contents indented. */
const READ_SCRIPT = `
for f in "$1"/*.xml; do
  [ -f "$f" ] || continue
  printf 'F %s\\n' "$f"
  sed 's/^/ /' "$f"
done
for f in "$2"/*.save; do [ -f "$f" ] && printf 'S %s\\n' "$f"; done
exit 0`;

const MOST_BYTES = 8 * 2 ** 20;

export async function libvirtEntries(on: Channel, options: CallOptions = {}): Promise<readonly XenEntry[]> {
  const argv = ['sh', '-c', READ_SCRIPT, 'sh', FOLDER, STATES];
  const { stdout } = await execAsAllowed(on, argv, { ...options, maxBytes: MOST_BYTES });
  return parseDefinitions(stdout);
}

export function parseDefinitions(told: string): readonly XenEntry[] {
  const states = new Set([...told.matchAll(/^S (\/.*)$/gm)].map(([, path = '']) => path));
  return told
    .split(/^F (?=\/)/m)
    .slice(1)
    .flatMap((part) => {
      const end = part.indexOf('\n');
      return entryOf(part.slice(0, end), part.slice(end + 1), states) ?? [];
    });
}

/** libvirt writes these files itself, in one form. */
const element = (xml: string, name: string): string | undefined =>
  unescaped(new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`).exec(xml)?.[1]?.trim());

const unescaped = (text: string | undefined): string | undefined =>
  text?.replace(/&(lt|gt|quot|apos|amp);/g, (_all, name: string) => ENTITIES[name] ?? '');

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const UNITS: Readonly<Record<string, number>> = { b: 2 ** -20, KiB: 2 ** -10, MiB: 1, GiB: 2 ** 10 };

function entryOf(config: string, xml: string, states: ReadonlySet<string>): XenEntry | null {
  const label = element(xml, 'name');
  const uuid = cleanUuid(element(xml, 'uuid'));
  if (label === undefined || uuid === undefined || !/<domain type='xen'/.test(xml)) return null;
  const [, unit = 'KiB', size = ''] = /<memory(?: unit='(\w+)')?>(\d+)</.exec(xml) ?? [];
  const memory = Math.round(Number(size) * (UNITS[unit] ?? 0));
  const vcpus = Number(element(xml, 'vcpu'));
  const state = `${STATES}/${label}.save`;
  return {
    config,
    label,
    uuid,
    user: 'root',
    uid: 0,
    described: describe(new Map()),
    macs: [...xml.matchAll(/<mac address='([0-9a-f:]{17})'/gi)].map(([, mac = '']) => mac.toLowerCase()),
    ...(memory > 0 && { memory }),
    ...(vcpus > 0 && { vcpus }),
    kind: kindOf(xml),
    hasScreen: /<graphics type='vnc'/.test(xml),
    hasLoader: /<bootloader>/.test(xml),
    isCopy: false,
    ...(states.has(state) && { saved: { label, uuid, config, state, at: 0, uid: 0 } }),
  };
}

function kindOf(xml: string): XenEntry['kind'] {
  const [, type] = /<type(?:\s[^>]*)?>(\w+)<\/type>/.exec(xml) ?? [];
  return type === 'hvm' ? 'HVM' : type === 'xenpvh' ? 'PVH' : 'PARA';
}
