import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket as NodeSocket } from 'ws';
import type { Change } from '../core/contract/schemas.ts';
import { asFailure, backOff, type Core, type CoreState, connectCore } from './client.ts';
import { type FakeHost, serveFake } from './testing/serve-fake.ts';
import { FakeCore } from './testing/fake-core.ts';
import { portTransport, socketTransport } from './transport.ts';

let host: FakeHost;
let core: Core;
let changes: Change[];
let states: CoreState[];

beforeEach(async () => {
  vi.stubGlobal('WebSocket', NodeSocket);
  host = await serveFake({ machines: 8 });
  const { host: place, hash } = new URL(host.address);
  [changes, states] = [[], []];
  core = connectCore(socketTransport(`ws://${place}`, hash.replace('#token=', '')), {
    change: (change) => changes.push(change),
    state: (state) => states.push(state),
    show: () => undefined,
  });
});
afterEach(async () => {
  core.close();
  await host.close();
  vi.unstubAllGlobals();
});

const whole = (table: Change['table']): number =>
  changes.filter((change) => change.table === table && change.whole === true).length;

test('tables come whole, again after each loss; calls work in between', async () => {
  await vi.waitFor(() => expect(whole('machines')).toBe(1));
  expect(states).toEqual(['connecting', 'up']);
  expect(await core.api.about(undefined)).toMatchObject({ platform: 'test' });
  host.breakConnections();
  await vi.waitFor(() => expect(whole('machines')).toBe(2), { timeout: 10_000 });
  expect(states).toEqual(['connecting', 'up', 'reconnecting', 'up']);
  expect(await core.api.about(undefined)).toMatchObject({ platform: 'test' });
});

test('a failure crosses as data', async () => {
  await vi.waitFor(() => expect(whole('machines')).toBe(1));
  const caught = await core.api.run({ verb: 'start', target: { id: 'nobody' } }).catch(asFailure);
  expect(caught).toMatchObject({ code: 'not-found', message: 'No machine matches id:nobody.' });
});

test('without a connection a call fails at once, with what to do', async () => {
  await vi.waitFor(() => expect(whole('machines')).toBe(1));
  await host.close();
  await vi.waitFor(() => expect(states.at(-1)).toBe('reconnecting'));
  expect(await core.api.about(undefined).catch(asFailure)).toMatchObject({ code: 'connection-lost' });
});

test('the back-off doubles and ends', () => {
  expect([0, 1, 2, 3, 4, 5, 60].map(backOff)).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
});

test('what is no failure is a bug, shown as one', () => {
  expect(asFailure(new TypeError('x is not a function')).code).toBe('bug');
});

test('the same over the one port of the desktop window', async () => {
  const { port1, port2 } = new MessageChannel();
  const fake = new FakeCore({ machines: 8 });
  const rpc = new RPCHandler(fake.router);
  port2.onmessage = ({ data, ports: [port] }) => {
    expect(data).toEqual({ open: 'rpc' });
    if (port === undefined) return;
    rpc.upgrade(port, { context: {} });
    port.start();
  };
  const seen: Change[] = [];
  const over = connectCore(portTransport(port1), {
    change: (change) => seen.push(change),
    state: () => undefined,
    show: () => undefined,
  });
  await vi.waitFor(() => expect(seen.map(({ table }) => table)).toContain('machines'));
  expect(await over.api.about(undefined)).toMatchObject({ platform: 'test' });
  over.close();
  fake.close();
  port1.close();
});
