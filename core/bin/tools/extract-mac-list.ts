/** `ctys extractMAClst`: who has which MAC and IP, by the static hosts of an ISC dhcpd.conf. */
import { parseDhcpd } from '../../ctys/database/dhcpd.ts';
import { readState } from '../../engine/files.ts';
import { fail } from '../../model/failure.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { checkMacOptions, MAC_OPTIONS, MAC_USAGE, putOut } from './mac-output.ts';
import { toolOptions } from './options.ts';

export const USAGE = `Usage: ctys extractMAClst [-n | -i | -m] [-E] [-p DIR | -P] [-q] DHCPD.CONF
${MAC_USAGE}`;

/** More than any dhcpd.conf. */
const MOST_CHARS = 64 * 1024 * 1024;

export async function run(words: readonly string[], io: Io): Promise<number> {
  const options = toolOptions(words, MAC_OPTIONS, USAGE);
  checkMacOptions(options, USAGE);
  const [file, ...more] = options.rest;
  if (file === undefined || more.length > 0) throw fail('bad-input', 'One dhcpd.conf is wanted.', USAGE);
  const text = await readState(file, MOST_CHARS);
  if (text === null) {
    io.error(`ctys: There is no file ${file}.\n`);
    return EXIT.noFile;
  }
  const say = options.values.quiet ? () => {} : io.error;
  const { entries, includes } = parseDhcpd(text, file);
  for (const other of includes)
    say(`${file} includes ${other}, which is not read: name it in a further call.\n`);
  await putOut(entries, options, say, io);
  return EXIT.ok;
}
