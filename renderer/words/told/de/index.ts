/** What the core tells, in German: a file for each part of it. */
import type { Told } from '../../told.ts';
import { calls } from './calls.ts';
import { channel } from './channel.ts';
import { cli } from './cli.ts';
import { engine } from './engine.ts';
import { facts } from './facts.ts';
import { guests } from './guests.ts';
import { helps } from './helps.ts';
import { inventory } from './inventory.ts';
import { model } from './model.ts';
import { pm } from './pm.ts';
import { qemu } from './qemu.ts';
import { rdp } from './rdp.ts';
import { rfb } from './rfb.ts';
import { sessions } from './sessions.ts';
import { shared } from './shared.ts';
import { vbox } from './vbox.ts';
import { vmw } from './vmw.ts';
import { vnc } from './vnc.ts';
import { x11 } from './x11.ts';
import { xen } from './xen.ts';

export const toldInGerman: Told = {
  ...calls,
  ...channel,
  ...engine,
  ...facts,
  ...guests,
  ...helps,
  ...inventory,
  ...model,
  ...cli,
  ...pm,
  ...qemu,
  ...rdp,
  ...rfb,
  ...sessions,
  ...shared,
  ...vbox,
  ...vmw,
  ...vnc,
  ...x11,
  ...xen,
};
