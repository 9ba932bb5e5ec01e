/** Machines in machines as fast-check makes them: some hosts, guests on them, guests that are hosts, to any depth. */
import fc from 'fast-check';
import type { Machine, MachineState } from '../machine.ts';

const STATES: readonly MachineState[] = [
  'running',
  'running',
  'running',
  'off',
  'paused',
  'crashed',
  'suspended',
  'unknown',
];

export const pm = (host: string, more: Partial<Machine> = {}): Machine => ({
  type: 'PM',
  label: host,
  state: 'running',
  configured: true,
  consoles: [],
  id: `pm:${host}`,
  host,
  path: `/${host}`,
  seen: 0,
  ...more,
});

export const guestOf = (carrier: Machine, label: string, more: Partial<Machine> = {}): Machine => {
  const host = carrier.type === 'PM' ? carrier.host : (carrier.asHost ?? '');
  return {
    type: 'QEMU',
    label,
    state: 'running',
    configured: true,
    consoles: [],
    id: `qemu:${host}:${label}`,
    host,
    path: `${carrier.path}/qemu/${label}`,
    seen: 0,
    ...more,
  };
};

interface Seed {
  /** Which of the carriers so far it stands on. */
  readonly on: number;
  readonly state: MachineState;
  readonly carries: boolean;
}

const seed: fc.Arbitrary<Seed> = fc.record({
  on: fc.nat(),
  state: fc.constantFrom(...STATES),
  carries: fc.boolean(),
});

/** Rows with their links. What stands in a machine that is off is off; its host is then lost. */
export const stacks: fc.Arbitrary<readonly Machine[]> = fc
  .record({ hosts: fc.integer({ min: 1, max: 3 }), guests: fc.array(seed, { maxLength: 40 }) })
  .map(({ hosts, guests }) =>
    grown(
      Array.from({ length: hosts }, (_, at) => pm(`lab${at}`)),
      guests,
    ),
  );

export function grown(hosts: readonly Machine[], guests: readonly Seed[]): readonly Machine[] {
  const rows: Machine[] = [...hosts];
  const carriers: Machine[] = [...hosts];
  for (const [at, { on, state, carries }] of guests.entries()) {
    const carrier = carriers[on % carriers.length] as Machine;
    const down = carrier.state === 'off' || carrier.state === 'suspended';
    const guest = guestOf(carrier, `g${at}`, {
      state: down ? 'off' : state,
      ...(carries && { asHost: `h${at}` }),
    });
    rows.push(guest);
    if (!carries) continue;
    carriers.push(guest);
    rows.push(pm(`h${at}`, { asGuest: guest.id, state: guest.state === 'running' ? 'running' : 'lost' }));
  }
  return rows;
}
