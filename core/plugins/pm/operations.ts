/**
 * What can be done to a host's power, each verb on its best path: its own system over SSH, a magic packet, its
 * management controller. The path is told in the job's log, and VIA chooses another.
 */
import type { Channel } from '../../channel/channel.ts';
import type { MachineAction, PowerPath } from '../../model/action.ts';
import { fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
import { powerPath } from '../../model/power-path.ts';
import type { Operation, RunOptions } from '../plugin.ts';
import type { PowerWord } from './controller/controller.ts';
import { controllerOf } from './controller/open.ts';
import { switchPower } from './controller/switch.ts';
import { methodOf } from './power/commands.ts';
import { bootOf, untilRebooted } from './power/settled.ts';
import { BACK, checkSelf, offNews, placeOf, stopBySystem } from './power/stop.ts';
import { awaitUp, wake } from './wake/wake.ts';

/** A host that does not answer is most likely off. */
const MAYBE_OFF = ['off', 'suspended', 'crashed', 'lost', 'unknown'] as const;
const UP = ['running', 'paused', 'crashed', 'unknown', 'lost', 'starting', 'stopping'] as const;

type Run = (
  here: Channel,
  machine: MachineRecord,
  action: MachineAction,
  options: RunOptions,
) => Promise<void>;

/** By its controller, or by a packet. */
const on: Run = async (here, machine, action, options) => {
  if (pathOf(action, machine, options) === 'WOL') {
    await wake(here, machine, action, options);
    return;
  }
  const controller = await controllerOf(here, options.around, options.signal);
  await switchPower(controller, 'on', action, options);
  await awaitUp(here, machine, action, options);
};

/** Its system stops it; what its controller does instead. */
const stopping =
  (word: PowerWord): Run =>
  async (here, machine, action, options) => {
    checkSelf(action, options.around.config.name);
    if (pathOf(action, machine, options) === 'SSH') {
      await stopBySystem(here, machine, action, options);
      return;
    }
    if (action.wake?.arm)
      throw fail('bad-input', 'A controller cannot arm a network card.', 'Give VIA:SSH, or leave WOL out.');
    const controller = await controllerOf(here, options.around, options.signal);
    const place = await placeOf(here, machine, options);
    const before = machine.state === 'running' ? await bootOf(place, options) : null;
    await switchPower(controller, word, action, options);
    if (word === 'off' || word === 'soft') options.tell(offNews(action));
    else if (before) await untilRebooted(place, before, action.timeout ?? BACK, options);
    else await awaitUp(here, machine, action, options);
  };

const pathOf = (action: MachineAction, { state }: MachineRecord, { around }: RunOptions): PowerPath =>
  powerPath(action, { hasController: around.config.bmc !== undefined, isUp: state === 'running' });

const init: Run = async (here, machine, action, options) => {
  const word = methodOf(action) === 'poweroff' ? 'soft' : 'reset';
  await stopping(word)(here, machine, action, options);
};

const starts = (run: Run): Operation => ({
  from: MAYBE_OFF,
  via: 'starting',
  to: 'running',
  apart: true,
  run,
});
const stops = (run: Run): Operation => ({ from: UP, via: 'stopping', to: 'off', apart: true, run });
const restarts = (run: Run): Operation => ({ from: UP, via: 'starting', to: 'running', apart: true, run });

export const operations = {
  start: starts(on),
  wake: starts(on),
  shutdown: stops(stopping('soft')),
  poweroff: stops(stopping('off')),
  pause: stops(stopping('soft')),
  suspend: stops(stopping('soft')),
  init: stops(init),
  reboot: restarts(stopping('cycle')),
  reset: restarts(stopping('reset')),
};
