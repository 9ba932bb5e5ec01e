/** A password in a file of this machine, which others may not read. */
import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { fail } from '../../model/failure.ts';

const MOST = 4096;

/** Its first line. @throws Failure not-found, rights-missing */
export async function readSecret(file: string): Promise<string> {
  const path = file.replace(/^~(?=\/)/, homedir());
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile())
    throw fail(
      'not-found',
      `There is no password file ${file}.`,
      'Write the password into it, with mode 600.',
    );
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw fail('rights-missing', `Others can read the password file ${file}.`, `Run: chmod 600 ${file}`);
  const text = found.size > MOST ? '' : await readFile(path, 'utf8');
  const [line = ''] = text.split(/\r?\n/);
  if (line === '')
    throw fail('bad-input', `The password file ${file} holds no password.`, 'Write it into the first line.');
  return line;
}
