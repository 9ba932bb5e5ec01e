import { expect, test } from 'vitest';
import { CAPABLE } from '../model/availability.ts';
import { plugins } from './registry.ts';

test.each(plugins.map((plugin) => [plugin.type, plugin] as const))(
  '%s can do what the window offers',
  (type, plugin) => {
    // Connecting is opening a console, which every plugin here has.
    expect(['connect', ...Object.keys(plugin.operations)].sort()).toEqual([...(CAPABLE[type] ?? [])].sort());
  },
);

test('no type stands twice', () => {
  expect(new Set(plugins.map(({ type }) => type)).size).toBe(plugins.length);
});
