/** Another name for a machine: what may be one, and why a technology gives none. Pure. */
import type { FailureData } from './failure.ts';
import type { Machine } from './machine.ts';

/** Every tool takes such a name, and none mistakes it for an option. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.+-]{0,62}$/;

export const isName = (text: string): boolean => NAME.test(text);

/** Definitions of libvirt, which alone may touch them. */
const isLibvirts = ({ config }: Machine): boolean => config?.startsWith('/etc/libvirt/') ?? false;

/** A process that libvirt started has no configuration of ours; its note says who holds its monitor. */
const isHeldByLibvirt = (machine: Machine): boolean =>
  isLibvirts(machine) || (machine.note?.startsWith('libvirt holds ') ?? false);

/** The name holds until the guest ends: what it is started from next time says another. */
export const isPassing = (machine: Machine): boolean => machine.type === 'XEN';

/** null: it can be given another name now. */
export function renameRefusal(machine: Machine): FailureData | null {
  const { type, label, state, config } = machine;
  const configured = config ?? 'its configuration';
  if (type === 'PM')
    return incapable(`A host is called what hosts.yaml calls it.`, `Write another name: for ${label} there.`);
  if (type === 'QEMU' && isHeldByLibvirt(machine))
    return incapable(
      `libvirt runs ${label}, and renames only what is off.`,
      `Shut it down, then give it another name on its host: virsh domrename ${label} NAME.`,
    );
  if (type === 'QEMU')
    return incapable(
      `QEMU gives ${label} no other name while it runs, and knows none while it does not.`,
      `Its name is the LABEL of ${configured}: change it there.`,
    );
  if (type === 'VMW')
    return incapable(
      `VMware has no command that renames ${label}.`,
      `Its name is the displayName in ${configured}: change it there while it is off.`,
    );
  if (type !== 'XEN' && type !== 'VBOX')
    return incapable(
      `The name of ${label} stands in its command line, which cannot be changed.`,
      'End it and start another under that name.',
    );
  if (type === 'VBOX')
    return state === 'off'
      ? null
      : wrongState(`VirtualBox renames ${label} only while it is off.`, 'Shut it down first.');
  // virDomainRename is not there in libvirt's driver for libxl (9.0), and xl would say what libvirt does not.
  if (isLibvirts(machine))
    return incapable(
      `libvirt has defined ${label}, and for Xen it renames none.`,
      'Write it out with virsh dumpxml, undefine it, and define it under another name.',
    );
  return state === 'running' || state === 'paused'
    ? null
    : wrongState(`${label} is ${state}, and Xen renames what runs.`, `Change its name in ${configured}.`);
}

const incapable = (message: string, remedy: string): FailureData => ({
  code: 'not-capable',
  message,
  remedy,
});
const wrongState = (message: string, remedy: string): FailureData => ({
  code: 'wrong-state',
  message,
  remedy,
});
