/**
 * Secrets that a person asked to be kept: sealed in one file, opened by a passphrase, or by the system's keyring where
 * the desktop application found a real one. Locked until then, and again on request.
 */
import { fail } from '../../model/failure.ts';
import type { VaultState } from '../../model/vault.ts';
import { KEY_SIZE, keyOf, newKey, newSalt, seal, unseal } from './sealing.ts';
import { parseSecrets, readVault, type VaultFile, writeVault } from './vault-file.ts';

/** The system's keyring, as Electron's safeStorage is one. Throws where it is locked. */
export interface Keyring {
  seal(text: string): string;
  open(sealed: string): string;
}

export interface Vault {
  /** @throws Failure file-damaged, auth-denied (the keyring does not open it, and nothing else can) */
  state(): Promise<VaultState>;
  get(name: string): readonly string[] | undefined;
  /** @throws Failure wrong-state (locked, or there is none) */
  keep(name: string, secret: readonly string[]): Promise<void>;
  forget(name: string): Promise<void>;
  /** Makes it where there is none. @throws Failure bad-input, auth-denied (wrong passphrase) */
  unlock(passphrase: string): Promise<void>;
  /** The passphrase; where the keyring opened it, one beside that. @throws Failure bad-input, auth-denied */
  change(before: string, passphrase: string): Promise<void>;
  lock(): void;
  /** Called whenever it was opened. */
  onOpen: () => void;
}

const ABOUT_KEY = 'ctys vault 1: key';
const ABOUT_SECRETS = 'ctys vault 1: secrets';
export const SHORTEST = 8;

export function createVault(path: string, keyring?: Keyring): Vault {
  return new FileVault(path, keyring);
}

interface Opened {
  readonly key: Buffer;
  readonly file: VaultFile;
  readonly secrets: ReadonlyMap<string, readonly string[]>;
}

const hasPassphrase = ({ by, also }: VaultFile): boolean => by === 'passphrase' || also !== undefined;

/** null: it is locked, or another one. */
function keyFrom(keyring: Keyring, sealed: string): Buffer | null {
  try {
    const key = Buffer.from(keyring.open(sealed), 'base64');
    return key.length === KEY_SIZE ? key : null;
  } catch {
    return null;
  }
}

/** null: it takes nothing. */
function intoKeyring(keyring: Keyring, key: Buffer): string | null {
  try {
    return keyring.seal(key.toString('base64'));
  } catch {
    return null;
  }
}

class FileVault implements Vault {
  onOpen: () => void = () => {};
  readonly #path: string;
  readonly #keyring: Keyring | undefined;
  #opened: Opened | null = null;
  /** Changes follow one another. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(path: string, keyring: Keyring | undefined) {
    this.#path = path;
    this.#keyring = keyring;
  }

  async state(): Promise<VaultState> {
    await this.#byKeyring();
    if (this.#opened !== null) {
      const { secrets, file } = this.#opened;
      return {
        at: 'open',
        by: file.by,
        passphrase: hasPassphrase(file),
        names: [...secrets.keys()].toSorted(),
      };
    }
    const file = await readVault(this.#path);
    if (file === null) return { at: 'none', by: 'passphrase', passphrase: false, names: [] };
    return { at: 'locked', by: file.by, passphrase: hasPassphrase(file), names: [] };
  }

  get(name: string): readonly string[] | undefined {
    return this.#opened?.secrets.get(name);
  }

  keep(name: string, secret: readonly string[]): Promise<void> {
    return this.#change((secrets) => secrets.set(name, secret));
  }

  forget(name: string): Promise<void> {
    return this.#change((secrets) => secrets.delete(name));
  }

  unlock(passphrase: string): Promise<void> {
    return this.#inTurn(async () => {
      const file = await readVault(this.#path);
      if (file === null) return this.#make(await this.#wrap(newKey(), passphrase));
      const key = await this.#unwrap(file, passphrase);
      this.#open(file, key);
      if (file.by === 'keyring' && this.#keyring !== undefined) await this.#again(file, key, this.#keyring);
    });
  }

  change(before: string, passphrase: string): Promise<void> {
    return this.#inTurn(async () => {
      const file = await readVault(this.#path);
      if (file === null) throw fail('wrong-state', 'There is no vault yet.', 'Keep a password first.');
      const opened = file.by === 'keyring' && this.#keyring !== undefined ? this.#opened : null;
      const key = opened?.key ?? (await this.#unwrap(file, before));
      const wrapped = (await this.#wrap(key, passphrase)).file;
      const also = { salt: wrapped.salt, key: wrapped.key };
      const next = file.by === 'keyring' ? { ...file, also } : { ...file, ...wrapped };
      await writeVault(this.#path, next);
      this.#open(next, key);
    });
  }

  lock(): void {
    this.#opened?.key.fill(0);
    this.#opened = null;
  }

  /** Of a keyring nobody is asked anything. */
  async #byKeyring(): Promise<void> {
    const keyring = this.#keyring;
    if (keyring === undefined || this.#opened !== null) return;
    await this.#inTurn(async () => {
      const file = await readVault(this.#path);
      if (this.#opened !== null || (file !== null && file.by !== 'keyring')) return;
      if (file !== null) {
        const key = keyFrom(keyring, file.key);
        if (key !== null) return this.#open(file, key);
        if (hasPassphrase(file)) return;
        throw fail(
          'auth-denied',
          'The keyring of the system does not open the vault.',
          `Unlock the keyring and try again; where it is another one now, move ${this.#path} away, and passwords are asked for again.`,
        );
      }
      const key = newKey();
      const wrapped = intoKeyring(keyring, key);
      // One that takes nothing is as good as none: a passphrase is asked for.
      if (wrapped !== null)
        await this.#make({ key, file: { version: 1, by: 'keyring', salt: '', key: wrapped } });
    });
  }

