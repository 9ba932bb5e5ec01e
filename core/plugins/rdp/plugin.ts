/**
 * RDP: clients of this machine at servers that hosts reach, each under a label; and the RDP servers and clients of hosts.
 * Clients only are ended: a server is its host's own.
 */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import type { Readiness } from '../../model/host.ts';
import type { Plugin } from '../plugin.ts';
import { sessionsOn } from '../sessions/hub.ts';
import { sessionTools } from '../sessions/readiness.ts';
import { endings } from '../sessions/record.ts';
import { endSession } from '../sessions/stop.ts';
import { create } from './create.ts';
import { rdpRecords } from './records.ts';

/** Nothing is needed on a host but its server, which may be another's: only whether it can be looked at. */
async function probe(on: Channel, options: CallOptions = {}): Promise<Readiness> {
  const { proc, tools } = await sessionTools(on, options);
  return { type: 'RDP', usable: proc && tools.has('base64'), missing: [] };
}

export const rdp: Plugin = {
  type: 'RDP',
  probe,
  list: async (on, options) => rdpRecords(await sessionsOn(on, options)),
  create,
  operations: endings(endSession),
  open: async (_on, { label }) => {
    throw fail(
      'not-capable',
      `${label} is no console of the window.`,
      'It is shown by FreeRDP: ctys -t rdp -a create=l:LABEL HOST.',
    );
  },
};
