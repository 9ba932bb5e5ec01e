/** The engine: everything behind the contract. One per process; the window, the browser and the command line share it. */
import { join } from 'node:path';
import type { Link } from '../contract/pipe.ts';
import { createPool } from '../channel/pool.ts';
import { listHosts } from '../channel/ssh-hosts.ts';
import type { Failure } from '../model/failure.ts';
import type { HostConfig } from '../model/host.ts';
import type { Ask } from '../model/prompt.ts';
import type { Around, Plugin } from '../plugins/plugin.ts';
import { plugins as allPlugins } from '../plugins/registry.ts';
import { type CacheWriter, createCacheWriter, readCache } from './cache.ts';
import { createFiles } from './host-files/files.ts';
import { createRouter, type Router, type RouterContext } from './handlers/router.ts';
import { createGuests } from './guests/guests.ts';
import { openTemplates } from './guests/templates.ts';
import { toolsHere } from './imports/here.ts';
import type { Places } from './imports/sources.ts';
import { type InventoryHost, openInventory } from './inventory/inventory.ts';
import { openHistory } from './jobs/history.ts';
import { createJobs } from './jobs/jobs.ts';
import { openKnown } from './library/known.ts';
import { createLibrary } from './library/library.ts';
import { followTables } from './log/follow.ts';
import { type Log, NO_LOG, openLog } from './log/log.ts';
import { problemReport } from './log/problem.ts';
import { aroundOf } from './monitor/around.ts';
import { createMonitor, type Monitor } from './monitor/monitor.ts';
import type { RefreshOptions } from './monitor/waiters.ts';
import { openMarks } from './marks.ts';
import { createNotices } from './notices.ts';
import { libraryFolders, xdgPaths } from './paths.ts';
import { createPins } from './pins.ts';
import { type Pool, TIMINGS, type Timings } from './ports.ts';
import { createPrompts } from './prompts.ts';
import { createSessions } from './sessions.ts';
import { createPreferences } from './settings/preferences.ts';
import { createShowings } from './showings.ts';
import { createTables, type Tables } from './tables.ts';
import { createTranscripts } from './transcripts/transcripts.ts';
import { createVault, type Keyring } from './vault/vault.ts';
import { createTunnels } from './tunnels.ts';

export interface EngineOptions {
  readonly version: string;
  /** hosts.yaml; default ~/.config/ctys (XDG_CONFIG_HOME). */
  readonly configDir?: string;
  /** What was found; default ~/.cache/ctys (XDG_CACHE_HOME). */
  readonly cacheDir?: string;
  /** history.jsonl; default ~/.local/state/ctys (XDG_STATE_HOME). */
  readonly stateDir?: string;
  /** Macros and groups of the ancestor; default ~/.ctys. */
  readonly ancestorDir?: string;
  /** Another ssh_config than ~/.ssh/config; default CTYS_SSH_CONFIG. */
  readonly sshConfig?: string;
  /** Closed with the engine. */
  readonly pool?: (needs: PoolNeeds) => Pool;
  readonly plugins?: readonly Plugin[];
  readonly timings?: Partial<Timings>;
  /** Argv of this installation's command line, for terminals of the person's own. */
  readonly commandLine?: readonly string[];
  /** Opens the vault without a passphrase; absent: a person does. */
  readonly keyring?: Keyring;
  /** Hosts are contacted only once somebody refreshes them: for one call of the command line. */
  readonly onDemand?: boolean;
  /** Ends this engine and begins one with that profile; absent: it cannot. */
  readonly switchProfile?: (name: string) => void;
}

/** What a pool is given: how to ask people, and the inventory for jump hosts. */
export interface PoolNeeds {
  readonly ask: Ask;
  readonly sshConfig?: string;
  readonly lookup: (name: string) => HostConfig | undefined;
  /** Told of what should have been ended on a host and could not be. */
  readonly left: (failure: Failure) => void;
}

export interface Engine {
  /** The contract, implemented. */
  readonly router: Router;
  readonly tables: Tables;
  readonly log: Log;
  /** The pipe of an opened console, or of a file that is sent. */
  attach(session: string, link: Link): void;
  /** Resolves after a full look at the host that starts after this call. @throws Failure why there was none */
  refresh(host: string, signal?: AbortSignal, options?: RefreshOptions): Promise<void>;
  /** Ends jobs, consoles and connections, and writes what is not written yet. */
  close(): Promise<void>;
}

