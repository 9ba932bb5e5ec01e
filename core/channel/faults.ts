/** Errors of sockets and servers as Failures that name the thing and what helps. */
import type { Failure } from '../model/failure.ts';
import { fail } from '../model/failure.ts';
import type { Endpoint } from './channel.ts';

export const named = (to: Endpoint): string => ('unix' in to ? to.unix : `${to.host} port ${to.port}`);

/** Why a socket of a host cannot be reached. `code`: an errno name, or the server's own words. */
export function socketFault(to: Endpoint, host: string, code: string): Failure {
  const what = `${named(to)} on ${host}`;
  const data = { code };
  if (code === 'EACCES' || code === 'EPERM')
    return fail(
      'rights-missing',
      `You may not open ${what}.`,
      'Set an elevation (sudo or ksu) for this host, or let the account into the group of the socket.',
      data,
    );
  if ('unix' in to)
    return fail(
      'socket-gone',
      `The socket ${what} is not there or nobody listens.`,
      'Refresh the host.',
      data,
    );
  if (code === 'ECONNREFUSED')
    return fail('refused', `Nobody listens at ${what}.`, 'Start the service there.', data);
  return fail('unreachable', `${what} cannot be reached.`, 'Check the address and the network.', data);
}

export const noSubsystem = (name: string, host: string): Failure =>
  fail(
    'not-capable',
    `${host} offers no ${name}.`,
    `Its sshd_config needs a line Subsystem ${name}, and the server it names must be installed.`,
  );

/** Why a host cannot be connected to. */
export function connectFault(
  host: string,
  address: string,
  port: number,
  error: NodeJS.ErrnoException,
): Failure {
  const where = address === host ? `${host} port ${port}` : `${host} (${address} port ${port})`;
  const data = { address, port, error: error.message };
  switch (error.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NONAME':
      return fail('no-such-host', `No host is known by the name ${address}.`, 'Check its address.', data);
    case 'ECONNREFUSED':
      return fail(
        'refused',
        `${where} refuses the connection.`,
        'Check the port and that sshd runs there.',
        data,
      );
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return fail('unreachable', `${where} does not answer.`, 'Check that it is on and reachable.', data);
    default:
      return fail('connection-lost', `The connection to ${where} broke.`, 'Try again.', data);
  }
}

/** The host gave no session to end them in time. */
export const leftRunning = (host: string, pids: readonly number[]): Failure =>
  fail(
    'busy',
    `${host} gave no session to end what was started there: process ${pids.join(', ')} may run on.`,
    `Look with: ps -p ${pids.join(',')} on ${host}; raise MaxSessions in its sshd_config.`,
    { host, pids: pids.map(String) },
  );
