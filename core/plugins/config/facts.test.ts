import { expect, test } from 'vitest';
import { cardsOf, factsOf } from './facts.ts';

const keys = (values: Readonly<Record<string, string>>) => new Map(Object.entries(values));

test('the first key that is not empty counts', () => {
  expect(factsOf(keys({ VERNO: '', VERSION: '5', DIST: 'CentOS', VNCBASE: '5900', LABEL: 'x' }))).toEqual({
    version: '5',
    dist: 'CentOS',
    vncBase: '5900',
  });
});

test('cards of a machine with several: parts of an address, keys for all of them', () => {
  const found = cardsOf(
    keys({
      MAC0: '00:50:56:13:11:40',
      IP0: '192.168.1.220%255.255.255.0%relay0%eth0%2222%192.168.1.1',
      MAC1: '00:50:56:13:11:41',
      NETMASK: '255.255.0.0',
    }),
  );
  expect(found).toEqual([
    {
      mac: '00:50:56:13:11:40',
      ip: '192.168.1.220',
      netmask: '255.255.255.0',
      relay: 'relay0',
      name: 'eth0',
      sshPort: '2222',
      gateway: '192.168.1.1',
    },
    { mac: '00:50:56:13:11:41', netmask: '255.255.0.0' },
  ]);
});

test('a card without MAC and address is none', () => {
  expect(cardsOf(keys({ IP: '', MAC: '' }))).toEqual([]);
});
