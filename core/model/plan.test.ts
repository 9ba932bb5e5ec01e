import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MachineAction } from './action.ts';
import type { Machine } from './machine.ts';
import { plan } from './plan.ts';
import { planText } from './plan-lines.ts';
import { isUp, stackOf } from './stack.ts';
import type { Plan, Step } from './step.ts';
import { grown, guestOf, pm, stacks } from './testing/stacks.ts';

const lab00 = pm('lab00');
const tst100 = guestOf(lab00, 'tst100');
const nest = guestOf(lab00, 'nest', { asHost: 'nest' });
const nestPm = pm('nest', { asGuest: nest.id });
const inner = guestOf(nest, 'inner');
const lab = [lab00, tst100, nest, nestPm, inner];

const off = (machine: Machine, state: Machine['state'] = 'off'): Machine => ({ ...machine, state });
const stop = (machine: Machine, more: Partial<MachineAction> = {}): MachineAction => ({
  verb: 'shutdown',
  target: { id: machine.id },
  ...more,
});
const planned = (action: MachineAction, machines: readonly Machine[] = lab): Plan =>
  plan(action, { machines });
const shape = (steps: Plan): unknown => steps.map(({ text, after }) => [text, after.length]);

describe('stops, inside out (chapter 3.3)', () => {
  test('a guest that carries: what is inside first, then it is asked, then its hypervisor, then forced', () => {
    expect(planText(planned(stop(nest)))).toEqual([
      '2. shutdown /lab00/qemu/nest (asked over SSH, 20 s; then by its hypervisor, 20 s; then forced, 60 s)',
      '  1. shutdown /lab00/qemu/nest/qemu/inner (by its hypervisor, 20 s; then forced, 60 s)',
    ]);
  });
  test('a host without SELF: all it carries, and not itself', () => {
    expect(shape(planned(stop(lab00)))).toEqual([
      ['shutdown /lab00/qemu/tst100', 0],
      ['shutdown /lab00/qemu/nest/qemu/inner', 0],
      ['shutdown /lab00/qemu/nest', 1],
    ]);
  });
  test('SELF: the host last', () => {
    expect(shape(planned(stop(lab00, { self: true })))).toContainEqual(['shutdown /lab00', 2]);
  });
  test('SELF of a guest is its hosting machine, with all that one carries', () => {
    expect(shape(planned(stop(tst100, { self: true })))).toEqual(shape(planned(stop(lab00, { self: true }))));
  });
  test('FORCE: the lowest hypervisor at once; what is inside ends with it', () => {
    const [step, ...more] = planned({ verb: 'poweroff', target: { id: nest.id } });
    expect(more).toEqual([]);
    expect(step).toMatchObject({ ways: [{ by: 'force' }], note: 'Ends with it: inner.' });
  });
  test('FORCE of a host requires SELF', () => {
    const force = { verb: 'poweroff', target: { id: lab00.id } } as const;
    expect(() => planned(force)).toThrow('FORCE requires SELF');
    expect(shape(planned({ ...force, self: true }))).toEqual([
      ['poweroff /lab00/qemu/tst100', 0],
      ['poweroff /lab00/qemu/nest', 0],
      ['poweroff /lab00', 2],
    ]);
  });
  test.each(['reboot', 'reset'] as const)(
    '%s: what is inside is shut down first; with FORCE it is not asked',
    (verb) => {
      expect(shape(planned({ verb, target: { id: nest.id } }))).toEqual([
        ['shutdown /lab00/qemu/nest/qemu/inner', 0],
        [`${verb} /lab00/qemu/nest`, 1],
      ]);
      expect(shape(planned({ verb, target: { id: nest.id }, force: true }))).toEqual([
        [`${verb} /lab00/qemu/nest`, 0],
      ]);
    },
  );
  test('REBOOT of a host: its guests reboot; with SELF they are shut down and it reboots', () => {
    expect(shape(planned({ verb: 'reboot', target: { id: lab00.id } }))).toEqual([
      ['reboot /lab00/qemu/tst100', 0],
      ['shutdown /lab00/qemu/nest/qemu/inner', 0],
      ['reboot /lab00/qemu/nest', 1],
    ]);
    expect(shape(planned({ verb: 'reboot', target: { id: lab00.id }, self: true }))).toEqual([
      ['shutdown /lab00/qemu/tst100', 0],
      ['shutdown /lab00/qemu/nest/qemu/inner', 0],
      ['shutdown /lab00/qemu/nest', 1],
      ['reboot /lab00', 2],
    ]);
  });
  test('SUSPEND of a host shuts it down, and says so; its guests are suspended', () => {
    const steps = planned({ verb: 'suspend', target: { id: lab00.id }, self: true }, [lab00, tst100]);
    expect(steps).toMatchObject([
      { text: 'suspend /lab00/qemu/tst100' },
      { text: 'shutdown /lab00', note: 'SUSPEND of a physical machine is POWEROFF.' },
    ]);
  });
  test('a host goes by its best path, or by the one that is asked for, and the plan says which', () => {
    const sol = { id: 'sol', kind: 'tty', title: 'Serial-over-LAN', apart: true } as const;
    const served = { ...lab00, consoles: [sol] };
    const how = (action: Partial<MachineAction> & Pick<MachineAction, 'verb'>, machine: Machine = served) =>
      planText(planned({ target: { id: machine.id }, self: true, ...action }, [machine]));
    expect(how({ verb: 'shutdown', delay: 0 })).toEqual(['1. shutdown /lab00 (asked over SSH, 420 s)']);
    expect(how({ verb: 'shutdown', delay: 0, via: 'BMC' })).toEqual([
      '1. shutdown /lab00 (by its controller, 420 s)',
    ]);
    expect(how({ verb: 'poweroff', delay: 0 })).toEqual(['1. poweroff /lab00 (by its controller, 420 s)']);
    const asleep = { ...served, state: 'off' } as const;
    const brief = { ping: { times: 10, seconds: 5 }, sshPing: 'off' } as const;
    expect(how({ verb: 'start', start: brief }, asleep)).toEqual([
      '1. start /lab00 (by its controller, 110 s)',
    ]);
    expect(how({ verb: 'wake' }, asleep)).toEqual(['1. wake /lab00 (by a magic packet, 960 s)']);
    expect(() => how({ verb: 'start', via: 'SSH' }, asleep)).toThrow('START goes by BMC or WOL');
  });
  test('INIT asks the system itself only', () => {
    const [step] = planned({ verb: 'init', level: '6', target: { id: nest.id } }, [lab00, nest, nestPm]);
    expect(step?.ways).toMatchObject([{ by: 'ssh' }]);
    expect(() => planned({ verb: 'init', level: '6', target: { id: nest.id }, force: true })).toThrow(
      'INIT with FORCE',
    );
  });
  test('POWEROFF:0 waits for nothing; TIMEOUT is what each layer gets', () => {
    expect(planned(stop(nest, { delay: 0 })).map(({ ways }) => ways.map(({ by }) => by))).toEqual([
      ['force'],
      ['force'],
    ]);
    expect(planned(stop(nest, { timeout: 7 })).map(({ limit }) => limit)).toEqual([67, 74]);
  });
  test('what cannot be reached is said, and goes by its hypervisor', () => {
    const config = { name: 'nest' };
    const hosts = [{ config, origin: 'file', state: 'lost', since: 0 }] as const;
    expect(plan(stop(nest), { machines: [lab00, nest, nestPm, off(inner, 'lost')], hosts })).toMatchObject([
      {
        text: 'shutdown /lab00/qemu/nest',
        ways: [{ by: 'hypervisor' }, { by: 'force' }],
        note: 'nest does not answer: what runs inside is not asked. Ends with it: inner.',
      },
    ]);
  });
  test('nothing runs there: nothing to do', () => {
    expect(planned(stop(lab00), [lab00, off(tst100)])).toEqual([]);
  });
  test('ALL: every guest that runs, once', () => {
    const all = planned({ verb: 'shutdown', target: { all: true }, on: { host: 'lab00' } });
    expect(all.map(({ path }) => path)).toEqual([
      '/lab00/qemu/tst100',
      '/lab00/qemu/nest/qemu/inner',
      '/lab00/qemu/nest',
    ]);
  });
});

