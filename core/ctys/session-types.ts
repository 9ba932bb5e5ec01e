/** Words of `-t` and of lists of technologies. KVM is QEMU's accelerator. */
import type { MachineType } from '../model/machine.ts';
import { type Codec, choice } from './codec.ts';

export const SESSION_TYPES: Codec<MachineType> = choice<MachineType>([
  ['VNC', 'VNC'],
  ['CLI', 'CLI'],
  ['X11', 'X11'],
  ['RDP', 'RDP'],
  ['PM', 'PM'],
  ['XEN', 'XEN'],
  ['QEMU', 'QEMU', 'KVM'],
  ['VMW', 'VMW'],
  ['VBOX', 'VBOX'],
  ['LIBVIRT', 'LIBVIRT'],
  ['ALL', 'ALL'],
]);
