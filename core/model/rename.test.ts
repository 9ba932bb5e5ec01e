import { expect, test } from 'vitest';
import type { MachineAction } from './action.ts';
import type { Machine } from './machine.ts';
import { plan } from './plan.ts';
import { isName, renameRefusal } from './rename.ts';
import { guestOf, pm } from './testing/stacks.ts';

const host = pm('lab00');
const guest = (type: Machine['type'], more: Partial<Machine> = {}): Machine => ({
  ...guestOf(host, 'tst100', { id: 'one', ...more }),
  type,
  path: '/lab00/x/tst100',
});
const toNew = (newName: string): MachineAction => ({ verb: 'rename', target: { id: 'one' }, newName });
const DEFINED = '/etc/libvirt/libxl/tst100.xml';

test.each([
  ['a running domain', guest('XEN', { state: 'running', config: '/vm/a.conf' }), null],
  ['a domain that is off', guest('XEN', { state: 'off', config: '/vm/a.conf' }), /Xen renames what runs/],
  ['what libvirt defined', guest('XEN', { state: 'off', config: DEFINED }), /for Xen it renames none/],
  ['VirtualBox, off', guest('VBOX', { state: 'off' }), null],
  ['VirtualBox, up', guest('VBOX'), /VirtualBox renames tst100 only while/],
  ['QEMU', guest('QEMU', { config: '/vm/a.ctys' }), /QEMU gives tst100 no other name/],
  [
    'QEMU of libvirt',
    guest('QEMU', { note: 'libvirt holds its monitor; manage it with libvirt.' }),
    /only what is off/,
  ],
  ['VMware', guest('VMW', { config: '/vm/a.vmx' }), /VMware has no command/],
  ['a VNC session', guest('VNC'), /stands in its command line/],
  ['a host', host, /hosts\.yaml/],
])('%s', (_what, machine, why) => {
  const refusal = renameRefusal(machine);
  if (why === null) expect(refusal).toBeNull();
  else expect(refusal).toMatchObject({ message: expect.stringMatching(why), remedy: expect.any(String) });
});

test('the remedy says where the name stands', () => {
  const remedy = (machine: Machine): string | undefined => renameRefusal(machine)?.remedy;
  expect(remedy(guest('QEMU', { config: '/etc/libvirt/qemu/tst100.xml' }))).toContain(
    'virsh domrename tst100',
  );
  expect(remedy(guest('VMW', { config: '/vm/a.vmx' }))).toContain('displayName in /vm/a.vmx');
  expect(remedy(guest('QEMU', { config: '/vm/a.ctys' }))).toContain('LABEL of /vm/a.ctys');
});

test('the plan names both names, and that a domain keeps the new one only until it ends', () => {
  const machines = [host, guest('XEN')];
  const [step, ...more] = plan(toNew('web1'), { machines });
  expect(more).toEqual([]);
  expect(step).toMatchObject({
    text: 'rename /lab00/x/tst100 to web1',
    note: expect.stringContaining('until it ends'),
  });
  const [lasting] = plan(toNew('web1'), {
    machines: [host, guest('VBOX', { state: 'off' })],
  });
  expect(lasting?.note).toBeUndefined();
});

test('a name that is taken, that is none, or that would be an option is refused', () => {
  const other = { ...guest('XEN', { label: 'web1' }), id: 'two', path: '/lab00/x/web1' };
  expect(() => plan(toNew('web1'), { machines: [host, guest('XEN'), other] })).toThrow(/there already/);
  for (const name of ['', '-f', 'a b', 'a;b', 'a/b', 'x'.repeat(64), 'ü']) {
    expect(isName(name)).toBe(false);
    expect(() => plan(toNew(name), { machines: [host, guest('XEN')] })).toThrow(/no name for a machine/);
  }
  expect(() => plan(toNew('web1'), { machines: [host, guest('QEMU')] })).toThrow(/no other name/);
});
