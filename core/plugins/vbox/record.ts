/** A machine of VirtualBox as a row. Pure. */
import { cleanUuid } from '../config/uuid.ts';
import type { ConsoleOffer } from '../../model/console.ts';
import type { MachineRecord, MachineState } from '../../model/machine.ts';
import { RDP_SCREEN, RDP_TOLD } from '../../model/rdp-screen.ts';
import { guestCardsOf, propertiesOf, systemOf } from './guest-properties.ts';
import type { ToldVm } from './list-script.ts';
import { type Card, cardsOf, displayOf, serialsOf, stateOf, valuesOf } from './vm-info.ts';

const MIB = 2 ** 20;
const NOT_RUNNING = 'It does not run.';

export interface Around {
  /** Its account. */
  readonly user: string;
  /** The extension that serves remote displays; empty: none is installed. */
  readonly pack: string;
}

type Values = ReadonlyMap<string, string>;

const isUp = (state: MachineState): boolean => state === 'running' || state === 'paused';

/** The extension of that name serves VNC, Oracle's serves RDP. */
export const speaksVnc = (pack: string): boolean => /\bVNC\b/i.test(pack);

export function recordOf({ uuid, info, guest }: ToldVm, { user, pack }: Around): MachineRecord {
  const values = valuesOf(info);
  const state = stateOf(values);
  const properties = propertiesOf(guest);
  const cards = cardsOf(values);
  const memory = Number(values.get('memory'));
  const vcpus = Number(values.get('cpus'));
  const config = values.get('CfgFile');
  const arch = archOf(values);
  const since = state === 'running' ? Date.parse(`${values.get('VMStateChangeTime')?.slice(0, 23)}Z`) : 0;
  const system = values.get('ostype');
  const note = noteOf(values);
  return {
    type: 'VBOX',
    label: values.get('name') ?? uuid,
    state,
    configured: true,
    consoles: consolesOf(values, isUp(state), pack),
    uuid: cleanUuid(uuid) ?? uuid,
    user,
    ...netOf(cards, properties),
    ...(config?.startsWith('/') && { config }),
    ...(memory > 0 && { memoryTotal: memory * MIB }),
    ...(vcpus > 0 && { vcpus }),
    ...(arch !== undefined && { arch }),
    ...(since > 0 && { since }),
    ...portsOf(values, isUp(state)),
    ...(system !== undefined && { facts: { os: system } }),
    ...(note !== undefined && { note }),
    details: detailsOf(values, cards, properties, pack),
  };
}

function netOf(cards: readonly Card[], properties: Values): Partial<MachineRecord> {
  // Behind NAT all guests have the same address, which nobody else can reach.
  const hidden = new Set(cards.filter(({ kind }) => kind === 'nat').map(({ mac }) => mac));
  const told = guestCardsOf(properties).filter(({ mac }) => !hidden.has(mac));
  const interfaces = cards.map(({ mac }) => {
    const ip = told.find((one) => one.mac === mac)?.ip;
    return { mac, ...(ip !== undefined && { ip }) };
  });
  return {
    ...(cards.length > 0 && { macs: cards.map(({ mac }) => mac), interfaces }),
    ...(told.length > 0 && { addresses: told.map(({ ip }) => ip) }),
  };
}

/** `platformArchitecture` since 7.1; before, the kind of system says it. */
function archOf(values: Values): string | undefined {
  const system = values.get('ostype');
  if (system === undefined) return undefined;
  if (/arm/i.test(values.get('platformArchitecture') ?? '') || /arm/i.test(system)) return 'aarch64';
  return /64/.test(system) ? 'x86_64' : 'i386';
}

function portsOf(values: Values, isUpNow: boolean): Partial<MachineRecord> {
  const at = isUpNow ? displayOf(values)?.at : undefined;
  if (at === undefined) return {};
  return {
    vncPort: at.port,
    ...(at.host !== '127.0.0.1' && { serverPort: `${at.host}:${at.port}` }),
  };
}

function consolesOf(values: Values, isUpNow: boolean, pack: string): readonly ConsoleOffer[] {
  const serials = serialsOf(values).map(
    ({ index }): ConsoleOffer => ({
      id: `serial${index}`,
      kind: 'tty',
      title: index === 0 ? 'Serial console' : `Serial console ${index + 1}`,
      ...(!isUpNow && { blocked: NOT_RUNNING }),
    }),
  );
  const display = displayOf(values);
  if (display === undefined) return serials;
  const blocked = screenBlocked(display.at !== undefined, isUpNow, pack);
  const id = speaksVnc(pack) ? 'vnc' : RDP_SCREEN;
  return [...serials, { id, kind: 'rfb', title: 'Screen', ...(blocked !== undefined && { blocked }) }];
}

function screenBlocked(isServed: boolean, isUpNow: boolean, pack: string): string | undefined {
  if (!isUpNow) return NOT_RUNNING;
  if (pack === '') return 'Its host has no extension of VirtualBox that serves screens.';
  if (!isServed) return 'VirtualBox does not serve its screen: its ports may be taken.';
  return speaksVnc(pack) ? undefined : RDP_TOLD;
}

function noteOf(values: Values): string | undefined {
  const [state, name] = [values.get('VMState') ?? '', values.get('name')];
  if (name === undefined || name === '<inaccessible>')
    return 'VirtualBox cannot read its configuration: see VBoxManage list vms.';
  if (state.startsWith('aborted')) return 'It ended by itself the last time: VirtualBox calls it aborted.';
  if (state === 'gurumeditation') return 'It has crashed (guru meditation): power it off or reset it.';
  return undefined;
}

function detailsOf(
  values: Values,
  cards: readonly Card[],
  properties: Values,
  pack: string,
): Readonly<Record<string, string>> {
  const display = displayOf(values);
  const port = display?.at?.port ?? display?.ports;
  const nets = cards.map(({ kind, to }) => (to === undefined ? kind : `${kind} (${to})`)).join(', ');
  const told = {
    'Guest system': systemOf(properties) ?? values.get('ostype'),
    Network: nets,
    // SessionName has had it since 5.0, SessionType before.
    'Front end': values.get('SessionName') ?? values.get('SessionType'),
    'Remote display': display && `${speaksVnc(pack) ? 'VNC' : 'RDP'}, port ${port}`,
    Snapshot: values.get('CurrentSnapshotName'),
    Group: values.get('groups') === '/' ? undefined : values.get('groups'),
  };
  return Object.fromEntries(
    Object.entries(told).filter((pair): pair is [string, string] => (pair[1] ?? '') !== ''),
  );
}
