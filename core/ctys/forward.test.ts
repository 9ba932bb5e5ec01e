import { expect, test } from 'vitest';
import { readForward } from './forward.ts';

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
