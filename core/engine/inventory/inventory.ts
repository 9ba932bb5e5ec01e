/** The known hosts: hosts.yaml as people and the product write it, and localhost, which is always there. */
import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { FailureData } from '../../model/failure.ts';
import { fail, toFailure } from '../../model/failure.ts';
import type { HostConfig, HostStatus } from '../../model/host.ts';
import { readState, writeAtomic } from '../files.ts';
import type { Notices } from '../notices.ts';
import { same } from '../same.ts';
import { removeHost, saveHost } from './edit.ts';
import { parseHosts } from './parse.ts';
import type { Problem } from './problems.ts';
import { watchPath } from './watch-file.ts';

export interface InventoryHost {
  readonly config: HostConfig;
  readonly origin: HostStatus['origin'];
  /** Its entry has an error; it is not contacted before that is corrected. */
  readonly failure?: FailureData;
}

export interface Inventory {
  readonly hosts: readonly InventoryHost[];
  get(name: string): InventoryHost | undefined;
  /** @throws Failure bad-input, file-damaged, file-unwritable */
  save(host: HostConfig): Promise<void>;
  /** @throws Failure not-found, not-capable (localhost), file-damaged, file-unwritable */
  remove(name: string): Promise<void>;
  close(): void;
}

export interface InventoryOptions {
  readonly file: string;
  /** Hosts known at the last good reading, for when the file cannot be read now. */
  readonly lastGood: readonly InventoryHost[];
  readonly notices: Notices;
  /** Hosts came, went or changed. */
  changed(): void;
}

const LOCALHOST: InventoryHost = { config: { name: 'localhost' }, origin: 'builtin' };
/** Far more than thousands of hosts need. */
const MOST_BYTES = 4 * 1024 * 1024;
/** A thoroughly broken file is one thing to know, not a thousand. */
const MOST_NOTICES = 20;

export async function openInventory(options: InventoryOptions): Promise<Inventory> {
  const { file } = options;
  let hosts = withLocalhost(options.lastGood);
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  };
  const load = async (): Promise<void> => {
    const read = await readHosts(file);
    report(options.notices, read.problems);
    if (read.hosts === null || same(hosts, read.hosts)) return;
    hosts = read.hosts;
    options.changed();
  };
  const edit = (change: (text: string) => string): Promise<void> =>
    inTurn(async () => {
      await writeAtomic(file, change((await readState(file, MOST_BYTES)) ?? ''));
      await load();
    });
  await mkdir(dirname(file), { recursive: true, mode: 0o700 }).catch(() => {});
  const release = watchPath(file, () => void inTurn(load));
  await inTurn(load);
  return {
    get hosts() {
      return hosts;
    },
    get: (name) => hosts.find((host) => host.config.name === name),
    save: (host) => edit((text) => saveHost(text, basename(file), host)),
    async remove(name) {
      if (hosts.find((host) => host.config.name === name)?.origin === 'builtin')
        throw fail('not-capable', `${name} is always there and cannot be removed.`);
      await edit((text) => removeHost(text, basename(file), name));
    },
    close: release,
  };
}

/** hosts: null when nothing of the file can be read. */
async function readHosts(
  file: string,
): Promise<{ hosts: readonly InventoryHost[] | null; problems: readonly Problem[] }> {
  let text: string | null;
  try {
    text = await readState(file, MOST_BYTES);
  } catch (caught) {
    const { message } = toFailure(caught);
    const failure: FailureData = {
      code: 'file-damaged',
      message: `${message} The hosts known before stay.`,
      remedy: 'Make it readable; it is read again by itself.',
    };
    return { hosts: null, problems: [{ level: 'error', failure }] };
  }
  const parsed = parseHosts(text ?? '', basename(file));
  const hosts = parsed.hosts?.map((host) => ({ ...host, origin: 'file' as const })) ?? null;
  return { hosts: hosts === null ? null : withLocalhost(hosts), problems: parsed.problems };
}

const withLocalhost = (hosts: readonly InventoryHost[]): readonly InventoryHost[] =>
  hosts.some((host) => host.config.name === 'localhost') ? hosts : [LOCALHOST, ...hosts];

const PREFIX = 'hosts-file:';

function report(notices: Notices, problems: readonly Problem[]): void {
  const shown = problems.slice(0, MOST_NOTICES);
  const ids = new Set(shown.map(({ failure }) => PREFIX + failure.message));
  notices.clearOthers(PREFIX, ids);
  for (const { level, failure } of shown) notices.raise(PREFIX + failure.message, level, failure);
}
