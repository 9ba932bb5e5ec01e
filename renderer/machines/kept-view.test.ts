import { expect, test } from 'vitest';
import { parseView } from './kept-view.ts';

const kept = { version: 1, view: { kind: 'saved', name: 'DAILY' }, source: 'list', filter: 'host:lab00' };

test('what was kept is read again', () => {
  const { version: _version, ...view } = kept;
  expect(parseView(JSON.stringify(kept))).toEqual(view);
});

test.each([
  null,
  '',
  '[]',
  'null',
  JSON.stringify({ ...kept, version: 2 }),
  JSON.stringify({ ...kept, view: { kind: 'saved' } }),
  JSON.stringify({ ...kept, view: { kind: 'other', name: 'x' } }),
  JSON.stringify({ ...kept, view: null }),
  JSON.stringify({ ...kept, source: 'some' }),
  JSON.stringify({ ...kept, filter: 7 }),
  JSON.stringify({ ...kept, filter: 'x'.repeat(20_000) }),
])('%s is nothing', (text) => expect(parseView(text)).toBeNull());
