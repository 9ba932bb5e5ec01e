/**
 * The system's OpenSSH behind the same interface, for what ssh2 cannot: certificates, FIDO keys, Kerberos,
 * post-quantum-only servers. One master connection (ControlMaster); every session is a client of its socket.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../model/failure.ts';
import type { HostConfig } from '../model/host.ts';
import type { Ask } from '../model/prompt.ts';
import { createAskPass } from './askpass.ts';
import { startLocal } from './local.ts';
import { masterFault } from './openssh-faults.ts';
import { displayOptions, OpenSshTransport } from './openssh-transport.ts';
import type { SshOptions } from './ssh-config.ts';
import { sshArgs, sshTarget } from './ssh-config.ts';
import type { Left, Transport } from './transport.ts';

export interface OpenSshDial {
  readonly host: HostConfig;
  readonly options: SshOptions;
  /** Why this transport, for people. */
  readonly why: string;
  readonly ask: Ask;
  /** As ssh -J takes it; absent: what ssh_config says. */
  readonly jump?: string;
  readonly file?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  readonly left?: Left;
}

const READY = 'ctys-connected';
const MASTER = [
  '-N',
  '-T',
  ...['ControlMaster=yes', 'ControlPersist=no', 'ClearAllForwardings=yes'],
  ...[
    'PermitLocalCommand=yes',
    `LocalCommand=echo ${READY}`,
    'ServerAliveInterval=4',
    'ServerAliveCountMax=2',
  ],
  ...['ConnectTimeout=10', 'LogLevel=INFO', 'RequestTTY=no'],
].flatMap((word) => (word.startsWith('-') ? [word] : ['-o', word]));

/** @throws Failure as connectSsh2 */
export async function connectOpenSsh(d: OpenSshDial): Promise<Transport> {
  const askPass = await createAskPass(d.host.name, d.ask, d.env ?? process.env);
  const socket = join(askPass.folder, 's');
  const base = [...sshArgs(d.host, d.file), '-S', socket];
  const jump = d.jump === undefined ? [] : ['-J', d.jump];
  const shown = displayOptions((d.env ?? process.env).DISPLAY);
  const argv = ['ssh', ...base, ...jump, ...MASTER, ...shown, '--', sshTarget(d.host)];
  const master = startLocal(argv, askPass.env);
  let said = '';
  master.stderr?.on('data', (chunk: Buffer) => {
    if (said.length < 16_384) said += chunk.toString('utf8');
  });
  const up = await new Promise<boolean>((resolve) => {
    const stop = (): void => resolve(false);
    let out = '';
    master.stdout.on('data', (chunk: Buffer) => {
      out = (out + chunk.toString('utf8')).slice(-1024);
      if (out.includes(READY)) resolve(true);
    });
    void master.exit.then(stop);
    d.signal?.addEventListener('abort', stop, { once: true });
    if (d.signal?.aborted) stop();
  });
  if (up && existsSync(socket))
    return new OpenSshTransport({
      ...{ host: d.host, user: d.options.user, title: `OpenSSH (${d.why})`, base, master, askPass },
      display: (d.env ?? process.env).DISPLAY,
      ...(d.left !== undefined && { left: d.left }),
    });
  master.kill();
  await master.exit;
  const { declined } = askPass;
  askPass.close();
  if (d.signal?.aborted) throw fail('aborted', 'Stopped on request.');
  throw await masterFault(d.host.name, d.options, said, declined);
}
