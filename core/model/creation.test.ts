import { expect, test } from 'vitest';
import type { MachineAction } from './action.ts';
import { toBe } from './creation.ts';
import { type Machine, machineId } from './machine.ts';
import { plan } from './plan.ts';

const start = (more: Partial<MachineAction> = {}): MachineAction => ({
  verb: 'start',
  type: 'VNC',
  target: { label: 'tst' },
  on: { host: 'lab00' },
  ...more,
});

const running = (more: Partial<Machine> = {}): Machine => {
  const machine = {
    ...toBe('lab00', 'VNC', 'tst'),
    state: 'running' as const,
    number: '1',
    own: true as const,
  };
  return { ...machine, ...more, id: machineId('lab00', { ...machine, ...more }) };
};

test('a session that is not there is a step by its label, of the host as it was called', () => {
  expect(plan(start(), { machines: [] })).toEqual([
    expect.objectContaining({
      action: start(),
      machine: 'vnc:lab00:tst',
      text: 'start /lab00/vnc/tst',
    }),
  ]);
  const [far] = plan(start({ on: { host: 'lab00', user: 'root', port: 2222 } }), { machines: [] });
  expect(far?.action.on).toEqual({ host: 'root@lab00:2222' });
  expect(plan(start({ on: { host: 'lab01' } }), { machines: [running()] })[0]?.machine).toBe('vnc:lab01:tst');
});

test('BULK gives as many labels, at most 20', () => {
  const steps = plan(start({ start: { bulk: 3, vncBase: 6000 } }), { machines: [] });
  expect(steps.map(({ action }) => action.target.label)).toEqual(['tst000', 'tst001', 'tst002']);
  expect(steps[0]?.action.start).toEqual({ vncBase: 6000 });
  expect(() => plan(start({ start: { bulk: 21 } }), { machines: [] })).toThrow(/21 sessions/);
});

test('one that runs is refused, used again, or doubled where that is allowed', () => {
  expect(() => plan(start(), { machines: [running()] })).toThrow(/VNC tst runs on lab00 already/);
  expect(plan(start({ ifRunning: 'connect' }), { machines: [running()] })[0]).toMatchObject({
    action: { verb: 'connect', target: { id: 'vnc:lab00:1' } },
    machine: 'vnc:lab00:1',
  });
  expect(plan(start({ options: { ambiguous: true } }), { machines: [running()] })[0]?.text).toBe(
    'start another /lab00/vnc/tst',
  );
});

test("other people's sessions, and viewers, are not in the way", () => {
  const { own: _, ...foreign } = running();
  expect(plan(start(), { machines: [foreign, running({ role: 'client', number: '77' })] })).toHaveLength(1);
});

test('a label is needed, but for a command', () => {
  expect(() => plan(start({ target: {} }), { machines: [] })).toThrow(/label of the VNC session/);
  expect(
    plan(start({ type: 'CLI', target: {}, start: { command: 'uname -a' } }), { machines: [] })[0]?.text,
  ).toBe('start /lab00/cli/uname');
});
