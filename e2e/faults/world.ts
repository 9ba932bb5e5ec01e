/** An engine that lives in the home of a lab, with somebody who watches; and what is seen of a host meanwhile. */
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { createEngine, type Engine } from '../../core/engine/engine.ts';
import type { Lab } from '../lab/index.ts';

export interface Watched {
  readonly engine: Engine;
  readonly client: ReturnType<typeof clientOf>;
  close(): Promise<void>;
}

const clientOf = (engine: Engine) => createRouterClient(engine.router, { context: {} });

export async function watchedEngine(lab: Lab): Promise<Watched> {
  const at = (base: string | undefined): string => join(base ?? '', 'ctys');
  const engine = await createEngine({
    version: '0',
    configDir: at(lab.env.XDG_CONFIG_HOME),
    cacheDir: at(lab.env.XDG_CACHE_HOME),
    stateDir: at(lab.env.XDG_STATE_HOME),
    ancestorDir: at(lab.env.HOME),
    sshConfig: lab.sshConfig,
  });
  const client = clientOf(engine);
  const leave = new AbortController();
  const changes = await client.watch(undefined, { signal: leave.signal });
  void (async () => {
    for await (const _ of changes);
  })().catch(() => undefined);
  return {
    engine,
    client,
    close: async () => {
      leave.abort();
      await engine.close();
    },
  };
}

/** Every state of a host from now on, with the reason, one after the other. */
export function statesOf({ engine }: Watched, host: string): readonly string[] {
  const seen: string[] = [];
  engine.tables.follow('hosts', (id) => {
    if (id !== host) return;
    const { state = 'gone', failure } = engine.tables.hosts.get(host) ?? {};
    const said = failure === undefined ? state : `${state}: ${failure.message}`;
    if (seen.at(-1) !== said) seen.push(said);
  });
  return seen;
}
