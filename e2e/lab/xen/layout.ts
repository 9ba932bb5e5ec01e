/** Names, addresses and places of a Xen lab. Pure: everything follows from the instance number. */
import { join } from 'node:path';
import { STATE_ROOT } from '../layout.ts';

export const DOM0 = 'dom0';

export interface XenLayout {
  readonly instance: number;
  /** tmpfs with everything of this lab. */
  readonly state: string;
  readonly home: string;
  /** Of Dom0's sshd on this machine: an address of the loopback network that no other lab has. */
  readonly address: string;
  readonly port: number;
  /** What changed on Dom0's disk. */
  readonly disk: string;
  readonly initrd: string;
  /** What Xen and Dom0 say while they boot. */
  readonly serial: string;
  readonly log: string;
  /** Sockets of ssh connections that last. */
  readonly mux: string;
}

export function xenLayout(instance: number): XenLayout {
  const state = join(STATE_ROOT, `xen-${instance}`);
  const at = (path: string) => join(state, path);
  return {
    instance,
    state,
    home: at('home'),
    address: `127.79.${instance}.1`,
    port: 2222,
    disk: at('disk.qcow2'),
    initrd: at('initrd'),
    serial: at('serial.log'),
    log: at('qemu.log'),
    mux: at('mux'),
  };
}

/** The instance of a folder in STATE_ROOT; null: not of a Xen lab. */
export function xenInstanceOf(folder: string): number | null {
  const number = /^xen-(\d{1,2})$/.exec(folder)?.[1];
  return number === undefined ? null : Number(number);
}
