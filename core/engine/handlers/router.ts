/** The contract, implemented: one small file a group. */
import type { Files } from '../host-files/files.ts';
import type { Guests } from '../guests/guests.ts';
import type { Templates } from '../guests/templates.ts';
import type { History } from '../jobs/history.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { FindKnown } from '../library/known.ts';
import type { Library } from '../library/library.ts';
import type { Prompts } from '../prompts.ts';
import type { Sessions } from '../sessions.ts';
import type { Preferences } from '../settings/preferences.ts';
import type { Showings } from '../showings.ts';
import type { Transcripts } from '../transcripts/transcripts.ts';
import type { Tables } from '../tables.ts';
import { aboutHandlers } from './about.ts';
import { actionHandlers } from './actions.ts';
import { consoleHandlers } from './console.ts';
import { fileHandlers } from './files.ts';
import { api } from './guard.ts';
import type { ProblemReport } from '../log/problem.ts';
import type { MarkStore } from '../marks.ts';
import { guestHandlers } from './guests.ts';
import { machineHandlers } from './machines.ts';
import { type HostsContext, hostHandlers } from './hosts.ts';
import { libraryHandlers } from './library.ts';
import { promptHandlers } from './prompts.ts';
import { settingsHandlers } from './settings.ts';
import type { Tunnels } from '../tunnels.ts';
import { tunnelHandlers } from './tunnels.ts';
import { tableHandlers } from './tables.ts';
import type { Vault } from '../vault/vault.ts';
import { vaultHandlers } from './vault.ts';
import { transcriptHandlers } from './transcripts.ts';

export interface RouterContext extends HostsContext {
  readonly tables: Tables;
  readonly jobs: Jobs;
  readonly prompts: Prompts;
  readonly sessions: Sessions;
  readonly showings: Showings;
  readonly tunnels: Tunnels;
  readonly files: Files;
  readonly commandLine: readonly string[];
  readonly transcripts: Transcripts;
  readonly vault: Vault;
  readonly library: Library;
  readonly known: FindKnown;
  readonly history: History;
  readonly templates: Templates;
  readonly guests: Guests;
  readonly preferences: Preferences;
  readonly marks: MarkStore;
  readonly about: { readonly version: string; readonly hostsFile: string };
  readonly problem: ProblemReport;
}

export const createRouter = (context: RouterContext) =>
  api.router({
    ...tableHandlers(context.tables),
    ...actionHandlers(context),
    ...promptHandlers(context.prompts),
    ...consoleHandlers(context),
    ...fileHandlers(context.files),
    ...tunnelHandlers(context.tunnels),
    ...hostHandlers(context),
    ...machineHandlers(context.marks),
    ...libraryHandlers(context.library, context.known, context.history),
    ...guestHandlers(context.templates, context.guests),
    ...transcriptHandlers(context.transcripts, context.sessions),
    ...settingsHandlers(context.preferences),
    ...vaultHandlers(context.vault),
    ...aboutHandlers(context.about, context.problem),
  });

export type Router = ReturnType<typeof createRouter>;
