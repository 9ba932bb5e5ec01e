/** The contract, implemented: one small file a group. */
import type { Guests } from '../guests/guests.ts';
import type { Templates } from '../guests/templates.ts';
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
import { guestHandlers } from './guests.ts';
import { type HostsContext, hostHandlers } from './hosts.ts';
import { libraryHandlers } from './library.ts';
import { promptHandlers } from './prompts.ts';
import type { Tunnels } from '../tunnels.ts';
import { tunnelHandlers } from './tunnels.ts';
import { tableHandlers } from './tables.ts';
import { transcriptHandlers } from './transcripts.ts';

export interface RouterContext extends HostsContext {
  readonly tables: Tables;
  readonly jobs: Jobs;
  readonly prompts: Prompts;
  readonly sessions: Sessions;
  readonly showings: Showings;
  readonly tunnels: Tunnels;
  readonly transcripts: Transcripts;
  readonly library: Library;
  readonly known: FindKnown;
  readonly history: History;
  readonly templates: Templates;
  readonly guests: Guests;
  readonly about: { readonly version: string; readonly hostsFile: string };
}

export const createRouter = (context: RouterContext) =>
  api.router({
    ...tableHandlers(context.tables),
    ...actionHandlers(context),
    ...promptHandlers(context.prompts),
    ...consoleHandlers(context.sessions, context.showings, context.tunnels),
    ...tunnelHandlers(context.tunnels),
    ...hostHandlers(context),
    ...libraryHandlers(context.library, context.known, context.history),
    ...guestHandlers(context.templates, context.guests),
    ...transcriptHandlers(context.transcripts, context.sessions),
    ...aboutHandlers(context.about),
  });

export type Router = ReturnType<typeof createRouter>;
