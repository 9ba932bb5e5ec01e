/** The controller of a host, of whatever kind. */
import type { Channel } from '../../../channel/channel.ts';
import { fail } from '../../../model/failure.ts';
import type { Around } from '../../plugin.ts';
import type { Controller } from './controller.ts';
import { ipmi } from './ipmi.ts';
import { redfish } from './redfish.ts';

/** @throws Failure not-capable, and the connection's to the host it is spoken to from */
export async function controllerOf(here: Channel, around: Around, signal: AbortSignal): Promise<Controller> {
  const { bmc, name } = around.config;
  if (bmc === undefined)
    throw fail(
      'not-capable',
      `No management controller of ${name} is known.`,
      'Write it into hosts.yaml, as bmc: { address: 10.0.0.7, user: admin } for instance.',
    );
  const on =
    bmc.from === undefined || bmc.from === 'localhost' ? here : await around.channel(bmc.from, signal);
  const target = { on, bmc, around, signal };
  return bmc.kind === 'redfish' ? redfish(target) : ipmi(target);
}