export async function createEngine(options: EngineOptions): Promise<Engine> {
  const paths = { ...xdgPaths(), ...defined(options) };
  const hostsFile = join(paths.configDir, 'hosts.yaml');
  const sshConfig = options.sshConfig ?? (process.env.CTYS_SSH_CONFIG || undefined);
  const timings = { ...TIMINGS, ...options.timings };
  const plugins = options.plugins ?? allPlugins;
  const tables = createTables();
  const notices = createNotices(tables.notices);
  const log = options.onDemand === true ? NO_LOG : openLog(join(paths.stateDir, 'log'));
  log.write('info', `ctys ${options.version} begins`);
  followTables(tables, log);
  const vault = createVault(join(paths.stateDir, 'vault.json'), options.keyring);
  const prompts = createPrompts(tables, timings.prompt, vault);
  const cacheFile = join(paths.cacheDir, 'seen.json');
  const cached = await readCache(cacheFile, notices);
  const lastGood = cached.hosts.map(({ seen: _seen, readiness: _readiness, ...host }) => host);
  let follow = (): void => {};
  const inventory = await openInventory({ file: hostsFile, lastGood, notices, changed: () => follow() });
  const pool = (options.pool ?? createPool)({
    ask: prompts.ask,
    lookup: (name) => inventory.get(name)?.config,
    left: (failure) => notices.raise(`left:${String(failure.data?.host)}`, 'warning', failure.toData()),
    ...(sshConfig !== undefined && { sshConfig }),
  });
  const changed = (): void => cache.changed();
  const around = (host: string): Around => aroundOf(monitor, host, async () => null);
  const pins = createPins(join(paths.stateDir, 'known_controllers'));
  const marks = await openMarks(join(paths.configDir, 'marks.json'), tables.machines, notices);
  const monitor: Monitor = createMonitor(
    {
      tables,
      marked: marks.marked,
      notices,
      pool,
      plugins,
      timings,
      changed,
      around,
      pins,
      onDemand: options.onDemand ?? false,
    },
    cached,
  );
  const cache = createCacheWriter(cacheFile, () => monitor.snapshot(), notices, timings.cache);
  const history = openHistory(join(paths.stateDir, 'history.jsonl'), notices);
  const library = createLibrary({ folders: libraryFolders(paths), notices });
  const known = openKnown(paths, (host, signal) => monitor.channel(host, signal));
  const transcripts = createTranscripts(join(paths.stateDir, 'transcripts'), notices);
  const patience = timings.attach;
  const sessions = createSessions({
    ...{ tables, monitor, plugins, patience, transcripts, outlasts: timings.outlasts },
    ...{
      ask: prompts.ask,
      quietly: prompts.quietly,
      pins: createPins(join(paths.stateDir, 'known_screens')),
    },
  });
  const tunnels = createTunnels({ tables, monitor, plugins });
  const jobs = createJobs({
    tables,
    monitor,
    plugins,
    history,
    ask: prompts.ask,
    keep: sessions.keep,
    tunnel: tunnels.once,
  });
  const templates = openTemplates(libraryFolders(paths).map((at) => join(at, 'templates')));
  const guests = createGuests({ templates, plugins, monitor, tables, jobs, version: options.version });
  const files = createFiles((host, signal) => monitor.channel(host, signal), patience);
  const showings = createShowings(timings.attach);
  const preferences = createPreferences(paths, notices, options.switchProfile);
  const visited = new Map<string, InventoryHost>();
  follow = () => {
    for (const { config } of inventory.hosts) visited.delete(config.name);
    monitor.follow([...inventory.hosts, ...visited.values()]);
  };
  const visit = (config: HostConfig): void => {
    if (inventory.get(config.name) !== undefined) return;
    visited.set(config.name, { config, origin: 'ssh_config' });
    follow();
  };
  follow();
  tables.onWatchers((count) => {
    if (count > 0) for (const host of prompts.takeMissed()) void monitor.refresh(host).catch(() => {});
  });
  const about = { version: options.version, hostsFile };
  const stored = async () => (await preferences.opened()).settings.stored;
  const problem = problemReport({ version: options.version, tables, log, stored });
  const offerPlaces: Places = {
    ancestorDir: paths.ancestorDir,
    sshHosts: () => listHosts(sshConfig),
    ...toolsHere(async (argv, run) => (await monitor.channel('localhost')).exec(argv, run)),
  };
  const parts = {
    tables,
    jobs,
    prompts,
    vault,
    sessions,
    showings,
    tunnels,
    files,
    commandLine: options.commandLine ?? ['ctys'],
    transcripts,
    inventory,
    monitor,
    plugins,
    cache,
    library,
    ask: prompts.ask,
    known,
    history,
    templates,
    guests,
    marks,
    pool,
    preferences,
    log,
  };
  let closing: Promise<void> | undefined;
  return {
    router: createRouter({ ...parts, offerPlaces, visit, about, problem }),
    tables,
    log,
    attach: (session, link) => {
      if (!files.attach(session, link)) sessions.attach(session, link);
    },
    refresh: (host, signal, options) => monitor.refresh(host, signal, options),
    close: () => (closing ??= shutDown(parts)),
  };
}

interface Parts extends Omit<RouterContext, 'offerPlaces' | 'visit' | 'about' | 'problem'> {
  readonly cache: CacheWriter;
  readonly pool: Pool;
  readonly log: Log;
}

/** What uses the connections ends before them; what writes ends after what tells it to. */
async function shutDown(parts: Parts): Promise<void> {
  parts.inventory.close();
  parts.prompts.close();
  parts.vault.lock();
  parts.showings.close();
  await Promise.all([parts.jobs.close(), parts.sessions.closeAll(), parts.tunnels.closeAll()]);
  await parts.files.closeAll();
  await parts.monitor.close();
  await Promise.all([parts.cache.close(), parts.history.close(), parts.preferences.close()]);
  await parts.pool.close();
  parts.tables.close();
  parts.log.write('info', 'ctys ends');
  await parts.log.close();
}

function defined(options: EngineOptions): Partial<ReturnType<typeof xdgPaths>> {
  const { configDir, cacheDir, stateDir, ancestorDir } = options;
  return {
    ...(configDir !== undefined && { configDir }),
    ...(cacheDir !== undefined && { cacheDir }),
    ...(stateDir !== undefined && { stateDir }),
    ...(ancestorDir !== undefined && { ancestorDir }),
  };
}
