import { describe, expect, test } from 'vitest';
import type { MachineAction } from './action.ts';
import type { Facts, Machine } from './machine.ts';
import { plan } from './plan.ts';
import { planText } from './plan-lines.ts';
import { guestOf, pm } from './testing/stacks.ts';

const lab00 = pm('lab00', { arch: 'x86_64', vcpus: 4, memoryTotal: 4 * 2 ** 30 });
const off = { state: 'off' } as const;
const outer = (more: Partial<Machine> = {}): Machine =>
  guestOf(lab00, 'outer', { ...off, asHost: 'outer', ...more });
const inner = (more: Partial<Machine> = {}): Machine => guestOf(outer(), 'inner', { ...off, ...more });
const facts = (values: Facts): Partial<Machine> => ({ facts: values });

const create = (label: string, host: string, more: Partial<MachineAction> = {}): MachineAction => ({
  verb: 'start',
  type: 'QEMU',
  target: { label },
  on: { host },
  ...more,
});
const reusing = (reuse: 0 | 1 | 2): readonly MachineAction[] => [
  create('outer', 'lab00', { options: { reuse } }),
  create('inner', 'outer', { options: { reuse } }),
];
const stacked = (machines: readonly Machine[], members: readonly MachineAction[] = reusing(0)) =>
  plan({ verb: 'stack', members }, { machines: [lab00, ...machines] });

test('bottom up, each layer answers before the next', () => {
  const pmLayer: MachineAction = { verb: 'connect', type: 'PM', target: {}, on: { host: 'lab00' } };
  expect(planText(stacked([outer(), inner()], [pmLayer, ...reusing(0)]))).toEqual([
    '1. start /lab00/qemu/outer (by its hypervisor, 360 s; until outer answers)',
    '  2. start /lab00/qemu/outer/qemu/inner (by its hypervisor, 300 s)',
  ]);
});

describe('what may stand in what', () => {
  test.each([
    [
      'STACKREQ',
      outer(facts({ stackCap: 'xen-4' })),
      inner(facts({ stackReq: 'QEMU_091%xen-4' })),
      'needs qemu_091 (STACKREQ)',
    ],
    ['HWREQ', outer(facts({ hwCap: 'pae' })), inner(facts({ hwReq: 'vmx' })), 'needs vmx (HWREQ)'],
    [
      'VCPU',
      outer(facts({ vcpu: '1' })),
      inner(facts({ vcpu: '2' })),
      'needs 2 processors (VCPU), outer has 1',
    ],
    ['VRAM', outer(facts({ vram: '128' })), inner(facts({ vram: '256' })), 'needs 256 MiB'],
    ['ARCH', outer({ arch: 'i386' }), inner({ arch: 'x86_64' }), 'inner is x86_64'],
  ])('%s', (_what, below, above, message) => {
    expect(() => stacked([below, above])).toThrow(message);
    const unchecked = { start: { stackCheck: 'off' } } as const;
    const members = [create('outer', 'lab00'), create('inner', 'outer', unchecked)];
    expect(stacked([below, above], members)).toHaveLength(2);
  });
  test('32 bits in 64, all that is asked for among more', () => {
    const below = outer({ arch: 'amd64', ...facts({ stackCap: 'PM-1%QEMU_091', vcpu: '2', vram: '512' }) });
    const above = inner({ arch: 'i386', ...facts({ stackReq: 'qemu_091', vcpu: '2', vram: '512' }) });
    expect(stacked([below, above])).toHaveLength(2);
  });
  test('the one above stands in the one below', () => {
    const stray = guestOf(lab00, 'inner', off);
    const members = [create('outer', 'lab00'), create('inner', 'lab00')];
    expect(() => stacked([outer(), stray], members)).toThrow(
      '/lab00/qemu/inner does not stand in /lab00/qemu/outer',
    );
    const members2 = [
      create('outer', 'lab00'),
      create('inner', 'lab00', { start: { stackCheck: ['NOCONTEXT'] } }),
    ];
    expect(stacked([outer(), stray], members2)).toHaveLength(2);
  });
  test('CREATE only, a PM at the bottom only', () => {
    const cancel: MachineAction = { verb: 'shutdown', target: { label: 'inner' }, on: { host: 'outer' } };
    expect(() => stacked([outer(), inner()], [create('outer', 'lab00'), cancel])).toThrow('cannot shutdown');
    const top: MachineAction = { verb: 'connect', type: 'PM', target: {}, on: { host: 'lab00' } };
    expect(() => stacked([outer(), inner()], [create('outer', 'lab00'), top])).toThrow('cannot be layer 1');
  });
});

describe('-k', () => {
  const up = { state: 'running' } as const;
  test('0: none may run', () => {
    expect(() => stacked([outer(up), inner()], reusing(0))).toThrow('/lab00/qemu/outer runs already.');
  });
  test('1: what runs is used where it was asked for, nowhere else', () => {
    expect(stacked([outer(up), inner()], reusing(1)).map(({ path }) => path)).toEqual([
      '/lab00/qemu/outer/qemu/inner',
    ]);
    const elsewhere = guestOf(pm('lab01'), 'inner', up);
    expect(() => stacked([outer(up), inner(), elsewhere], reusing(1))).toThrow(
      'inner runs as /lab01/qemu/inner',
    );
  });
  test('2: the topmost that runs, whatever is below', () => {
    expect(stacked([outer(up), inner(up)], reusing(2))).toEqual([]);
    expect(stacked([outer(up), inner()], reusing(2))).toHaveLength(1);
  });
});
