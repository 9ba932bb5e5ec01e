/** What ssh says on stderr when it cannot connect, as a Failure. Its messages are English in every locale. */
import type { Failure } from '../model/failure.ts';
import { fail } from '../model/failure.ts';
import { connectFault } from './faults.ts';
import { fingerprint, readKnownHosts } from './known-hosts.ts';
import type { SshOptions } from './ssh-config.ts';

async function changed(host: string, said: string): Promise<Failure> {
  const [, file = '', line = '0'] = /^Offending \S+ key in (.+):(\d+)\s*$/m.exec(said) ?? [];
  const offered = /SHA256:[A-Za-z0-9+/]+/.exec(said)?.[0] ?? '';
  const known = (await readKnownHosts([file])).find((key) => key.line === Number(line));
  const expected = known === undefined ? '' : fingerprint(known.key);
  return fail(
    'host-key-changed',
    `The host key of ${host} has changed: expected ${expected}, got ${offered}.`,
    `If the host was set up anew, remove line ${line} of ${file}; otherwise somebody may be listening.`,
    { expected, offered, file, line: Number(line) },
  );
}

export async function masterFault(
  host: string,
  options: SshOptions,
  said: string,
  declined: boolean,
): Promise<Failure> {
  const data = { stderr: said.slice(-4000) };
  const errno = (code: string): Failure =>
    connectFault(
      host,
      options.hostname,
      options.port,
      Object.assign(new Error(said.trim().slice(-300)), { code }),
    );
  if (/REVOKED HOST KEY|is marked as revoked|revoked/i.test(said))
    return fail(
      'host-key-revoked',
      `The host key of ${host} is marked as revoked.`,
      'Give the host a new key.',
      data,
    );
  if (/HOST IDENTIFICATION HAS CHANGED/.test(said)) return changed(host, said);
  if (/Host key verification failed/.test(said))
    return fail(
      'host-key-unknown',
      `The host key of ${host} is not known and was not accepted.`,
      'Compare the fingerprint with the one the host shows, then accept it.',
      data,
    );
  if (/Permission denied|Too many authentication failures/.test(said))
    return fail(
      'auth-denied',
      declined
        ? `No password was given for ${options.user} on ${host}.`
        : `${host} did not let ${options.user} in.`,
      'Check the user name, and which keys the account accepts.',
      { ...data, user: options.user },
    );
  if (/Could not resolve hostname/.test(said)) return errno('ENOTFOUND');
  if (/Connection refused/.test(said)) return errno('ECONNREFUSED');
  if (/timed out|No route to host|unreachable/.test(said)) return errno('ETIMEDOUT');
  if (/Unable to negotiate|no matching/.test(said))
    return fail(
      'transport-unable',
      `OpenSSH and ${host} have no algorithm in common.`,
      'Update one of them.',
      data,
    );
  if (/ENOENT|command not found/.test(said))
    return fail(
      'tool-missing',
      'The ssh program is not installed on this machine.',
      'Install openssh-client.',
      {
        tool: 'ssh',
      },
    );
  return fail('connection-lost', `The connection to ${host} broke before the login.`, 'Try again.', data);
}
