/** An engine over fake hosts in a folder of its own, and a client of its contract in the same process. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { Plugin } from '../../plugins/plugin.ts';
import { createEngine, type Engine } from '../engine.ts';
import type { Timings } from '../ports.ts';
import { type FakeHosts, fakeHosts, fakePlugin, fakePool } from './fakes.ts';

/** Quick enough for tests, slow enough that nothing but what a test asks for happens in between. */
const TIMINGS: Partial<Timings> = {
  poll: 60_000,
  idlePoll: 60_000,
  spread: 0,
  retryFirst: 20,
  retryMost: 40,
  cache: 10,
};

export interface World extends AsyncDisposable {
  readonly engine: Engine;
  readonly hosts: FakeHosts;
  readonly client: ReturnType<typeof clientOf>;
  readonly folder: string;
  readonly hostsFile: string;
}

export interface WorldOptions {
  readonly hosts?: readonly string[];
  readonly fakes?: FakeHosts;
  readonly plugins?: (hosts: FakeHosts) => readonly Plugin[];
  readonly timings?: Partial<Timings>;
  readonly onDemand?: boolean;
  /** Of an earlier world, kept. */
  readonly folder?: string;
  readonly hostsText?: string;
}

const clientOf = (engine: Engine) => createRouterClient(engine.router, { context: {} });

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'ctys-engine-')));
  const names = options.hosts ?? ['lab00'];
  const fakes = options.fakes ?? fakeHosts(...names);
  const hostsFile = join(folder, 'config', 'hosts.yaml');
  if (options.folder === undefined) {
    await mkdir(join(folder, 'config'));
    const text = `version: 1\nhosts:\n${names.map((name) => `  ${name}: {}\n`).join('')}`;
    await writeFile(hostsFile, options.hostsText ?? text);
  }
  const engine = await createEngine({
    version: '0.0.0',
    configDir: join(folder, 'config'),
    cacheDir: join(folder, 'cache'),
    stateDir: join(folder, 'state'),
    ancestorDir: join(folder, 'ancestor'),
    pool: () => fakePool(fakes),
    plugins: options.plugins?.(fakes) ?? [fakePlugin(fakes)],
    timings: { ...TIMINGS, ...options.timings },
    onDemand: options.onDemand ?? false,
  });
  return {
    engine,
    hosts: fakes,
    client: clientOf(engine),
    folder,
    hostsFile,
    async [Symbol.asyncDispose]() {
      await engine.close();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
