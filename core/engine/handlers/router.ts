/** The contract, implemented: one small file a group. */
import type { History } from '../jobs/history.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { FindKnown } from '../library/known.ts';
import type { Library } from '../library/library.ts';
import type { Prompts } from '../prompts.ts';
import type { Sessions } from '../sessions.ts';
import type { Showings } from '../showings.ts';
import type { Transcripts } from '../transcripts/transcripts.ts';
import type { Tables } from '../tables.ts';
import { aboutHandlers } from './about.ts';
import { actionHandlers } from './actions.ts';
import { consoleHandlers } from './console.ts';
import { api } from './guard.ts';
import { type HostsContext, hostHandlers } from './hosts.ts';
import { libraryHandlers } from './library.ts';
import { promptHandlers } from './prompts.ts';
import { tableHandlers } from './tables.ts';
import { transcriptHandlers } from './transcripts.ts';

export interface RouterContext extends HostsContext {
  readonly tables: Tables;
  readonly jobs: Jobs;
  readonly prompts: Prompts;
  readonly sessions: Sessions;
  readonly showings: Showings;
  readonly transcripts: Transcripts;
  readonly library: Library;
  readonly known: FindKnown;
  readonly history: History;
  readonly about: { readonly version: string; readonly hostsFile: string };
}

export const createRouter = (context: RouterContext) =>
  api.router({
    ...tableHandlers(context.tables),
    ...actionHandlers(context),
    ...promptHandlers(context.prompts),
    ...consoleHandlers(context.sessions, context.showings),
    ...hostHandlers(context),
    ...libraryHandlers(context.library, context.known, context.history),
    ...transcriptHandlers(context.transcripts, context.sessions),
    ...aboutHandlers(context.about),
  });

export type Router = ReturnType<typeof createRouter>;
