/** The system's keyring for the vault, where it is a real one. */
import { safeStorage } from 'electron';
import type { Keyring } from '../core/engine/vault/vault.ts';

/**
 * undefined: there is none, and the vault asks for a passphrase. On Linux Electron falls back to a key that is the same
 * everywhere (`basic_text`), which hides nothing: that one is never used.
 */
export function systemKeyring(platform: NodeJS.Platform = process.platform): Keyring | undefined {
  if (!safeStorage.isEncryptionAvailable()) return undefined;
  const linux = platform !== 'darwin' && platform !== 'win32';
  if (linux && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) return undefined;
  return {
    seal: (text) => safeStorage.encryptString(text).toString('base64'),
    open: (sealed) => safeStorage.decryptString(Buffer.from(sealed, 'base64')),
  };
}