describe('starts, outside in', () => {
  const asleep = [lab00, off(nest), off(nestPm), off(inner)];
  test('what carries it is up and answers before', () => {
    expect(planText(planned({ verb: 'start', target: { id: inner.id } }, asleep))).toEqual([
      '1. start /lab00/qemu/nest (by its hypervisor, 360 s; until nest answers)',
      '  2. start /lab00/qemu/nest/qemu/inner (by its hypervisor, 300 s)',
    ]);
  });
  test('PING and SSHPING set how long', () => {
    const ping = { times: 3, seconds: 4 };
    const [first] = plan(
      {
        verb: 'group',
        members: [
          { verb: 'start', target: { id: nest.id }, start: { ping, sshPing: ping } },
          { verb: 'start', target: { id: inner.id } },
        ],
      },
      { machines: asleep },
    );
    expect(first).toMatchObject({ limit: 312, answers: 'nest' });
  });
  test('STARTAFTER orders guests of one host; a circle is cut', () => {
    const a = off({ ...guestOf(lab00, 'a'), facts: { startAfter: 'b%none' } });
    const b = off({ ...guestOf(lab00, 'b'), facts: { startAfter: 'a' } });
    const c = off({ ...guestOf(lab00, 'c'), facts: { startAfter: 'a' } });
    const members = [c, a, b].map(({ id }): MachineAction => ({ verb: 'start', target: { id } }));
    const steps = plan({ verb: 'group', members }, { machines: [lab00, a, b, c] });
    expect(steps.map(({ path }) => path.at(-1))).toEqual(['b', 'a', 'c']);
    expect(steps.map(({ after }) => after.length)).toEqual([0, 1, 1]);
  });
});

