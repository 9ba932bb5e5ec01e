/** The machine that QEMU emulates for Xen, from power-on to a Dom0 whose sshd answers. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { SOON } from '../kernel-options.ts';
import { isGone, processesNaming, signalAll } from '../processes.ts';
import { waitFor } from '../run.ts';
import type { XenImage } from './image.ts';
import type { XenLayout } from './layout.ts';

// Mitigations, watchdog and scrubbing of memory cost an emulated machine most of its time and give a lab nothing.
const XEN_OPTIONS =
  'dom0_mem=640M,max:640M dom0_max_vcpus=1 com1=115200,8n1 console=com1 spec-ctrl=no xpti=off watchdog=0 bootscrub=0';
const DOM0_OPTIONS = `console=hvc0 root=/dev/vda ${SOON} tsc=reliable random.trust_cpu=on random.trust_bootloader=on`;

/** QEMU with its arguments. No KVM: a /dev/kvm that opens may yet not work. SVM: for guests that are not PV. */
export function machineArgv(lab: XenLayout, image: XenImage): readonly string[] {
  const comma = (text: string) => text.replaceAll(',', ',,');
  return [
    'qemu-system-x86_64',
    ...['-name', 'guest=xen-dom0', '-machine', 'pc', '-accel', 'tcg,thread=multi,tb-size=1024'],
    ...['-cpu', 'qemu64,+svm,+npt', '-smp', '2', '-m', '2048'],
    ...['-display', 'none', '-vga', 'none', '-nodefaults', '-no-user-config', '-no-reboot'],
    ...['-serial', `file:${lab.serial}`],
    ...['-kernel', image.xen, '-append', XEN_OPTIONS],
    ...['-initrd', `${image.kernel} ${comma(DOM0_OPTIONS)},${lab.initrd}`],
    ...['-drive', `file=${lab.disk},format=qcow2,if=none,id=disk0,cache=writeback`],
    ...['-device', 'virtio-blk-pci,drive=disk0'],
    ...['-netdev', `user,id=net0,restrict=on,hostfwd=tcp:${lab.address}:${lab.port}-:22`],
    ...['-device', 'virtio-net-pci,netdev=net0,romfile='],
  ];
}

/** Starts it and waits for Dom0. `keep`: it outlives this process; else it dies with it, however that ends. */
export async function boot(lab: XenLayout, image: XenImage, keep: boolean): Promise<void> {
  writeFileSync(lab.serial, '');
  const argv = machineArgv(lab, image);
  const [command = '', ...args] = keep ? argv : ['setpriv', '--pdeathsig', 'KILL', ...argv];
  const log = openSync(lab.log, 'w');
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  let ended = false;
  child.once('error', () => (ended = true));
  child.once('exit', () => (ended = true));
  const look = async () => {
    if (ended) throw new Error(`Dom0 ended while it booted: ${lastWords(lab)}`);
    // Not sooner: who calls a port that QEMU forwards to a deaf guest waits for seconds.
    return readFileSync(lab.serial, 'utf8').includes('LAB-READY') && (await answers(lab));
  };
  await waitFor('Dom0', look, { timeout: 240_000, every: 100 }).catch((error: Error) => {
    throw new Error(`${error.message} ${lastWords(lab)}`);
  });
  child.removeAllListeners();
}

/** Power cut. */
export async function cutPower(lab: XenLayout): Promise<void> {
  const cut = new Set<number>();
  await waitFor('the end of the Xen machine', () => {
    const left = processesNaming(`file:${lab.serial}`);
    for (const pid of left) cut.add(pid);
    signalAll(left, 'SIGKILL');
    // The next boot wants the lock of its disk.
    return left.length === 0 && [...cut].every(isGone);
  });
}

export function isPowered(lab: XenLayout): boolean {
  return processesNaming(`file:${lab.serial}`).length > 0;
}

function lastWords(lab: XenLayout): string {
  return [lab.log, lab.serial].map((file) => readFileSync(file, 'utf8').slice(-600)).join('\n');
}

/** True when sshd of Dom0 says who it is. */
function answers({ address, port }: XenLayout): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, address);
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(3000, () => done(false));
    socket.once('data', (data) => done(data.toString().startsWith('SSH-')));
    socket.once('error', () => done(false));
    socket.once('end', () => done(false));
  });
}
