/**
 * Xen: the domains of a Dom0 and every guest configured there. xl tells and does, xenstore tells where consoles are;
 * configurations are xl's own files with keys of ctys in comments.
 */
import type { Plugin } from '../plugin.ts';
import { openConsole } from './consoles.ts';
import { install } from './install/index.ts';
import { hubOf } from './hub.ts';
import { operations } from './operations/index.ts';
import { probe } from './readiness.ts';
import { watch } from './watch.ts';

export const xen: Plugin = {
  type: 'XEN',
  probe,
  enumerate: (on, { bases, ...options }) => hubOf(on).enumerate(bases, options),
  list: (on, options) => hubOf(on).list(options),
  watch,
  operations,
  install,
  screen: async (on, machine, id) => {
    const at = id === 'vnc' ? (await hubOf(on).mustFind(machine)).details.screen : undefined;
    return at && { at };
  },
  open: openConsole,
};
