/**
 * X11: any X program on a host under a label: on a display of ours, through the X forwarding of ssh, or in a VNC server of its
 * own, which is shown in a tab.
 */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import type { Readiness } from '../../model/host.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { Plugin } from '../plugin.ts';
import { sessionsOn } from '../sessions/hub.ts';
import { lacks, sessionTools } from '../sessions/readiness.ts';
import { markedAs, type Seen, type SessionProcess } from '../sessions/processes.ts';
import { endings, processRecord } from '../sessions/record.ts';
import { endMarked, endSession } from '../sessions/stop.ts';
import { openScreen, screenAt } from '../vnc/plugin.ts';
import { serverRecord, serversIn } from '../vnc/servers.ts';
import { create } from './create.ts';

/** Without a server of its own: it shows on the display of whoever started it. */
function shownElsewhere(process: SessionProcess, servers: ReadonlySet<number>): MachineRecord | null {
  const marked = markedAs(process);
  if (marked?.type !== 'X11' || servers.has(process.pid)) return null;
  return {
    type: 'X11',
    label: marked.label,
    ...processRecord(process),
    details: { Runs: marked.words.slice(2).join(' ').slice(0, 500), Shows: 'on the display of its caller' },
  };
}

export function x11Records(seen: Seen): readonly MachineRecord[] {
  const servers = serversIn(seen).filter(({ type }) => type === 'X11');
  const starters = new Set(servers.map(({ process }) => process.parent));
  return [
    ...servers.map((server) => serverRecord(server, seen.connected)),
    ...seen.processes.flatMap((process) => shownElsewhere(process, starters) ?? []),
  ];
}

async function probe(on: Channel, options: CallOptions = {}): Promise<Readiness> {
  const { proc, server, tools } = await sessionTools(on, options);
  return {
    type: 'X11',
    usable: proc && tools.has('base64'),
    missing: [
      ...(tools.has('xauth')
        ? []
        : [lacks(on.name, 'xauth', 'programs cannot show on our display', 'Install xauth there.')]),
      ...(server === undefined
        ? [lacks(on.name, 'Xvnc', 'programs cannot be shown in a tab', 'Install a VNC server there.')]
        : []),
    ],
  };
}

export const x11: Plugin = {
  type: 'X11',
  probe,
  list: async (on, options) => x11Records(await sessionsOn(on, options)),
  create,
  // A server takes its program with it; a program is told by itself.
  operations: endings((on, process, seconds, o) =>
    (markedAs(process) === null ? endSession : endMarked)(on, process, seconds, o),
  ),
  screen: screenAt,
  open: openScreen,
};
