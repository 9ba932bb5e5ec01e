import { expect, test } from 'vitest';
import type { ImportSource } from '../../core/contract/schemas.ts';
import type { HostConfig } from '../../core/model/host.ts';
import { chosenHosts, firstChoice, keyOf, rivalsOf, withChosen } from './choice.ts';

const source = (id: string, ...hosts: readonly HostConfig[]): ImportSource => ({
  id,
  title: id,
  offers: hosts.map((host) => ({ host: structuredClone(host) as never, known: false })),
  notes: [],
});
const ssh = source('ssh', { name: 'db' }, { name: 'web' });
const putty = source(
  'putty',
  { name: 'db', address: '192.0.2.7', user: 'root' },
  { name: 'web', labels: ['prod'] },
);
const ancestor = source('databases', { name: 'web', mac: '00:0E:0C:35:F8:48', labels: ['lab'] });
const all = [ssh, putty, ancestor];
const [sshDb, sshWeb, puttyDb, puttyWeb, ancestorWeb] = [
  ...[keyOf(ssh, 'db'), keyOf(ssh, 'web'), keyOf(putty, 'db'), keyOf(putty, 'web'), keyOf(ancestor, 'web')],
] as const;

test('of one name and two places the first is chosen, and each says the other', () => {
  const chosen = firstChoice(all, new Set());
  expect([...chosen]).toEqual([sshDb, sshWeb, puttyWeb, ancestorWeb]);
  expect([...rivalsOf(all)].map(([key, others]) => [key, others.map(({ title }) => title)])).toEqual([
    [sshDb, ['putty']],
    [puttyDb, ['ssh']],
  ]);
  expect(chosenHosts(all, chosen)).toEqual([
    { name: 'db' },
    { name: 'web', mac: '00:0E:0C:35:F8:48', labels: ['prod', 'lab'] },
  ]);
});

test('choosing the other takes its place', () => {
  const chosen = withChosen(all, firstChoice(all, new Set()), [puttyDb ?? '']);
  expect(chosenHosts(all, chosen)[0]).toEqual({ name: 'db', address: '192.0.2.7', user: 'root' });
  expect(chosen.has(sshDb ?? '')).toBe(false);
});

test('a file that comes later leaves what is chosen', () => {
  const file = source('file a.reg', { name: 'db', address: '192.0.2.8' }, { name: 'new' });
  const chosen = firstChoice([file, ...all], firstChoice(all, new Set()), [file]);
  expect(chosenHosts([file, ...all], chosen).map(({ name, address }) => [name, address])).toEqual([
    ['db', undefined],
    ['new', undefined],
    ['web', undefined],
  ]);
});

test('one port or one way apart is another place', () => {
  const others = [source('a', { name: 'x', port: 2222 }), source('b', { name: 'x', jump: ['gate'] })];
  expect(rivalsOf([source('c', { name: 'x' }), ...others]).size).toBe(3);
});

test('known hosts, doubtful ones and those that are here are not chosen at first', () => {
  const [offer] = ssh.offers;
  const unsure = {
    ...ssh,
    offers: [
      { ...offer, known: true },
      { ...offer, doubt: 'It is RDP there.' },
    ],
  } as ImportSource;
  expect(firstChoice([source('known-hosts', { name: 'db' }), unsure], new Set()).size).toBe(0);
});
