/** Rows of sessions, as they change; closed ones stay for a while so that everybody sees why. */
import type { FailureData } from '../model/failure.ts';
import type { Session } from '../model/session.ts';
import type { Tables } from './tables.ts';

export interface SessionRows {
  /** Of what is not there nothing is changed. */
  put(id: string, news: Partial<Session>): void;
  ended(id: string, failure?: FailureData): void;
}

/** The newest of those that are closed. */
const MOST_CLOSED = 50;

export function sessionRows({ sessions }: Tables): SessionRows {
  const put = (id: string, news: Partial<Session>): void => {
    const session = sessions.get(id);
    if (session !== undefined) sessions.put({ ...session, ...news });
  };
  return {
    put,
    ended(id, failure) {
      put(id, { state: 'closed', ...(failure !== undefined && { failure }) });
      const closed = [...sessions.values()].filter(({ state }) => state === 'closed');
      for (const old of closed.slice(0, Math.max(0, closed.length - MOST_CLOSED))) sessions.drop(old.id);
    },
  };
}
