/** What is known of the sessions of one host: one look for all plugins of sessions that ask in the same moment. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import { LIST_SCRIPT, parseSessions, type Seen } from './processes.ts';
import { ask, type Question } from '../together.ts';

const NOBODY: Seen = { processes: [], connected: [] };

const PROCESSES: Question<Seen> = {
  script: LIST_SCRIPT,
  read(stdout, on) {
    if (stdout.startsWith('no-proc')) return NOBODY;
    const seen = parseSessions(stdout);
    if (seen !== null) return seen;
    throw fail('unexpected-output', `${on.name} does not tell its processes.`, undefined, {
      output: stdout.slice(0, 500),
    });
  },
};

/** @throws Failure unexpected-output, and the connection's */
export const sessionsOn = (on: Channel, options: CallOptions = {}): Promise<Seen> =>
  ask(on, PROCESSES, options);
