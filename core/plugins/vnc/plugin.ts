/** VNC: desktops of people on any host, started under a label; and every other VNC server and viewer there. */
import type { CallOptions, Channel } from '../../channel/channel.ts';
import { fail } from '../../model/failure.ts';
import type { Readiness } from '../../model/host.ts';
import type { MachineRecord } from '../../model/machine.ts';
import type { BytePipe } from '../../model/pipe.ts';
import type { ConsoleOptions, Plugin, Screen } from '../plugin.ts';
import { sessionsOn } from '../sessions/hub.ts';
import { lacks, sessionTools } from '../sessions/readiness.ts';
import { create } from './create.ts';
import { opened } from './door.ts';
import { dismissClients, operations } from './operations.ts';
import { readPasswordFile } from './password-file.ts';
import { writeSecret } from './secret.ts';
import { refuseWatched } from '../watched.ts';
import { clientsAt } from '../connected.ts';
import { type Server, serversIn, vncRecords } from './servers.ts';

export async function probe(on: Channel, options: CallOptions = {}): Promise<Readiness> {
  const { proc, server, tools } = await sessionTools(on, options);
  const missing = [
    ...(proc ? [] : [lacks(on.name, '/proc', 'sessions cannot be found', 'Only Linux hosts are read.')]),
    ...(server === undefined
      ? [lacks(on.name, 'Xvnc', 'no session can be started', 'On Debian: tigervnc-standalone-server.')]
      : []),
    ...(tools.has('setsid')
      ? []
      : [lacks(on.name, 'setsid', 'no session can be started', 'Install util-linux.')]),
  ];
  return {
    type: 'VNC',
    usable: proc && tools.has('base64'),
    ...(server !== undefined && { version: server }),
    missing,
  };
}

/** @throws Failure busy where others look on and nobody says what shall become of them */
async function besideOthers(
  on: Channel,
  server: Server,
  { wary, take, signal }: ConsoleOptions,
): Promise<void> {
  const options = signal === undefined ? {} : { signal };
  const look = async () => clientsAt(server.port, (await sessionsOn(on, options)).connected);
  const takeable = server.flavor !== 'tight';
  if (wary !== undefined)
    await refuseWatched({ label: server.label, host: on.name, look, ours: wary, takeable }, options);
  if (take === true && takeable && (await look()).length > 0) await dismissClients(on, server, options);
}

/** @throws Failure not-found, auth-denied, busy */
export async function openScreen(
  on: Channel,
  machine: MachineRecord,
  id: string,
  how: ConsoleOptions,
): Promise<BytePipe> {
  const { signal } = how;
  const options = signal === undefined ? {} : { signal };
  const server = serversIn(await sessionsOn(on, options)).find(({ process }) => process.pid === machine.pid);
  if (id !== 'vnc' || server?.endpoint === undefined)
    throw fail('not-found', `${machine.label} offers no console ${id} now.`, 'Refresh the host.');
  await besideOthers(on, server, how);
  const { password } =
    server.passwordFile === undefined
      ? { password: null }
      : await readPasswordFile(on, server.passwordFile, options);
  const pipe = await on.connect(server.endpoint, options);
  return password === null ? pipe : await opened(pipe, password);
}

/** With what its password file holds, where we may read it: for viewers of their own. */
export async function screenAt(on: Channel, machine: MachineRecord): Promise<Screen | undefined> {
  const server = serversIn(await sessionsOn(on)).find(({ process }) => process.pid === machine.pid);
  if (server?.endpoint === undefined) return undefined;
  const { endpoint: at, passwordFile } = server;
  const { password } = passwordFile === undefined ? {} : await readPasswordFile(on, passwordFile);
  return { at, ...(password && { secret: writeSecret(password) }) };
}

export const vnc: Plugin = {
  type: 'VNC',
  probe,
  list: async (on, options) => vncRecords(await sessionsOn(on, options)),
  create,
  operations,
  screen: screenAt,
  open: openScreen,
};
