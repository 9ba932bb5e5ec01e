/** Screens that speak RDP: no console of the window, but of FreeRDP beside it. Pure. */
import type { MachineAction } from './action.ts';
import type { Machine } from './machine.ts';

/** Id of such an offer. */
export const RDP_SCREEN = 'rdp';
/** Why it is no console of the window. */
export const RDP_TOLD = 'It speaks RDP: "Open with FreeRDP" shows it.';

/** The session that shows the screen of a machine, or of an RDP server; null: it has none, or does not serve it now. */
export function rdpOf(machine: Machine): MachineAction | null {
  const { type, role, host, label, vncPort, serverPort, consoles } = machine;
  if (type === 'RDP' && role !== 'client') return sessionOf(host, `${host}-${label}`, vncPort);
  const isServed = consoles.some(({ id, blocked }) => id === RDP_SCREEN && blocked === RDP_TOLD);
  if (!isServed || vncPort === undefined) return null;
  return sessionOf(host, label, vncPort, /^(.+):\d+$/.exec(serverPort ?? '')?.[1]);
}

/** `beyond`: where it is, as the host sees it, if it is not on the host's loopback. */
const sessionOf = (
  host: string,
  label: string,
  rdpPort: number | undefined,
  beyond?: string,
): MachineAction => ({
  ...{ verb: 'start', type: 'RDP', on: { host }, target: { label } },
  ...(rdpPort !== undefined && { start: { rdpPort, ...(beyond !== undefined && { insecure: beyond }) } }),
});
