/** Copies of a guest beside it have its UUID: one of them is the machine, the others are told as BACKUP and never meant by a name. Pure. */
import type { MachineRecord } from '../../model/machine.ts';

/** Which runs; else the one that is named as its folder; else the first. */
const rank = ({ state, config = '' }: MachineRecord): number => {
  if (state === 'running' || state === 'paused') return 0;
  const [file = '', folder] = config.split('/').reverse();
  return file === `${folder}.vmx` ? 1 : 2;
};

export function markCopies(records: readonly MachineRecord[]): readonly MachineRecord[] {
  const first = new Map<string, MachineRecord>();
  for (const record of records) {
    const { uuid } = record;
    const other = uuid === undefined ? undefined : first.get(uuid);
    if (uuid !== undefined && (other === undefined || rank(record) < rank(other))) first.set(uuid, record);
  }
  return records.map((record) => {
    const { uuid, ...rest } = record;
    if (uuid === undefined || first.get(uuid) === record) return record;
    return { ...rest, facts: { ...record.facts, vmState: 'BACKUP' } };
  });
}
