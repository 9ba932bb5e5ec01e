/** For tests and looks only: a guest of the simulated core that is a host, with guests inside. */
import type { Machine } from '../../core/model/machine.ts';
import type { FakeCore } from './fake-core.ts';

/** tst100 of lab00 becomes the host `nest`, which carries inner1 and inner4. */
export function addFakeStack({ tables }: FakeCore): void {
  const carrier = [...tables.machines.values()].find(({ label }) => label === 'tst100');
  const own = tables.machines.get('pm:lab00');
  if (carrier === undefined || own === undefined) return;
  tables.putMachine({ ...carrier, state: 'running', asHost: 'nest' });
  tables.putMachine({
    ...own,
    id: 'pm:nest',
    host: 'nest',
    label: 'nest',
    path: '/nest',
    asGuest: carrier.id,
  });
  for (const label of ['inner1', 'inner4']) tables.putMachine(inside(carrier, label));
}

function inside(
  { path, uuid: _uuid, macs: _macs, asHost: _as, ...carrier }: Machine,
  label: string,
): Machine {
  return {
    ...carrier,
    id: `qemu:nest:${label}`,
    host: 'nest',
    label,
    state: 'running',
    path: `${path}/qemu/${label}`,
    config: `/root/qemu/${label}/${label}.ctys`,
  };
}
