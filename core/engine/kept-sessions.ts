/** What jobs leave running through the connection of a host: programs on a display of ours, clients of this machine. */
import { randomUUID } from 'node:crypto';
import { toFailure } from '../model/failure.ts';
import { machineId, type SessionType } from '../model/machine.ts';
import type { KeptSession } from '../plugins/plugin.ts';
import { sessionRows } from './session-rows.ts';
import type { Tables } from './tables.ts';

export interface KeptSessions {
  keep(session: KeptSession, of: { readonly host: string; readonly type: SessionType }): void;
  close(id: string): void;
  /** Resolves when all have ended. */
  closeAll(): Promise<void>;
}

export function createKeptSessions(tables: Tables): KeptSessions {
  const kept = new Map<string, KeptSession>();
  const rows = sessionRows(tables);
  return {
    keep(session, { host, type }) {
      const id = randomUUID();
      const { label, title } = session;
      const machine = machineId(host, { type: 'PM' });
      kept.set(id, session);
      tables.sessions.put({
        ...{ id, role: 'C', machine, console: 'display', kind: 'rfb', title, label, type },
        ...{ state: 'attached', since: Date.now() },
      });
      session.ended
        .then(
          () => undefined,
          (caught: unknown) => toFailure(caught),
        )
        .then((failure) => {
          kept.delete(id);
          rows.ended(id, failure);
        });
    },
    close: (id) => kept.get(id)?.close(),
    async closeAll() {
      const all = [...kept.values()];
      for (const session of all) session.close();
      await Promise.all(all.map(({ ended }) => ended.catch(() => {})));
    },
  };
}
