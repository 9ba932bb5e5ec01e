import { expect, test } from 'vitest';
import { matching, versionLines } from './licences.ts';

const licences = [
  { name: 'react', version: '19.3.1', licence: 'MIT' },
  { name: '@novnc/novnc', version: '1.7.0', licence: 'MPL-2.0' },
];

test('packages are found by name and by licence, all words of what is typed', () => {
  const names = (typed: string) => matching(licences, typed).map(({ name }) => name);
  expect(names('')).toEqual(['react', '@novnc/novnc']);
  expect(names('mpl')).toEqual(['@novnc/novnc']);
  expect(names('MIT rea')).toEqual(['react']);
  expect(names('react mpl')).toEqual([]);
});

test('versions, the product first', () => {
  expect(versionLines({ version: '1.2.3', platform: 'linux x64', versions: { node: '22.1.0' } })).toEqual([
    'ctys 1.2.3',
    'linux x64',
    'node 22.1.0',
  ]);
});
