/** Ending VNC sessions and their viewers. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { DEFAULT_POWEROFF_DELAY } from '../../model/action.ts';
import type { MachineAction } from '../../model/action.ts';
import { fail } from '../../model/failure.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { Verb } from '../../model/verb.ts';
import type { Operation, RunOptions } from '../plugin.ts';
import { mustAsOwner } from '../qemu/rights.ts';
import { sessionsOn } from '../sessions/hub.ts';
import { endSession } from '../sessions/stop.ts';
import { type Server, serversIn } from './servers.ts';

/** What a server leaves that is ended by force: only where it names a process that is gone. */
const SWEEP_SCRIPT = `
p=$(tr -cd 0-9 <"/tmp/.X$1-lock" 2>/dev/null)
[ "$p" = "$2" ] && rm -f "/tmp/.X$1-lock" "/tmp/.X11-unix/X$1"
exit 0
`;

async function endServer(on: Channel, server: Server, seconds: number, o: RunOptions): Promise<void> {
  await endSession(on, server.process, seconds, o);
  if (server.flavor === 'x11vnc') return;
  const argv = ['sh', '-c', SWEEP_SCRIPT, 'sh', String(server.display), String(server.process.pid)];
  await mustAsOwner(on, server.process, argv, 'Clearing its display', { signal: o.signal });
}

/** Through the server's own tool: who watches through a tunnel is no process of this host. */
export async function dismissClients(on: Channel, server: Server, options: CallOptions): Promise<void> {
  const { display, authority, flavor, process } = server;
  const tool = flavor === 'x11vnc' ? ['x11vnc', '-R', 'disconnect:all'] : ['vncconfig', '-disconnect'];
  if (flavor === 'tight')
    throw fail(
      'not-capable',
      `TightVNC cannot dismiss the viewers of ${server.label}.`,
      'Close them where they are, or end the session.',
    );
  const argv = [
    ...['env', `DISPLAY=:${display}`, ...(authority === undefined ? [] : [`XAUTHORITY=${authority}`])],
    ...tool,
  ];
  await mustAsOwner(on, process, argv, `Closing the viewers of ${server.label}`, options);
}

async function serverOf(on: Channel, machine: MachineRecord, o: RunOptions): Promise<Server> {
  const found = serversIn(await sessionsOn(on, o)).find(({ process }) => process.pid === machine.pid);
  if (found !== undefined) return found;
  throw fail('not-found', `${machine.label} does not run on ${on.name} any more.`, 'Refresh the host.');
}

async function stop(
  on: Channel,
  machine: MachineRecord,
  action: MachineAction,
  seconds: number,
  o: RunOptions,
): Promise<void> {
  if (machine.role === 'client') {
    const viewer = (await sessionsOn(on, o)).processes.find(({ pid }) => pid === machine.pid);
    if (viewer !== undefined) await endSession(on, viewer, seconds, o);
    return;
  }
  const server = await serverOf(on, machine, o);
  if (action.side === 'client') await dismissClients(on, server, { signal: o.signal });
  else await endServer(on, server, seconds, o);
}

export const operations: Partial<Record<Verb, Operation>> = {
  shutdown: {
    from: ['running', 'unknown'],
    via: 'stopping',
    to: 'off',
    run: (on, machine, action, o) => stop(on, machine, action, action.delay ?? DEFAULT_POWEROFF_DELAY, o),
  },
  poweroff: {
    from: ['running', 'unknown', 'starting', 'stopping'],
    via: 'stopping',
    to: 'off',
    run: (on, machine, action, o) => stop(on, machine, action, action.delay ?? 1, o),
  },
};
