/**
 * QEMU guests: every qemu-system process of the host, and every guest configured there (`.ctys` files, start scripts,
 * argument files). State, events and verbs go through QMP; consoles straight to the guest's sockets.
 *
 * Processes in a PID namespace below the host's own (containers) belong to the system inside, which is a host of
 * its own: their files cannot be seen from here.
 */
import type { Plugin } from '../plugin.ts';
import { openConsole } from './consoles.ts';
import { hubOf } from './hub.ts';
import { operations } from './operations/index.ts';
import { vncOf } from './record.ts';
import { probe } from './readiness.ts';
import { watch } from './watch.ts';

export const qemu: Plugin = {
  type: 'QEMU',
  probe,
  enumerate: (on, { bases, ...options }) => hubOf(on).enumerate(bases, options),
  list: (on, options) => hubOf(on).list(options),
  watch,
  operations,
  screen: async (on, machine, id) => {
    const at = id === 'vnc' ? vncOf(await hubOf(on).guest(machine))?.endpoint : undefined;
    return at && { at };
  },
  open: openConsole,
};
