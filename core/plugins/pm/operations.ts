/** What can be done to a host's power, each verb on its best path: its own system, a magic packet. */
import type { Operation } from '../plugin.ts';
import { checkSelf, stopBySystem } from './power/stop.ts';
import { wake } from './wake/wake.ts';

/** A host that does not answer is most likely off. */
const MAYBE_OFF = ['off', 'suspended', 'crashed', 'lost', 'unknown'] as const;
const UP = ['running', 'paused', 'crashed', 'unknown', 'lost'] as const;

const waking: Operation = {
  from: MAYBE_OFF,
  via: 'starting',
  to: 'running',
  apart: true,
  run: async (here, machine, action, options) => {
    await wake(here, machine, action, options);
  },
};

const stop = (to: 'off' | 'running'): Operation => ({
  from: UP,
  via: to === 'off' ? 'stopping' : 'starting',
  to,
  apart: true,
  run: async (here, machine, action, options) => {
    checkSelf(action, options.around.config.name);
    await stopBySystem(here, machine, action, options);
  },
});

export const operations = {
  start: waking,
  wake: waking,
  shutdown: stop('off'),
  poweroff: stop('off'),
  pause: stop('off'),
  suspend: stop('off'),
  init: stop('off'),
  reboot: stop('running'),
  reset: stop('running'),
};
