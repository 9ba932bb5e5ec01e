/** Chains of hosts as ctys-beamer takes them. */
import { expect, test } from 'vitest';
import { readChains } from './chains.ts';

const GROUPS = new Map([
  ['netscan/all', 'lab00 root@lab01:2222\n'],
  ['none', '# nobody\n'],
]);
const read = (spec: string, login?: string) => readChains(spec, (name) => GROUPS.get(name), login);

test('hosts, hops and groups: each way is a chain', () => {
  expect(read('app1,app2')).toEqual([{ hops: [{ host: 'app1' }] }, { hops: [{ host: 'app2' }] }]);
  expect(read('app1%netscan/all', 'me')).toEqual([
    {
      hops: [
        { host: 'app1', user: 'me' },
        { host: 'lab00', user: 'me' },
      ],
    },
    {
      hops: [
        { host: 'app1', user: 'me' },
        { host: 'lab01', user: 'root', port: 2222 },
      ],
    },
  ]);
});

test('a port in front is one of this machine', () => {
  expect(read(':3333%hop1%target')).toEqual([
    { hops: [{ host: 'hop1' }, { host: 'target' }], entrance: 3333 },
  ]);
});

test.each(['', 'app1,', ':3333', 'a%%b', 'a%none', ':0%a', 'a%b:99999'])('%j is refused', (spec) => {
  expect(() => read(spec)).toThrow(/no chain|no port/);
});
