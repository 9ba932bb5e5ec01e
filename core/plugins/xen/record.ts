/** Domains and configurations as rows. Pure. */
import type { ConsoleOffer } from '../../model/console.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { XenEntry } from './catalogue.ts';
import { type DomainDetails, stateOf } from './domain.ts';
import type { Listed } from './list-script.ts';
import type { Rates } from './traffic.ts';

const MIB = 2 ** 20;

export interface Running {
  readonly listed: Listed;
  readonly details: DomainDetails;
  /** Where those are who look at its screen. */
  readonly viewers: readonly string[];
  readonly rates?: Rates;
  /** Share of one core. */
  readonly cpu?: number;
  readonly entry?: XenEntry;
  /** So many domains were built for it within two minutes. */
  readonly lately?: number;
}

export const CONTROL = 0;

export function runningRecord({
  listed,
  details,
  viewers,
  rates,
  cpu,
  entry,
  lately,
}: Running): MachineRecord {
  const isControl = listed.id === CONTROL;
  const { screen, macs, kind, since } = details;
  const uuid = listed.uuid ?? entry?.uuid;
  return {
    type: 'XEN',
    label: listed.name,
    state: stateOf(listed.flags, details.isBuilt && details.hasConsole),
    configured: entry !== undefined,
    consoles: isControl ? [] : consolesOf(details),
    ...(uuid !== undefined && { uuid }),
    ...(macs.length > 0 && { macs }),
    ...interfacesOf(entry, macs),
    ...(entry !== undefined && { config: entry.config }),
    pid: listed.id,
    user: isControl || entry === undefined ? 'root' : entry.user,
    ...(cpu !== undefined && { cpu }),
    ...rates,
    memoryUsed: listed.memory * MIB,
    memoryTotal: (details.maxMemory ?? listed.memory) * MIB,
    vcpus: listed.vcpus,
    ...(entry?.described.arch !== undefined && { arch: entry.described.arch }),
    accelerator: kind,
    ...(since !== undefined && !isControl && { since }),
    ...(screen !== undefined && { vncPort: screen.port }),
    ...(viewers.length > 0 && { clients: viewers }),
    ...factsOf(entry),
    ...(isControl && { control: true as const }),
    ...(lately !== undefined && {
      note: `Xen has built it ${lately} times within two minutes: it may crash over and over. Its console tells.`,
    }),
    details: {
      ...entry?.described.details,
      Domain: String(listed.id),
      ...(details.kernel !== undefined && { Boots: details.kernel }),
    },
  };
}

const interfacesOf = (entry: XenEntry | undefined, macs: readonly string[]): Partial<MachineRecord> => {
  const cards = entry?.described.cards ?? [];
  const addresses = entry?.described.addresses ?? [];
  return {
    ...(cards.length > 0
      ? { interfaces: cards }
      : macs.length > 0 && { interfaces: macs.map((mac) => ({ mac })) }),
    ...(addresses.length > 0 && { addresses }),
  };
};

const factsOf = (entry: XenEntry | undefined): Partial<MachineRecord> => {
  const facts = entry?.described.facts ?? {};
  const said = entry?.isCopy ? { ...facts, vmState: 'BACKUP' } : facts;
  return Object.keys(said).length > 0 ? { facts: said } : {};
};

function consolesOf({ screen, hasScreen, hasSerial }: DomainDetails): readonly ConsoleOffer[] {
  return [
    { id: 'console', kind: 'tty', title: 'Console' },
    ...(hasSerial ? [{ id: 'serial0', kind: 'tty', title: 'Serial console' } as const] : []),
    ...(screen !== undefined ? [{ id: 'vnc', kind: 'rfb', title: 'Screen' } as const] : []),
    ...(screen === undefined && hasScreen
      ? [{ id: 'vnc', kind: 'rfb', title: 'Screen', blocked: 'Its screen is not there yet.' } as const]
      : []),
  ];
}

const NOT_RUNNING = 'It does not run.';

export function configuredRecord(entry: XenEntry): MachineRecord {
  const { described, label, uuid, macs, memory, vcpus, saved, fault } = entry;
  return {
    type: 'XEN',
    label,
    state: saved === undefined ? 'off' : 'suspended',
    configured: true,
    consoles: [
      { id: 'console', kind: 'tty', title: 'Console', blocked: NOT_RUNNING },
      ...(entry.hasScreen
        ? [{ id: 'vnc', kind: 'rfb', title: 'Screen', blocked: NOT_RUNNING } as const]
        : []),
    ],
    ...(uuid !== undefined && { uuid }),
    ...(macs.length > 0 && { macs }),
    ...interfacesOf(entry, macs),
    config: entry.config,
    user: entry.user,
    ...(memory !== undefined && { memoryTotal: memory * MIB }),
    ...(vcpus !== undefined && { vcpus }),
    ...(described.arch !== undefined && { arch: described.arch }),
    accelerator: entry.kind,
    ...factsOf(entry),
    ...(fault !== undefined && { note: fault }),
    details: {
      ...described.details,
      ...(saved !== undefined && { 'Saved state': saved.state }),
    },
  };
}
