/** Logins that try whether a host lets us in. Nobody is asked for a password: questions about these hosts are declined. */
import { Failure, fail } from '../../model/failure.ts';
import { asFailure } from '../as-failure.ts';
import type { CoreClient } from '../core-client.ts';
import type { Io } from '../io.ts';
import { follow } from '../snapshot.ts';
import type { Tries } from '../../engine/reach.ts';

export interface Logins {
  /** What the host says it is. @throws Failure of the last trial */
  try(host: string, tries: Tries): Promise<readonly ('PM' | 'VM')[]>;
  close(): Promise<void>;
}

export function openLogins({ api }: CoreClient, io: Io): Logins {
  const over = new AbortController();
  const tried = new Set<string>();
  const declining = (async () => {
    for await (const { prompts } of follow(api, over.signal))
      for (const { id, host } of prompts.values())
        if (tried.has(host)) await api.answer({ prompt: id, answers: null }).catch(() => {});
  })().catch(() => {
    // Over, or the core is gone: a login that waits for an answer ends by its timeout.
  });
  const once = async (name: string, timeout: number): Promise<readonly ('PM' | 'VM')[]> => {
    const late = AbortSignal.timeout(timeout * 1000);
    try {
      return (await api.hosts.login({ name }, { signal: AbortSignal.any([io.signal, late]) })).categories;
    } catch (caught) {
      if (!late.aborted || io.signal.aborted) throw new Failure(asFailure(caught));
      throw fail('timeout', `It let nobody in within ${timeout} s.`, 'Give it longer: --ssh-timeout.');
    }
  };
  return {
    async try(host, { trials, timeout }) {
      tried.add(host);
      for (let trial = 1; ; trial++) {
        try {
          return await once(host, timeout);
        } catch (caught) {
          if (trial >= trials || io.signal.aborted) throw caught;
        }
      }
    },
    async close() {
      over.abort();
      await declining;
    },
  };
}
