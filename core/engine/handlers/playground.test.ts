import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { playgroundOf } from './playground.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

test('in the source, and from what is built there, the lab is at hand', () => {
  expect(playgroundOf(undefined, 'linux', 0)).toEqual({ folder: root, command: 'npm start -- --demo' });
  expect(playgroundOf(join(root, 'dist', 'electron'), 'linux', 1000)).toEqual({
    folder: root,
    command: 'sudo -E npm start -- --demo',
  });
});

test('where there is no source, or no Linux, there is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ctys-package-'));
  try {
    expect(playgroundOf(folder, 'linux', 0)).toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(playgroundOf(undefined, 'darwin', 0)).toBeUndefined();
});
