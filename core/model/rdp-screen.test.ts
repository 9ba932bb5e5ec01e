import { expect, test } from 'vitest';
import type { Machine } from './machine.ts';
import { RDP_SCREEN, RDP_TOLD, rdpOf } from './rdp-screen.ts';

const machine = (more: Partial<Machine>): Machine => ({
  ...{ type: 'RDP', label: 'xrdp', state: 'running', configured: false, consoles: [] },
  ...{ id: 'x', host: 'lab00', path: '/x', seen: 0, ...more },
});

test('an RDP server of a host is shown, a client is not', () => {
  expect(rdpOf(machine({ vncPort: 3389 }))).toMatchObject({
    ...{ on: { host: 'lab00' }, target: { label: 'lab00-xrdp' }, start: { rdpPort: 3389 } },
  });
  expect(rdpOf(machine({ role: 'client' }))).toBeNull();
});

test('a screen that speaks RDP is shown while it is served', () => {
  const offer = (blocked: string): Machine =>
    machine({
      ...{ type: 'VBOX', label: 'one', vncPort: 3390 },
      consoles: [{ id: RDP_SCREEN, kind: 'rfb', title: 'Screen', blocked }],
    });
  expect(rdpOf(offer(RDP_TOLD))).toMatchObject({ target: { label: 'one' }, start: { rdpPort: 3390 } });
  expect(rdpOf(offer('It does not run.'))).toBeNull();
});