/** Carries a plan out as jobs do, each step in an order the plan allows. */
function* orders(steps: Plan, pick: (count: number) => number): Generator<Step> {
  const left = new Map(steps.map((step) => [step.id, step]));
  while (left.size > 0) {
    const ready = [...left.values()].filter(({ after }) => after.every((id) => !left.has(id)));
    const step = ready[pick(ready.length)];
    if (step === undefined) throw new Error('The plan waits for itself.');
    left.delete(step.id);
    yield step;
  }
}

const VERBS = ['shutdown', 'reboot', 'reset', 'pause', 'suspend', 'poweroff'] as const;
const asked = fc.record({
  verb: fc.constantFrom(...VERBS),
  self: fc.boolean(),
  nth: fc.nat(),
  picks: fc.array(fc.nat(), { minLength: 60 }),
});

/** Ids of all that stands in a machine, and its own. */
function whole(machines: readonly Machine[], machine: Machine): ReadonlySet<string> {
  const stack = stackOf(machines);
  const ids = new Set<string>();
  const add = (one: Machine): void => {
    ids.add(one.id);
    for (const guest of stack.inside(one)) add(guest);
  };
  add(machine);
  return ids;
}

describe('random stacks', () => {
  test('no carrier goes before what it carries, in any order the plan allows; nothing else is touched', () => {
    fc.assert(
      fc.property(stacks, asked, (machines, { verb, self, nth, picks }) => {
        const targets = machines.filter(
          (one) => isUp(one) && one.state !== 'lost' && one.asGuest === undefined,
        );
        const target = targets[nth % targets.length] as Machine;
        const isHost = target.type === 'PM';
        if (isHost && verb === 'poweroff' && !self) return;
        const steps = plan({ verb, target: { id: target.id }, ...(self && { self }) }, { machines });
        const stack = stackOf(machines);
        const root = self && !isHost ? (stack.carrierOf(target) as Machine) : target;
        const within = whole(machines, root);
        const gone = new Set<string>();
        let at = 0;
        for (const step of orders(steps, (count) => (picks[at++ % picks.length] ?? 0) % count)) {
          expect(within.has(step.machine)).toBe(true);
          const machine = stack.machines.get(step.machine) as Machine;
          if (step.action.verb !== 'poweroff')
            for (const guest of stack.inside(machine).filter(isUp)) expect(gone.has(guest.id)).toBe(true);
          gone.add(step.machine);
        }
        expect(steps.length).toBe(gone.size);
        if (isHost && !self) expect(gone.has(target.id)).toBe(false);
        if (verb === 'shutdown')
          for (const id of within)
            if (isUp(stack.machines.get(id) as Machine) && (id !== root.id || !isHost || self))
              expect(gone.has(id)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
  test('what is stopped half way is completed by the same call, and nothing is done twice', () => {
    fc.assert(
      fc.property(stacks, fc.nat(), fc.nat(), (machines, nth, part) => {
        const targets = machines.filter((one) => one.type !== 'PM' && isUp(one));
        const target = targets[nth % Math.max(1, targets.length)];
        if (target === undefined) return;
        const call: MachineAction = { verb: 'shutdown', target: { id: target.id } };
        const first = plan(call, { machines });
        const done = new Set(first.slice(0, part % first.length).map(({ machine }) => machine));
        const after = machines.map((one) => (done.has(one.id) ? { ...one, state: 'off' as const } : one));
        const second = plan(call, { machines: after });
        expect(second.map(({ machine }) => machine)).toEqual(
          first.map(({ machine }) => machine).filter((id) => !done.has(id)),
        );
      }),
    );
  });
  test('a start waits for all that carries it', () => {
    fc.assert(
      fc.property(stacks, fc.nat(), (machines, nth) => {
        const targets = machines.filter((one) => one.type !== 'PM' && one.state === 'off');
        const target = targets[nth % Math.max(1, targets.length)];
        if (target === undefined) return;
        const stack = stackOf(machines);
        const up = new Set(machines.filter(isUp).map(({ id }) => id));
        for (const step of plan({ verb: 'start', target: { id: target.id } }, { machines })) {
          const carrier = stack.carrierOf(stack.machines.get(step.machine) as Machine) as Machine;
          expect(up.has(carrier.id)).toBe(true);
          up.add(step.machine);
        }
        expect(up.has(target.id)).toBe(true);
      }),
    );
  });
  test('thirty layers are no more trouble than three', () => {
    const seeds = Array.from(
      { length: 30 },
      (_, at) => ({ on: at, state: 'running', carries: true }) as const,
    );
    const machines = grown([pm('lab0')], seeds);
    expect(plan({ verb: 'shutdown', target: { path: '/lab0' }, self: true }, { machines })).toHaveLength(31);
  });
});
