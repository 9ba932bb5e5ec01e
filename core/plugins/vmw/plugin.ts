/**
 * VMware: guests of Workstation, Player and Fusion by vmrun, and of ESXi by vim-cmd over its SSH. What they are stands in their
 * .vmx files; serial ports and screens are reached where VMware itself listens on the host.
 */
import type { Plugin } from '../plugin.ts';
import { openConsole, screen } from './consoles.ts';
import { look } from './look.ts';
import { operations } from './operations.ts';
import { probe } from './readiness.ts';
import { watch } from './watch.ts';

export const vmw: Plugin = {
  type: 'VMW',
  probe,
  enumerate: (on, { bases, ...options }) => look(on, bases, options),
  list: async (on, options) => await look(on, 'up', options),
  watch,
  operations,
  screen,
  open: openConsole,
};
