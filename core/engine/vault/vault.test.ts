import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createVault } from './vault.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ctys-vault-'));
  path = join(folder, 'vault.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('kept, locked, and opened again by the passphrase alone', async () => {
  const vault = createVault(path);
  expect(await vault.state()).toEqual({ at: 'none', by: 'passphrase', passphrase: false, names: [] });
  await expect(vault.keep('a', ['x'])).rejects.toMatchObject({ code: 'wrong-state' });
  await expect(vault.unlock('short')).rejects.toMatchObject({ code: 'bad-input' });
  await vault.unlock('four words are good');
  await vault.keep('screen of tst100', ['pässwörd']);
  await vault.keep('ssh root@lab00', ['other']);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const text = await readFile(path, 'utf8');
  for (const word of ['pässwörd', 'tst100', 'lab00', 'four words']) expect(text).not.toContain(word);
  vault.lock();
  expect(vault.get('screen of tst100')).toBeUndefined();
  expect(await vault.state()).toEqual({ at: 'locked', by: 'passphrase', passphrase: true, names: [] });

  const later = createVault(path);
  let told = 0;
  later.onOpen = () => {
    told++;
  };
  await expect(later.unlock('four words are bad')).rejects.toMatchObject({ code: 'auth-denied' });
  await later.unlock('four words are good');
  expect([later.get('screen of tst100'), told]).toEqual([['pässwörd'], 1]);
  await later.forget('ssh root@lab00');
  expect(await later.state()).toMatchObject({ at: 'open', names: ['screen of tst100'] });
  await later.change('four words are good', 'other words are better');
  await expect(createVault(path).unlock('four words are good')).rejects.toMatchObject({
    code: 'auth-denied',
  });
  await createVault(path).unlock('other words are better');
  expect(await readdir(folder)).toEqual(['vault.json']);
});

test('what somebody changed is not believed, and what is no vault is set aside', async () => {
  const vault = createVault(path);
  await vault.unlock('four words are good');
  await vault.keep('a', ['x']);
  const file = JSON.parse(await readFile(path, 'utf8')) as Record<string, string>;
  const bytes = Buffer.from(file.secrets ?? '', 'base64');
  bytes.writeUInt8(bytes.readUInt8(14) ^ 1, 14);
  await writeFile(path, JSON.stringify({ ...file, secrets: bytes.toString('base64') }));
  await expect(createVault(path).unlock('four words are good')).rejects.toMatchObject({
    code: 'file-damaged',
  });
  await writeFile(path, '{"version":2}');
  await expect(createVault(path).unlock('four words are good')).rejects.toMatchObject({
    code: 'file-damaged',
  });
  expect((await readdir(folder)).some((name) => name.startsWith('vault.json.damaged-'))).toBe(true);
});

test('a keyring opens it without a question; without that keyring it stays shut', async () => {
  const keyring = {
    seal: (text: string) => Buffer.from(text).toString('hex'),
    open: (sealed: string) => Buffer.from(sealed, 'hex').toString(),
  };
  const vault = createVault(path, keyring);
  expect(await vault.state()).toEqual({ at: 'open', by: 'keyring', passphrase: false, names: [] });
  await vault.keep('a', ['x']);
  const again = createVault(path, keyring);
  await again.state();
  expect(again.get('a')).toEqual(['x']);
  await expect(createVault(path).unlock('any words at all')).rejects.toMatchObject({ code: 'wrong-state' });
  // For the headless host and the command line, which have no keyring.
  await again.change('', 'four words are good');
  expect(await again.state()).toMatchObject({ at: 'open', by: 'keyring', passphrase: true, names: ['a'] });
  const headless = createVault(path);
  expect(await headless.state()).toMatchObject({ at: 'locked', passphrase: true });
  await expect(headless.unlock('four words are bad')).rejects.toMatchObject({ code: 'auth-denied' });
  await headless.unlock('four words are good');
  await headless.keep('b', ['y']);
  await headless.change('four words are good', 'other words are better');
  const desktop = createVault(path, keyring);
  expect(await desktop.state()).toMatchObject({ at: 'open', by: 'keyring', names: ['a', 'b'] });
  await createVault(path).unlock('other words are better');
});

test('a keyring that is locked or another one loses nothing: it says what to do, or the passphrase opens it', async () => {
  let word = 'first';
  let locked = false;
  const keyring = {
    seal: (text: string) => {
      if (locked) throw new Error('org.freedesktop.Secret.Error.IsLocked');
      return `${word} ${text}`;
    },
    open: (sealed: string) => {
      const [by, text = ''] = sealed.split(' ');
      if (locked || by !== word) throw new Error('Error while decrypting the ciphertext provided.');
      return text;
    },
  };
  const vault = createVault(path, keyring);
  await vault.state();
  await vault.keep('a', ['x']);
  const before = await readFile(path, 'utf8');
  locked = true;
  const shut = createVault(path, keyring);
  await expect(shut.state()).rejects.toMatchObject({
    code: 'auth-denied',
    remedy: expect.stringContaining(path),
  });
  expect(await readFile(path, 'utf8')).toBe(before);
  locked = false;
  expect(await shut.state()).toMatchObject({ at: 'open', names: ['a'] });
  await shut.change('', 'four words are good');

  word = 'second';
  const other = createVault(path, keyring);
  expect(await other.state()).toMatchObject({ at: 'locked', by: 'keyring', passphrase: true });
  await other.unlock('four words are good');
  expect(other.get('a')).toEqual(['x']);
  // From now on the new one opens it.
  expect(await createVault(path, keyring).state()).toMatchObject({ at: 'open', by: 'keyring', names: ['a'] });

  await rm(path);
  locked = true;
  expect(await createVault(path, keyring).state()).toMatchObject({ at: 'none', by: 'passphrase' });
});
