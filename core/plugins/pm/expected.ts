/** What is written of a host that can be woken: its row before it ever answered, and beside what it tells itself. Pure. */
import type { HostConfig } from '../../model/host.ts';
import type { MachineRecord } from '../../model/machine.ts';

export function expected(config: HostConfig): MachineRecord | null {
  if (config.mac === undefined && config.bmc === undefined) return null;
  const { address } = config;
  return withWritten(
    {
      type: 'PM',
      label: config.name,
      state: 'unknown',
      configured: true,
      consoles: [],
      ...(address !== undefined && /^\d+(\.\d+){3}$/.test(address) && { addresses: [address] }),
      note: 'It has not answered yet.',
    },
    config,
  );
}

export const SOL = 'sol';

/** The MAC it is woken by stands first; its controller has a console of its own. */
export function withWritten(record: MachineRecord, config: HostConfig | undefined): MachineRecord {
  const mac = config?.mac?.toLowerCase().replaceAll('-', ':');
  const bmc = config?.bmc;
  return {
    ...record,
    ...(mac !== undefined && { macs: [...new Set([mac, ...(record.macs ?? [])])] }),
    ...(bmc !== undefined && {
      consoles: [...record.consoles, { id: SOL, kind: 'tty', title: 'Serial-over-LAN', apart: true }],
      details: { ...record.details, Controller: `${bmc.kind ?? 'ipmi'} ${bmc.address}` },
    }),
  };
}
