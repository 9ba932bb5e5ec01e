import { afterEach, expect, test } from 'vitest';
import { systemKeyring } from './keyring.ts';
import { storage } from './testing/electron.ts';

afterEach(() => Object.assign(storage, { available: true, backend: 'gnome_libsecret' }));

test('a real keyring seals the key of the vault', () => {
  const keyring = systemKeyring('linux');
  const sealed = keyring?.seal('key') ?? '';
  expect(sealed).not.toContain('key');
  expect(keyring?.open(sealed)).toBe('key');
});

test('the fallback that is no keyring is never used', () => {
  for (const backend of ['basic_text', 'unknown'] as const) {
    storage.backend = backend;
    expect(systemKeyring('linux')).toBeUndefined();
    expect(systemKeyring('darwin')).toBeDefined();
  }
  storage.available = false;
  for (const platform of ['linux', 'darwin', 'win32'] as const)
    expect(systemKeyring(platform)).toBeUndefined();
});
