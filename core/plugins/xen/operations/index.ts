/** The verbs of domains: from which state, over which, to which. */
import type { MachineRecord } from '../../../model/machine.ts';
import type { MachineAction } from '../../../model/action.ts';
import type { Verb } from '../../../model/verb.ts';
import type { Operation, RunOptions } from '../../plugin.ts';
import { type Hub, hubOf } from '../hub.ts';
import { xl } from '../xl.ts';
import { rename } from './rename.ts';
import { start } from './start.ts';
import { isPaused, isUp, until } from './state.ts';
import { init, poweroff, reboot, reset, shutdown } from './stop.ts';
import { resume, suspend } from './suspend.ts';

/** s for a verb of Xen itself. */
const SOON = 15;

type Work = (hub: Hub, machine: MachineRecord, action: MachineAction, o: RunOptions) => Promise<void>;

const on =
  (work: Work): Operation['run'] =>
  (channel, machine, action, o) =>
    work(hubOf(channel), machine, action, o);

/** A verb of xl on a domain, and the state it brings. */
const simple =
  (verb: 'pause' | 'unpause', wanted: typeof isUp): Work =>
  async (hub, machine, _action, o) => {
    const { listed } = await hub.mustFind(machine, o);
    await xl(hub.on, [verb, String(listed.id)], o);
    await until(hub, machine, wanted, SOON, o);
  };

/** A suspended guest is resumed when it is started: its disks go with its memory. */
const startOrResume: Work = (hub, machine, action, o) => {
  if (machine.state !== 'suspended') return start(hub, machine, o, { paused: action.start?.paused ?? false });
  o.log('It has a saved state and is resumed from it; remove the state to boot it afresh.');
  return resume(hub, machine, action, o);
};

export const operations: Partial<Record<Verb, Operation>> = {
  start: { from: ['off', 'suspended', 'crashed'], via: 'starting', to: 'running', run: on(startOrResume) },
  resume: { from: ['suspended', 'off'], via: 'starting', to: 'running', run: on(resume) },
  shutdown: {
    from: ['running', 'unknown'],
    via: 'stopping',
    to: 'off',
    run: on((hub, machine, action, o) => shutdown(hub, machine, action.delay ?? action.timeout, o)),
  },
  poweroff: {
    from: ['running', 'paused', 'crashed', 'unknown', 'starting', 'stopping', 'saving'],
    via: 'stopping',
    to: 'off',
    run: on((hub, machine, _action, o) => poweroff(hub, machine, o)),
  },
  reboot: {
    from: ['running'],
    via: 'stopping',
    to: 'running',
    run: on((hub, machine, action, o) => reboot(hub, machine, action.delay ?? action.timeout, o)),
  },
  reset: {
    from: ['running', 'paused', 'crashed'],
    via: 'starting',
    to: 'running',
    run: on((hub, machine, _action, o) => reset(hub, machine, o)),
  },
  pause: { from: ['running'], via: 'saving', to: 'paused', run: on(simple('pause', isPaused)) },
  unpause: { from: ['paused'], via: 'starting', to: 'running', run: on(simple('unpause', isUp)) },
  suspend: { from: ['running', 'paused'], via: 'saving', to: 'suspended', run: on(suspend) },
  rename: { from: ['running', 'paused'], run: on(rename) },
  init: {
    from: ['running'],
    via: 'stopping',
    to: 'running',
    run: on((hub, machine, action, o) => init(hub, machine, action.level, o)),
  },
};
