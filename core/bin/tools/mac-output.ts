/** What extractMAClst and extractARPlst do with what they found: lines on stdout, or a macmap.fdb. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { etherLines, macLines, mergeMacmap } from '../../ctys/database/mac-lines.ts';
import type { MacEntry } from '../../ctys/database/macmap.ts';
import { readState, writeAtomic } from '../../engine/files.ts';
import { fail } from '../../model/failure.ts';
import type { Io } from '../io.ts';
import { defaultFolders } from '../../engine/library/databases.ts';
import type { ToolOptions } from './options.ts';

export const MAC_OPTIONS = {
  names: { type: 'boolean', short: 'n' },
  ips: { type: 'boolean', short: 'i' },
  macs: { type: 'boolean', short: 'm' },
  ethers: { type: 'boolean', short: 'E' },
  folder: { type: 'string', short: 'p' },
  default: { type: 'boolean', short: 'P' },
  quiet: { type: 'boolean', short: 'q' },
} as const;

export const MAC_USAGE = `-n  name;MAC;IP;   -i  IP;name;MAC;   -m  MAC;name;IP;   -E  lines of /etc/ethers, with -i of addresses
-p  put them into DIR/macmap.fdb   -P  into the default one   -q  no word about it`;

/** The default database is ours: the first of those that are read. */
const DEFAULT_FOLDER = 0;

/** Called before anything is looked for: a call that cannot be meant does nothing. @throws Failure bad-input */
export function checkMacOptions({ values }: ToolOptions, usage: string): void {
  const orders = (['names', 'ips', 'macs'] as const).filter((name) => values[name]);
  if (orders.length > 1) throw fail('bad-input', '-n, -i and -m exclude each other.', usage);
  if (values.folder !== undefined && values.default)
    throw fail('bad-input', '-p and -P exclude each other.', usage);
  if (values.ethers && (values.folder !== undefined || values.default))
    throw fail('bad-input', 'A macmap.fdb has no lines of /etc/ethers: -E stands alone.', usage);
}

/** @throws Failure file-damaged, file-unwritable */
export async function putOut(
  entries: readonly MacEntry[],
  { values }: ToolOptions,
  say: (text: string) => void,
  io: Io,
): Promise<void> {
  const folder = values.default ? defaultFolders()[DEFAULT_FOLDER] : values.folder;
  if (typeof folder === 'string') {
    const file = join(folder, 'macmap.fdb');
    await merge(file, entries);
    say(`${entries.length} records in ${file}\n`);
    return;
  }
  const first = values.ips ? 'ip' : values.macs ? 'mac' : 'name';
  const lines = values.ethers
    ? etherLines(entries, first === 'ip' ? 'ip' : 'name')
    : macLines(entries, first);
  io.out(lines.map((line) => `${line}\n`).join(''));
}

/** More than any network has machines. */
const MOST_CHARS = 64 * 1024 * 1024;
/** Others of this machine may use a database, where the umask lets them. */
const SHARED = 0o644;

async function merge(file: string, entries: readonly MacEntry[]): Promise<void> {
  const before = await readState(file, MOST_CHARS);
  const mode = before === null ? SHARED & ~process.umask() : (await stat(file)).mode & 0o777;
  await writeAtomic(file, mergeMacmap(before ?? '', entries), mode);
}
