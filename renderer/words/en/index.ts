/** English, the measure of all others. */
import { bar } from './bar.ts';
import { calls } from './calls.ts';
import { commands } from './commands.ts';
import { consoles } from './consoles.ts';
import { controller } from './controller.ts';
import { consoleKeys } from './console-keys.ts';
import { desktop } from './desktop.ts';
import { details } from './details.ts';
import { files } from './files.ts';
import { guests } from './guests.ts';
import { hosts } from './hosts.ts';
import { keyboard, keyNames, palette } from './keyboard.ts';
import { library } from './library.ts';
import { machine } from './machine.ts';
import { marks } from './marks.ts';
import { nouns } from './nouns.ts';
import { common, failures, jobs, prompts, verbs } from './parts.ts';
import { plans } from './plans.ts';
import { sessions } from './sessions.ts';
import { settingNames } from './setting-names.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { sidebar } from './sidebar.ts';
import { states } from './states.ts';
import { table } from './table.ts';
import { transcripts } from './transcripts.ts';
import { transfers } from './transfers.ts';
import { vault } from './vault.ts';

export const en = {
  bar,
  calls,
  commands,
  common,
  consoles,
  controller,
  consoleKeys,
  desktop,
  details,
  failures,
  files,
  guests,
  hosts,
  jobs,
  keyNames,
  keyboard,
  library,
  machine,
  marks,
  nouns,
  palette,
  plans,
  prompts,
  sessions,
  settingNames,
  settings,
  shell,
  sidebar,
  states,
  table,
  transcripts,
  transfers,
  vault,
  verbs,
} as const;
