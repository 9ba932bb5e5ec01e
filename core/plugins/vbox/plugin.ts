/**
 * VirtualBox: the machines that the account of the host has registered. VBoxManage tells and does; serial ports and screens
 * are reached where VirtualBox itself listens on the host.
 */
import type { Plugin } from '../plugin.ts';
import { openConsole, screen } from './consoles.ts';
import { look } from './look.ts';
import { operations } from './operations.ts';
import { probe } from './readiness.ts';
import { watch } from './watch.ts';

const isDown = new Set(['off', 'suspended']);

export const vbox: Plugin = {
  type: 'VBOX',
  probe,
  // What is registered is known, wherever its files are.
  enumerate: (on, options) => look(on, 'all', options),
  list: async (on, options) => (await look(on, 'up', options)).filter(({ state }) => !isDown.has(state)),
  watch,
  operations,
  screen,
  open: openConsole,
};
