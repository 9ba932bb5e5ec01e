/**
 * Xen: the domains of a Dom0 and every guest configured there. xl tells and does, xenstore tells where consoles are;
 * configurations are xl's own files with keys of ctys in comments.
 */
import type { Plugin } from '../plugin.ts';
import { openConsole } from './consoles.ts';
import { create } from './create/index.ts';
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
  create,
  open: openConsole,
};
