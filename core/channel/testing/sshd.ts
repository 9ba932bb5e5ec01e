/** A real sshd on 127.0.0.1 with its own configuration, keys and folder; all gone after `stop`. */
import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { descendants, signal } from './processes.ts';
import { until } from './wait.ts';

const SSHD = '/usr/sbin/sshd';

/** Why tests with sshd cannot run here; undefined: they can. */
export const noSshd = existsSync(SSHD) ? undefined : 'sshd is not installed';

export type KeyKind = 'ed25519' | 'rsa' | 'ecdsa';

export interface SshdOptions {
  /** Further lines of sshd_config, before the defaults (the first value counts). */
  readonly config?: readonly string[];
  /** Further lines for `Host *` of the client's ssh_config, before the defaults. */
  readonly client?: readonly string[];
  readonly hostKeys?: readonly KeyKind[];
  /** Put the host key into known_hosts; default true. */
  readonly known?: boolean;
  readonly port?: number;
}

interface Box {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
}

export interface Sshd {
  readonly port: number;
  readonly dir: string;
  /** The client's ssh_config, known_hosts and key. */
  readonly sshConfig: string;
  readonly knownHosts: string;
  readonly key: string;
  readonly pid: number;
  /** A HostConfig for it. */
  host<const More extends object = object>(more?: More): Omit<Box, keyof More> & More;
  hostKey(kind?: KeyKind): string;
  log(): string;
  /** Processes that serve connections. */
  sessions(): readonly number[];
  stop(): void;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

export function makeKey(path: string, kind: KeyKind = 'ed25519', passphrase = ''): void {
  const bits = kind === 'rsa' ? ['-b', '2048'] : [];
  execFileSync('ssh-keygen', ['-q', '-t', kind, ...bits, '-N', passphrase, '-C', 'test', '-f', path]);
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('error', () => resolve(false));
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
  });

function serverConfig(dir: string, port: number, kinds: readonly KeyKind[], more: readonly string[]): string {
  return [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    'PidFile none',
    'StrictModes no',
    'LogLevel VERBOSE',
    ...kinds.map((kind) => `HostKey ${dir}/host_${kind}`),
    ...more,
    `AuthorizedKeysFile ${dir}/authorized_keys`,
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin yes',
    // Some start-up files stop at a deep shell level; this keeps their cost out of the tests.
    'SetEnv SHLVL=5',
    '',
  ].join('\n');
}

function clientConfig(dir: string, more: readonly string[]): string {
  return [
    'Host *',
    ...more,
    `UserKnownHostsFile ${dir}/known_hosts`,
    'GlobalKnownHostsFile /dev/null',
    'StrictHostKeyChecking yes',
    'HashKnownHosts no',
    `IdentityFile ${dir}/id`,
    'IdentitiesOnly yes',
    'IdentityAgent none',
    '',
  ].join('\n  ');
}

export async function startSshd(o: SshdOptions = {}): Promise<Sshd> {
  mkdirSync('/run/sshd', { recursive: true });
  const dir = mkdtempSync(join(tmpdir(), 'ctys-sshd-'));
  const kinds = o.hostKeys ?? ['ed25519'];
  for (const kind of kinds) makeKey(`${dir}/host_${kind}`, kind);
  makeKey(`${dir}/id`);
  writeFileSync(`${dir}/authorized_keys`, readFileSync(`${dir}/id.pub`), { mode: 0o644 });
  execFileSync('chmod', ['755', dir]);
  const port = o.port ?? (await freePort());
  writeFileSync(`${dir}/sshd_config`, serverConfig(dir, port, kinds, o.config ?? []));
  writeFileSync(`${dir}/ssh_config`, clientConfig(dir, o.client ?? []));
  const keyLine = (kind: KeyKind): string =>
    readFileSync(`${dir}/host_${kind}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
  const lines = o.known === false ? [] : kinds.map((kind) => `[127.0.0.1]:${port} ${keyLine(kind)}\n`);
  writeFileSync(`${dir}/known_hosts`, lines.join(''), { mode: 0o600 });

  let log = '';
  const child: ChildProcess = spawn(SSHD, ['-D', '-e', '-f', `${dir}/sshd_config`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString('utf8');
  });
  const pid = child.pid ?? 0;
  await until(`sshd on ${port}: ${log}`, () => {
    if (child.exitCode !== null) throw new Error(`sshd ended: ${log}`);
    return answers(port);
  });
  return {
    port,
    dir,
    sshConfig: `${dir}/ssh_config`,
    knownHosts: `${dir}/known_hosts`,
    key: `${dir}/id`,
    pid,
    host: (more) => ({
      name: 'box',
      address: '127.0.0.1',
      port,
      user: 'root',
      ...(more as NonNullable<typeof more>),
    }),
    hostKey: (kind = 'ed25519') => keyLine(kind),
    log: () => log,
    sessions: () =>
      descendants(pid)
        .filter(({ argv }) => argv.startsWith('sshd: '))
        .map((each) => each.pid),
    stop() {
      for (const each of descendants(pid)) {
        signal(each.pid, 'SIGCONT');
        if (each.argv.startsWith('sshd')) signal(each.pid, 'SIGKILL');
      }
      signal(pid, 'SIGKILL');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
