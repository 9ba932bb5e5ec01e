import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { marked, markKey } from '../model/marks.ts';
import { fakeHosts, guest, hostOf } from './testing/fakes.ts';
import { openWorld } from './testing/world.ts';

const UUID = '11111111-2222-4333-8444-555555555555';
const worldOf = (folder?: string) => {
  const fakes = fakeHosts('lab00', 'lab01');
  hostOf(fakes, 'lab00').configured = [guest('web', { uuid: UUID, state: 'off', configured: true })];
  return openWorld({ fakes, hosts: ['lab00', 'lab01'], ...(folder !== undefined && { folder }) });
};
const fileOf = (folder: string): string => join(folder, 'config', 'marks.json');

test('marks are kept in a file of their own, and follow a machine to another host', async () => {
  await using world = await worldOf();
  const { engine, client, hosts, folder } = world;
  const rows = () => [...engine.tables.machines.values()].filter(({ label }) => label === 'web');
  await engine.refresh('lab00');
  const id = rows()[0]?.id ?? '';
  await client.machines.mark({
    ids: [id],
    add: ['Prod', 'web'],
    note: ' ask Ada ',
    favourite: true,
    colour: 'red',
  });
  expect(rows()[0]?.marks).toEqual({
    tags: ['prod', 'web'],
    note: 'ask Ada',
    favourite: true,
    colour: 'red',
  });
  expect(JSON.parse(await readFile(fileOf(folder), 'utf8'))).toMatchObject({
    version: 1,
    marks: { [`uuid:${UUID}`]: { tags: ['prod', 'web'] } },
  });
  hostOf(hosts, 'lab01').configured = hostOf(hosts, 'lab00').configured;
  hostOf(hosts, 'lab00').configured = [];
  await engine.refresh('lab00');
  await engine.refresh('lab01');
  expect(rows().map(({ host, marks }) => [host, marks?.note])).toEqual([['lab01', 'ask Ada']]);
  const moved = rows()[0]?.id ?? '';
  await client.machines.mark({ ids: [moved], remove: ['web'], note: '', favourite: false, colour: null });
  expect(rows()[0]?.marks).toEqual({ tags: ['prod'] });
  await client.machines.mark({ ids: [moved], remove: ['prod'] });
  expect(rows()[0]?.marks).toBeUndefined();
  expect(JSON.parse(await readFile(fileOf(folder), 'utf8'))).toEqual({ version: 1, marks: {} });
});

test('bad tags and machines that are gone are refused; a damaged file is set aside and told', async () => {
  await using world = await worldOf();
  await world.engine.refresh('lab00');
  const id = [...world.engine.tables.machines.values()][0]?.id ?? '';
  await expect(world.client.machines.mark({ ids: [id], add: ['two words'] })).rejects.toThrow();
  await expect(world.client.machines.mark({ ids: ['nobody'], add: ['x'] })).rejects.toMatchObject({
    data: { code: 'not-found' },
  });
  await writeFile(fileOf(world.folder), '{"version":1,"marks":{"a":{"colour":"pink"}}}');
  await using second = await worldOf(world.folder);
  expect([...second.engine.tables.notices.values()].map(({ failure }) => failure.code)).toEqual([
    'file-damaged',
  ]);
});

test('a machine is known by its UUID, else its first MAC address, else its place', () => {
  expect(markKey({ id: 'a', uuid: 'AB', macs: ['52:54:00:00:00:01'] })).toBe('uuid:ab');
  expect(markKey({ id: 'a', macs: ['52:54:00:00:00:0A'] })).toBe('mac:52:54:00:00:00:0a');
  expect(markKey({ id: 'xen:lab00:web', macs: [] })).toBe('id:xen:lab00:web');
  expect(marked({ tags: ['a'] }, { add: ['B', 'a'] })).toEqual({ tags: ['a', 'b'] });
});
