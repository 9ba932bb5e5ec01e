/** All technologies. A further one is a line here. */
import type { Plugin } from './plugin.ts';
import { cli } from './cli/plugin.ts';
import { pm } from './pm/plugin.ts';
import { rdp } from './rdp/plugin.ts';
import { qemu } from './qemu/plugin.ts';
import { vbox } from './vbox/plugin.ts';
import { vmw } from './vmw/plugin.ts';
import { vnc } from './vnc/plugin.ts';
import { x11 } from './x11/plugin.ts';
import { xen } from './xen/plugin.ts';

export const plugins: readonly Plugin[] = [pm, xen, qemu, vbox, vmw, vnc, x11, cli, rdp];
