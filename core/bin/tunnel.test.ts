import { expect, test } from 'vitest';
import { tunnelRequests } from './tunnel.ts';

test('several at once, of one host', () => {
  const words = ['-L', '1:a:2', '-R', '3:b:4', '-D', '--label', 'x', '--for', '60', 'me@lab00'];
  const { target, requests } = tunnelRequests(words);
  expect(target).toBe('me@lab00');
  const rest = { label: 'x', oneShot: 60 };
  expect(requests).toEqual([
    { kind: 'local', listen: { port: 1 }, to: { host: 'a', port: 2 }, ...rest },
    { kind: 'remote', listen: { port: 3 }, to: { host: 'b', port: 4 }, ...rest },
    { kind: 'dynamic', ...rest },
  ]);
  expect(tunnelRequests(['-D', '1080', 'lab00']).requests).toEqual([
    { kind: 'dynamic', listen: { port: 1080 } },
  ]);
  expect(() => tunnelRequests(['lab00'])).toThrow(/Nothing/);
  expect(() => tunnelRequests(['-L', 'a:1'])).toThrow(/One host/);
  expect(() => tunnelRequests(['-X', 'lab00'])).toThrow(/-X/);
});
