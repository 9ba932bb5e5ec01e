/**
 * What the `#@#` keys of a configuration say beside the machine itself: the further fields of ENUMERATE and the network
 * cards. Keys: chapter 6.2 of the reference. Pure.
 */
import type { Facts, NetworkCard } from '../../model/machine.ts';
import type { Keys } from './keys.ts';

/** Field and the keys that may hold it; the first that is not empty counts. */
const FACT_KEYS: Readonly<Record<keyof Facts, readonly string[]>> = {
  vncBase: ['VNCBASEPORT', 'VNCBASE'],
  vncDisplay: ['VNCACCESSDISPLAY', 'VNCDISPLAY'],
  dist: ['DIST'],
  distRel: ['DISTREL'],
  os: ['OS'],
  osRel: ['OSREL'],
  version: ['VERNO', 'VERSION'],
  serial: ['SERNO'],
  category: ['CATEGORY'],
  vmState: ['VMSTATE'],
  hypervisor: ['HYPERREL'],
  stackCap: ['STACKCAP'],
  stackReq: ['STACKREQ'],
  hwCap: ['HWCAP'],
  hwReq: ['HWREQ'],
  execLocation: ['EXECLOCATION'],
  relocCap: ['RELOCCAP'],
  hypervisorRun: ['HYPERRELRUN'],
  execPath: ['EXECPATH', 'EXEPATH'],
  ctysRelease: ['CTYSRELEASE', 'CTYSREL'],
  platform: ['PLATFORM'],
  vram: ['VRAM'],
  vcpu: ['VCPU'],
  context: ['CSTRG'],
  userText: ['USTRG'],
  uid: ['UID'],
  gid: ['GID'],
  defaultHosts: ['DEFAULTHOSTS'],
  defaultConsole: ['DEFAULTCONSOLE'],
  startAfter: ['STARTAFTER'],
};

const filled = (keys: Keys, names: readonly string[]): string | undefined =>
  names.map((name) => keys.get(name)).find((value) => value !== undefined && value !== '');

export function factsOf(keys: Keys): Facts {
  const pairs = Object.entries(FACT_KEYS).map(([fact, names]) => [fact, filled(keys, names)] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

/** Places of an IP value: `<ip>%<mask>%<relay>%<interface>%<ssh port>%<gateway>`. */
const PLACES = ['ip', 'netmask', 'relay', 'name', 'sshPort', 'gateway'] as const;

/** MACn and IPn belong together; the plain keys are those of a machine with one card. */
export function cardsOf(keys: Keys): readonly NetworkCard[] {
  const numbers = [...keys.keys()].flatMap((key) => /^(?:MAC|IP)(\d*)$/.exec(key)?.[1] ?? []);
  return [...new Set(numbers)]
    .sort((a, b) => Number(a) - Number(b))
    .map((number) => cardOf(keys, number))
    .filter((card) => card.mac !== undefined || card.ip !== undefined);
}

function cardOf(keys: Keys, number: string): NetworkCard {
  const mac = filled(keys, [`MAC${number}`])?.toLowerCase();
  const values = (keys.get(`IP${number}`) ?? '').split('%');
  const own = Object.fromEntries(
    PLACES.flatMap((place, index) => (values[index] ? [[place, values[index]]] : [])),
  );
  const shared = {
    netmask: filled(keys, ['NETMASK']),
    relay: filled(keys, ['RELAY']),
    name: filled(keys, ['IFNAME']),
    sshPort: filled(keys, ['SSHPORT']),
    gateway: filled(keys, ['GATEWAY', 'GUESTGATEWAY']),
    netname: filled(keys, ['NETNAME']),
  };
  const said = Object.fromEntries(Object.entries(shared).filter(([, value]) => value !== undefined));
  return { ...(mac !== undefined && { mac }), ...said, ...own };
}
