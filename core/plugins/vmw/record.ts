/** A guest of VMware as a row. Pure. */
import { describe } from '../config/described.ts';
import { parseKeys } from '../config/keys.ts';
import type { ConsoleOffer } from '../../model/console.ts';
import type { MachineRecord, MachineState } from '../../model/machine.ts';
import type { Kind, ToldVm } from './list-script.ts';
import {
  archOf,
  type Card,
  cardsOf,
  isSuspended,
  parseVmx,
  screenOf,
  serialsOf,
  uuidOf,
  type Vmx,
} from './vmx.ts';

const MIB = 2 ** 20;
const NOT_RUNNING = 'It does not run.';

const NAMES: Readonly<Record<Kind, string>> = {
  ws: 'Workstation',
  player: 'Player',
  fusion: 'Fusion',
  esx: 'ESXi',
};

/** `paused`: vmrun does not tell that one stands still, only whoever had it paused knows. */
export function recordOf(told: ToldVm, kind: Kind, paused: ReadonlySet<string>): MachineRecord {
  const { path, user, running, ip } = told;
  const vmx = parseVmx(told.lines);
  const described = describe(parseKeys(told.keys.join('\n')));
  const cards = cardsOf(vmx);
  const uuid = uuidOf(vmx) ?? described.uuid;
  const memory = Number(vmx.get('memsize') ?? 0) * MIB;
  const arch = described.arch ?? archOf(vmx);
  const system = vmx.get('guestos');
  const screen = running ? screenOf(vmx) : undefined;
  return {
    type: 'VMW',
    label: described.label ?? vmx.get('displayname') ?? nameOf(path),
    state: stateOf(told, vmx, paused),
    configured: true,
    consoles: consolesOf(vmx, path, running),
    config: path,
    user,
    accelerator: NAMES[kind],
    ...(uuid !== undefined && { uuid }),
    ...netOf(cards, ip, described.addresses),
    ...(memory > 0 && { memoryTotal: memory }),
    // One is what VMware takes without the key.
    vcpus: Math.max(1, Number(vmx.get('numvcpus') ?? 1) || 1),
    ...(arch !== undefined && { arch }),
    ...(screen !== undefined && { vncPort: screen.port }),
    facts: { ...(system !== undefined && { os: system }), ...described.facts },
    details: { ...described.details, ...detailsOf(told, vmx, cards, kind) },
  };
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.vmx$/, '');

function stateOf({ path, running }: ToldVm, vmx: Vmx, paused: ReadonlySet<string>): MachineState {
  if (running) return paused.has(path) ? 'paused' : 'running';
  return isSuspended(vmx) ? 'suspended' : 'off';
}

function netOf(
  cards: readonly Card[],
  ip: string | undefined,
  written: readonly string[],
): Partial<MachineRecord> {
  const addresses = ip === undefined ? written : [ip];
  // Which card it is on is told where there is one only.
  const own = cards.length === 1 ? addresses[0] : undefined;
  const interfaces = cards.map(({ mac }) => ({ mac, ...(own !== undefined && { ip: own }) }));
  return {
    ...(cards.length > 0 && { macs: cards.map(({ mac }) => mac), interfaces }),
    ...(addresses.length > 0 && { addresses }),
  };
}

function consolesOf(vmx: Vmx, path: string, running: boolean): readonly ConsoleOffer[] {
  const blocked = running ? {} : { blocked: NOT_RUNNING };
  return [
    ...serialsOf(vmx, path).map(
      ({ index }): ConsoleOffer => ({
        id: `serial${index}`,
        kind: 'tty',
        title: index === 0 ? 'Serial console' : `Serial console ${index + 1}`,
        ...blocked,
      }),
    ),
    ...(screenOf(vmx) === undefined
      ? []
      : [{ id: 'vnc', kind: 'rfb', title: 'Screen', ...blocked } as const]),
  ];
}

function detailsOf(
  { id }: ToldVm,
  vmx: Vmx,
  cards: readonly Card[],
  kind: Kind,
): Readonly<Record<string, string>> {
  const told = {
    VMware: NAMES[kind],
    'Guest system': vmx.get('guestos'),
    Network: cards.map(({ net }) => net).join(', '),
    Hardware: vmx.get('virtualhw.version'),
    'Number there': id,
  };
  return Object.fromEntries(
    Object.entries(told).filter((pair): pair is [string, string] => (pair[1] ?? '') !== ''),
  );
}
