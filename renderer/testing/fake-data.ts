/** For tests and looks only: invented hosts and machines, and what goes wrong with them, worded as the core words it. */
import type { FailureData } from '../../core/model/failure.ts';
import type { HostStatus } from '../../core/model/host.ts';
import type { Machine, MachineState } from '../../core/model/machine.ts';

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;
const HOUR = 3_600_000;

const EXPECTED = 'SHA256:xK2m0v8hX1nYf7pQe0rG5jH8cTzW3sLq9dBvNcMaE4U';
const OFFERED = 'SHA256:9fTq1LwZbR6yUe3oKc5Xn2Gm7HsPdVi0aJtQxWzNvB8';

const unreachable: FailureData = {
  code: 'unreachable',
  message: 'lab07 (10.77.0.17 port 22) does not answer.',
  remedy: 'Check that it is on and reachable.',
  data: { address: '10.77.0.17', port: 22, error: 'EHOSTUNREACH' },
};
const changedKey: FailureData = {
  code: 'host-key-changed',
  message: `The host key of lab08 has changed: expected ${EXPECTED}, got ${OFFERED}.`,
  remedy:
    'If the host was set up anew, remove line 42 of /home/acue/.ssh/known_hosts; otherwise somebody may be listening.',
  data: { expected: EXPECTED, offered: OFFERED, file: '/home/acue/.ssh/known_hosts', line: 42 },
};
const denied: FailureData = {
  code: 'auth-denied',
  message: 'lab09 did not let acue in.',
  remedy: 'Check the user name, and which keys the account accepts.',
};

/** What a job tells that fails. */
export const LOG = [
  'asked over SSH, 20 s at most',
  'by its hypervisor, 30 s at most',
  'The guest did not shut down within 30 s; it is powered off.',
];
export const SAID_NO = {
  code: 'timeout',
  message: 'The QEMU process 4104 on lab01 is still there.',
  remedy: 'Power it off; then its process is ended by a signal.',
  data: { output: 'kill: (4104): Operation not permitted' },
} as const;

function host(name: string, at: number, now: number): HostStatus {
  const groups = at % 2 === 0 ? ['metal'] : ['metal', 'xen'];
  const base = {
    config: { name, groups, user: 'root' },
    origin: 'file',
    state: 'up',
    since: now - 41 * 24 * HOUR,
  } as const;
  const up = {
    ...base,
    seen: now,
    transport: 'ssh2 aes128-gcm',
    readiness: [
      { type: 'PM', usable: true, version: 'Debian GNU/Linux 12', missing: [] },
      {
        type: 'QEMU',
        usable: at !== 2,
        version: 'QEMU 7.2.11',
        missing:
          at === 2
            ? [
                {
                  code: 'rights-missing' as const,
                  message: 'This belongs to root; acue may not do it on lab02.',
                  remedy: 'Set an elevation (sudo or ksu) for this host.',
                },
              ]
            : [],
      },
    ],
  };
  if (name === 'lab07')
    return { ...base, state: 'lost', since: now - 3 * 60_000, failure: unreachable, retryAt: now + 25_000 };
  if (name === 'lab08') return { ...base, state: 'denied', since: now - 8 * 60_000, failure: changedKey };
  if (name === 'lab09') return { ...base, state: 'denied', since: now - 2 * HOUR, failure: denied };
  return up;
}

export const builtin = (now: number): HostStatus => ({
  config: { name: 'localhost' },
  origin: 'builtin',
  state: 'up',
  since: now - HOUR,
  seen: now,
  transport: 'local',
  readiness: [{ type: 'PM', usable: true, version: 'Debian GNU/Linux 12', missing: [] }],
});

function pm({ config: { name }, state }: HostStatus, now: number): Machine {
  return {
    id: `pm:${name}`,
    host: name,
    path: `/${name}`,
    seen: state === 'up' ? now : now - 3 * 60_000,
    type: 'PM',
    label: name,
    state: state === 'up' ? 'running' : 'lost',
    since: now - 41 * 24 * HOUR,
    cpu: 0.4,
    memoryUsed: 11 * GIB,
    memoryTotal: 64 * GIB,
    vcpus: 16,
    arch: 'x86_64',
    addresses: ['10.77.0.10'],
    macs: ['52:54:00:77:00:10'],
    configured: true,
    consoles: [{ id: 'shell', kind: 'tty', title: 'Shell' }],
    details: { System: 'Debian GNU/Linux 12', Kernel: '6.1.0-27-amd64', Load: '0.42 0.31 0.28' },
  };
}

const STATES: readonly MachineState[] = [
  'running',
  'running',
  'off',
  'paused',
  'running',
  'suspended',
  'crashed',
  'running',
  'off',
  'unknown',
];

function guest(at: number, on: HostStatus, now: number): Machine {
  const { name } = on.config;
  const label = at === 6 ? 'db "prod" $(id)\u202e\x1b[31m' : `tst${100 + at}`;
  const state = on.state === 'up' ? (STATES[at % STATES.length] ?? 'off') : 'lost';
  const running = state === 'running' || state === 'paused';
  return {
    id: `qemu:${name}:${at}`,
    host: name,
    path: `/${name}/qemu/${label}`,
    seen: on.state === 'up' ? now : now - 3 * 60_000,
    type: at % 7 === 1 ? 'XEN' : 'QEMU',
    label,
    state,
    uuid: `6842caf9-1e3e-4324-9ed5-${String(at).padStart(12, '0')}`,
    macs: [
      `52:54:00:aa:${(at >> 8).toString(16).padStart(2, '0')}:${(at & 255).toString(16).padStart(2, '0')}`,
    ],
    config: `/var/vm/${label}/${label}.ctys`,
    user: at % 4 === 0 ? 'acue' : 'root',
    memoryTotal: (at % 5 === 0 ? 4 : 0.5) * GIB,
    vcpus: 2,
    arch: 'x86_64',
    accelerator: 'KVM',
    configured: true,
    consoles: [
      { id: 'serial0', kind: 'tty', title: 'Serial console' },
      { id: 'vnc', kind: 'rfb', title: 'Screen' },
    ],
    ...(running && {
      cpu: (at % 7) / 8,
      diskRate: (at % 4) * 700_000,
      netRate: (at % 3) * 40_000,
      memoryUsed: 300 * MIB,
      since: now - (at + 1) * HOUR,
      pid: 4000 + at,
    }),
    ...(state === 'unknown' && { note: 'libvirt holds its monitor; manage it with libvirt.' }),
  };
}

export interface World {
  readonly hosts: readonly HostStatus[];
  readonly machines: readonly Machine[];
}

/** `guests` machines over 10 or more hosts; 0: this machine alone. */
export function makeWorld(guests: number, now: number): World {
  const self = builtin(now);
  if (guests === 0) return { hosts: [self], machines: [pm(self, now)] };
  const number = guests <= 8 ? 3 : Math.max(10, Math.ceil(guests / 60));
  const names = Array.from({ length: number }, (_, at) => `lab${String(at).padStart(2, '0')}`);
  const hosts = [...names, ...(guests <= 8 ? ['lab07', 'lab08'] : [])].map((name, at) => host(name, at, now));
  const up = hosts.filter(({ config }) => config.name !== 'lab08');
  const machines = Array.from({ length: guests }, (_, at) =>
    guest(at, up[at % Math.min(number, up.length)] ?? self, now),
  );
  // lab08 has never been reached: nothing but its name is known.
  return { hosts, machines: [...up.map((one) => pm(one, now)), ...machines] };
}
