/**
 * For the command line of kernels in emulated machines: what an emulated processor takes long for and a lab has no use of.
 * `norandmaps`: QEMU translates code by its address; where each process has its code elsewhere, all of it is translated
 * anew for each, which takes three times as long as the rest of its start (measured in a Dom0 under QEMU 7.2).
 */
export const SOON = 'quiet mitigations=off norandmaps cryptomgr.notests rodata=off';