  /** A keyring that was made anew opens it from now on. */
  async #again(file: VaultFile, key: Buffer, keyring: Keyring): Promise<void> {
    const wrapped = keyFrom(keyring, file.key) === null ? intoKeyring(keyring, key) : null;
    if (wrapped === null) return;
    await writeVault(this.#path, { ...file, key: wrapped });
    this.#open({ ...file, key: wrapped }, key);
  }

  async #make({ key, file }: { key: Buffer; file: Omit<VaultFile, 'secrets'> }): Promise<void> {
    const made = { ...file, secrets: seal(key, Buffer.from('{}'), ABOUT_SECRETS) };
    await writeVault(this.#path, made);
    this.#open(made, key);
  }

  #open(file: VaultFile, key: Buffer): void {
    const plain = unseal(key, file.secrets, ABOUT_SECRETS);
    const secrets = plain === null ? null : parseSecrets(plain.toString('utf8'));
    if (secrets === null)
      throw fail('file-damaged', `${this.#path} was changed by somebody else.`, 'Restore it from a backup.');
    this.#opened = { key, file, secrets };
    this.onOpen();
  }

  async #wrap(key: Buffer, passphrase: string): Promise<{ key: Buffer; file: Omit<VaultFile, 'secrets'> }> {
    if (passphrase.length < SHORTEST)
      throw fail(
        'bad-input',
        `A passphrase has at least ${SHORTEST} characters.`,
        'Four words are a good one.',
      );
    const salt = newSalt();
    const wrapped = seal(await keyOf(passphrase, salt), key, ABOUT_KEY);
    return { key, file: { version: 1, by: 'passphrase', salt: salt.toString('base64'), key: wrapped } };
  }

  async #unwrap(file: VaultFile, passphrase: string): Promise<Buffer> {
    const sealed = file.by === 'keyring' ? file.also : file;
    if (sealed === undefined)
      throw fail(
        'wrong-state',
        'This vault is opened by the keyring of the system.',
        'Give it a passphrase, too, in the application: "Vault: kept passwords".',
      );
    const key = unseal(await keyOf(passphrase, Buffer.from(sealed.salt, 'base64')), sealed.key, ABOUT_KEY);
    if (key === null) throw fail('auth-denied', 'This is not the passphrase of the vault.', 'Try again.');
    return key;
  }

  #change(how: (secrets: Map<string, readonly string[]>) => void): Promise<void> {
    return this.#inTurn(async () => {
      const opened = this.#opened;
      if (opened === null) throw fail('wrong-state', 'The vault is locked.', 'Unlock it first.');
      const secrets = new Map(opened.secrets);
      how(secrets);
      const plain = Buffer.from(JSON.stringify(Object.fromEntries(secrets)));
      const file = { ...opened.file, secrets: seal(opened.key, plain, ABOUT_SECRETS) };
      await writeVault(this.#path, file);
      if (this.#opened !== null) this.#opened = { ...opened, file, secrets };
    });
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => {});
    await mine;
  }
}
