/**
 * What can be done to a host's power, each verb on its best path: its own system over SSH, a magic packet, its
 * management controller. The path is told in the job's log, and VIA chooses another.
 */
import type { Channel } from '../../channel/channel.ts';
import type { MachineAction, PowerPath } from '../../model/action.ts';
import { fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
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

/** By its controller where it has one; a packet else. */
const on: Run = async (here, machine, action, options) => {
  const { config } = options.around;
  const path = chosen(action, ['BMC', 'WOL'], config.bmc === undefined ? 'WOL' : 'BMC');
  if (path === 'WOL') {
    await wake(here, machine, action, options);
    return;
  }
  const controller = await controllerOf(here, options.around, options.signal);
  await switchPower(controller, 'on', action, options);
  await awaitUp(here, machine, action, options);
};

const packet: Run = async (here, machine, action, options) => {
  if (chosen(action, ['BMC', 'WOL'], 'WOL') === 'BMC') await on(here, machine, action, options);
  else await wake(here, machine, action, options);
};

/** Its system stops it; what its controller does instead. */
const stopping =
  (word: PowerWord, preferred: (options: RunOptions, machine: MachineRecord) => PowerPath): Run =>
  async (here, machine, action, options) => {
    checkSelf(action, options.around.config.name);
    const path = chosen(action, ['SSH', 'BMC'], preferred(options, machine));
    if (path === 'SSH') {
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

const SYSTEM = (): PowerPath => 'SSH';
/** What does not answer cannot stop itself. */
const SYSTEM_IF_UP = ({ around }: RunOptions, { state }: MachineRecord): PowerPath =>
  around.config.bmc !== undefined && state !== 'running' ? 'BMC' : 'SSH';
const CONTROLLER = ({ around }: RunOptions): PowerPath => (around.config.bmc === undefined ? 'SSH' : 'BMC');

/** @throws Failure not-capable */
function chosen({ via, verb }: MachineAction, able: readonly PowerPath[], usual: PowerPath): PowerPath {
  const path = via ?? usual;
  if (able.includes(path)) return path;
  throw fail(
    'not-capable',
    `A ${verb} goes by ${able.join(' or ')}, not by ${path}.`,
    `Give VIA:${able[0]}, or leave VIA out.`,
  );
}

const init: Run = async (here, machine, action, options) => {
  const word = methodOf(action) === 'poweroff' ? 'soft' : 'reset';
  const able = methodOf(action) === 'init' ? SYSTEM : SYSTEM_IF_UP;
  await stopping(word, able)(here, machine, action, options);
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
  wake: starts(packet),
  shutdown: stops(stopping('soft', SYSTEM_IF_UP)),
  poweroff: stops(stopping('off', CONTROLLER)),
  pause: stops(stopping('soft', SYSTEM_IF_UP)),
  suspend: stops(stopping('soft', SYSTEM_IF_UP)),
  init: stops(init),
  reboot: restarts(stopping('cycle', SYSTEM)),
  reset: restarts(stopping('reset', CONTROLLER)),
};
