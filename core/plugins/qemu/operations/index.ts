/** The verbs of QEMU guests: from which state, over which, to which. */
import type { Operation, RunOptions } from '../../plugin.ts';
import type { Channel } from '../../../channel/channel.ts';
import type { MachineAction } from '../../../model/action.ts';
import type { MachineRecord } from '../../../model/machine.ts';
import type { Verb } from '../../../model/verb.ts';
import type { Guest } from '../guest.ts';
import { type Hub, hubOf } from '../hub.ts';
import { start } from './start.ts';
import { pause, reset, unpause } from './status.ts';
import { poweroff, reboot, shutdown } from './stop.ts';
import { resume, suspend } from './suspend.ts';

type OnGuest = (guest: Guest, action: MachineAction, o: RunOptions, hub: Hub) => Promise<void>;

/** Work on a running guest; its row is current afterwards. */
const running =
  (work: OnGuest): Operation['run'] =>
  async (on: Channel, machine: MachineRecord, action: MachineAction, o: RunOptions) => {
    const hub = hubOf(on);
    const guest = await hub.guest(machine, o);
    await work(guest, action, o, hub);
    await guest.refresh();
    hub.changed(guest);
  };

/** A suspended guest is resumed when it is started: its disks go with its memory. */
const startOrResume: Operation['run'] = async (on, machine, action, o) => {
  const hub = hubOf(on);
  if (machine.state !== 'suspended') return start(hub, machine, o, action.start?.paused ?? false);
  o.log('It has a saved state and is resumed from it; remove the state to boot it afresh.');
  return resume(hub, machine, action, o);
};

export const operations: Partial<Record<Verb, Operation>> = {
  start: { from: ['off', 'suspended', 'crashed'], via: 'starting', to: 'running', run: startOrResume },
  resume: {
    from: ['suspended', 'off'],
    via: 'starting',
    to: 'running',
    run: (on, machine, action, o) => resume(hubOf(on), machine, action, o),
  },
  shutdown: {
    from: ['running', 'unknown'],
    via: 'stopping',
    to: 'off',
    run: running((guest, action, o) => shutdown(guest, action.delay, o)),
  },
  poweroff: {
    from: ['running', 'paused', 'crashed', 'unknown', 'starting', 'stopping', 'saving'],
    via: 'stopping',
    to: 'off',
    run: running((guest, _action, o) => poweroff(guest, o)),
  },
  reboot: {
    from: ['running'],
    via: 'stopping',
    to: 'running',
    run: running((guest, action, o) => reboot(guest, action.delay, o)),
  },
  reset: {
    from: ['running', 'paused', 'crashed'],
    via: 'starting',
    to: 'running',
    run: running((guest, _action, o) => reset(guest, o)),
  },
  pause: {
    from: ['running'],
    via: 'saving',
    to: 'paused',
    run: running((guest, _action, o) => pause(guest, o)),
  },
  unpause: {
    from: ['paused'],
    via: 'starting',
    to: 'running',
    run: running((guest, _action, o) => unpause(guest, o)),
  },
  suspend: {
    from: ['running', 'paused'],
    via: 'saving',
    to: 'suspended',
    run: running((guest, action, o, hub) => suspend(hub, guest, action, o)),
  },
};
