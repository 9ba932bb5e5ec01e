/**
 * CLI: shells and commands of people on a host, each under a label. A shell lives in the terminal it was opened in (the
 * console of its host, with a label); here they are listed, ended, and run without a terminal.
 */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import type { Readiness } from '../../model/host.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { Plugin } from '../plugin.ts';
import { sessionsOn } from '../sessions/hub.ts';
import { lacks, sessionTools } from '../sessions/readiness.ts';
import { markedAs, type Seen, type SessionProcess } from '../sessions/processes.ts';
import { endings, processRecord } from '../sessions/record.ts';
import { endMarked } from '../sessions/stop.ts';
import { command } from './command.ts';

/** Without a label of its own a shell is told from outside by nothing. */
function recordOf(process: SessionProcess): MachineRecord | null {
  const marked = markedAs(process);
  if (marked?.type !== 'CLI') return null;
  const [folder, how, ...words] = marked.words;
  return {
    type: 'CLI',
    label: marked.label,
    ...processRecord(process),
    details: {
      Runs: how === 'login' ? 'login shell' : words.join(' ').slice(0, 500),
      ...(folder !== undefined && folder !== '' && { Folder: folder }),
    },
  };
}

export const cliRecords = ({ processes }: Seen): readonly MachineRecord[] =>
  processes.flatMap((process) => recordOf(process) ?? []);

async function probe(on: Channel, options: CallOptions = {}): Promise<Readiness> {
  const { proc, tools } = await sessionTools(on, options);
  const usable = proc && tools.has('base64');
  const missing = lacks(on.name, '/proc', 'its sessions cannot be found', 'Shells open all the same.');
  return { type: 'CLI', usable, missing: usable ? [] : [missing] };
}

export const cli: Plugin = {
  type: 'CLI',
  probe,
  list: async (on, options) => cliRecords(await sessionsOn(on, options)),
  create: command,
  // What it runs goes with it: a shell is told that its terminal is gone.
  operations: endings((on, shell, seconds, o) => endMarked(on, shell, seconds, o, 'HUP')),
  open: (_on, machine) =>
    Promise.reject(
      fail('not-capable', `${machine.label} is in the terminal it was opened in.`, 'Open another one.'),
    ),
};
