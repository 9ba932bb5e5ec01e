/** The configurations of a host, walked once for all technologies that ask at the same time. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import { accountOn, execAsAllowed } from './account.ts';
import { type FoundFile, MOST_BYTES, parseScan, readArgv, resolveBases, scanArgv } from './scan.ts';

/** ms; 10,000 files on a slow disk. */
const LIMIT = 60_000;
/** Headings and blanks take their share. */
const MOST_OUTPUT = 2 * MOST_BYTES;

/** Where Debian's Xen keeps configurations, and what the product keeps of suspended guests. */
const alwaysOn = ({ elevation }: Channel): readonly string[] => [
  '/etc/xen',
  '~/.local/state/ctys',
  ...(elevation === 'none' ? [] : ['/root/.local/state/ctys']),
];

interface Walk {
  readonly key: string;
  readonly files: Promise<readonly FoundFile[]>;
}

const walks = new WeakMap<Channel, Walk>();

/** @throws Failure output-too-large */
export async function filesBelow(
  on: Channel,
  bases: readonly string[],
  options: CallOptions = {},
): Promise<readonly FoundFile[]> {
  const { home } = await accountOn(on);
  const argv = scanArgv(resolveBases([...bases, ...alwaysOn(on)], home));
  const key = argv.join('\n');
  const running = walks.get(on);
  if (running?.key === key) return await running.files;
  const files = walk(on, argv, bases, options);
  const mine = { key, files };
  walks.set(on, mine);
  try {
    return await files;
  } finally {
    if (walks.get(on) === mine) walks.delete(on);
  }
}

async function walk(
  on: Channel,
  argv: readonly string[],
  bases: readonly string[],
  options: CallOptions,
): Promise<readonly FoundFile[]> {
  const { stdout } = await execAsAllowed(on, argv, { ...options, timeout: LIMIT, maxBytes: MOST_OUTPUT });
  const { files, cut } = parseScan(stdout);
  // Of copies the first is the machine itself: which that is must not depend on the file system's order.
  if (!cut) return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  throw fail(
    'output-too-large',
    `The configurations below ${bases.join(', ')} on ${on.name} are more than ${MOST_BYTES / 2 ** 20} MiB.`,
    `Name narrower folders: 'bases' of ${on.name} in hosts.yaml.`,
  );
}

/** Files that are known by name; those that are not there are left out. */
export async function filesAt(
  on: Channel,
  paths: readonly string[],
  options: CallOptions = {},
): Promise<readonly FoundFile[]> {
  const { stdout } = await execAsAllowed(on, readArgv(paths), options);
  return parseScan(stdout).files;
}
