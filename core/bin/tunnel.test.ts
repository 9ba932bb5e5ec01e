import { expect, test } from 'vitest';
import { readForward, tunnelRequests } from './tunnel.ts';

test.each([
  ['8080:web:80', { listen: { port: 8080 }, to: { host: 'web', port: 80 } }],
  ['web:80', { to: { host: 'web', port: 80 } }],
  ['8080:[::1]:80', { listen: { port: 8080 }, to: { host: '::1', port: 80 } }],
  ['8080:/run/x.sock', { listen: { port: 8080 }, to: { unix: '/run/x.sock' } }],
  ['/tmp/a:web:80', { listen: { unix: '/tmp/a' }, to: { host: 'web', port: 80 } }],
  ['/tmp/a:/run/b', { listen: { unix: '/tmp/a' }, to: { unix: '/run/b' } }],
  ['/run/b', { to: { unix: '/run/b' } }],
])('%s', (spec, wanted) => {
  expect(readForward(spec)).toEqual(wanted);
});

test.each(['80', 'web:http', 'a:b:c:80', '1:2:/x', '70000:web:80', ''])('%j is no forward', (spec) => {
  expect(() => readForward(spec)).toThrow(/no (forward|port)/);
});

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
