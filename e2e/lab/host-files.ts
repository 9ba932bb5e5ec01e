/** The files that make an overlay of this machine's root into a host of its own. */
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ACCOUNTS, group, homeFiles, passwd, shadow, sudoers } from './accounts.ts';
import { BOOT_DIR, HOSTS, type HostSpec, type Layout } from './layout.ts';
import { publicKey } from './keys.ts';

export const SSHD_CONFIG = '/etc/ssh/sshd_lab_config';
export const HOST_KEY = '/etc/ssh/lab_host_key';
export const SSHD_PID = '/run/sshd.pid';
export const SSHD_LOG = '/run/sshd.log';

/** Writes everything under the host's folder. `clientKeys` are the public key files that may log in. */
export function writeHostFiles(lab: Layout, spec: HostSpec, clientKeys: readonly string[]): void {
  const dir = lab.hostDir(spec.name);
  for (const folder of ['upper', 'work', 'root', 'home', 'roothome'])
    mkdirSync(join(dir, folder), { recursive: true });
  const put = (path: string, content: string, mode = 0o644) =>
    writeAt(join(dir, 'upper', path), content, mode);
  put('/etc/hostname', `${spec.name}\n`);
  put('/etc/hosts', hostsFile(lab, spec));
  put('/etc/machine-id', `${machineId(lab, spec)}\n`, 0o444);
  put('/etc/passwd', passwd(readFileSync('/etc/passwd', 'utf8')));
  put('/etc/group', group(readFileSync('/etc/group', 'utf8')));
  put('/etc/shadow', shadow(readFileSync('/etc/shadow', 'utf8')), 0o640);
  put('/etc/sudoers', sudoers(spec.sudo), 0o440);
  put(SSHD_CONFIG, sshdConfig(spec));
  mkdirSync(join(dir, 'upper', BOOT_DIR), { recursive: true });
  const authorized = clientKeys.map((path) => `${publicKey(path)}\n`).join('');
  writeHomes(dir, authorized);
}

function writeHomes(dir: string, authorized: string): void {
  chmodSync(join(dir, 'roothome'), 0o700);
  writeAt(join(dir, 'roothome/.ssh/authorized_keys'), authorized, 0o600);
  for (const { name, uid } of ACCOUNTS) {
    const home = join(dir, 'home', name);
    writeAt(join(home, '.ssh/authorized_keys'), authorized, 0o600);
    for (const [file, content] of Object.entries(homeFiles(name))) writeAt(join(home, file), content);
    giveTo(home, uid);
  }
}

export function writeAt(path: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, mode);
}

/** Owner and group of a folder and all in it. */
export function giveTo(path: string, uid: number): void {
  chownSync(path, uid, uid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const below = join(path, entry.name);
    if (entry.isDirectory()) giveTo(below, uid);
    else chownSync(below, uid, uid);
  }
}

function hostsFile(lab: Layout, own: HostSpec): string {
  const lines = [...new Set([...HOSTS, own])].map((spec) => `${lab.address(spec)} ${spec.name}`);
  return ['127.0.0.1 localhost', ...lines, ''].join('\n');
}

/** As systemd makes it: 32 hex digits, the same for the same host of the same instance. */
export function machineId(lab: Layout, spec: HostSpec): string {
  return createHash('sha256').update(`ctys-lab ${lab.instance} ${spec.name}`).digest('hex').slice(0, 32);
}

/** Debian's defaults, but without PAM, which would want a session bus and a login manager. */
function sshdConfig(spec: HostSpec): string {
  const lines = [
    'Port 22',
    `HostKey ${HOST_KEY}`,
    `PidFile ${SSHD_PID}`,
    'UsePAM no',
    'StrictModes no',
    'PermitRootLogin prohibit-password',
    `PasswordAuthentication ${spec.passwordLogin ? 'yes' : 'no'}`,
    'KbdInteractiveAuthentication no',
    'X11Forwarding yes',
    'PrintMotd no',
    'LogLevel VERBOSE',
    'AcceptEnv LANG LC_* CTYS_*',
    'Subsystem sftp internal-sftp',
  ];
  if (spec.maxStartups !== undefined) lines.push(`MaxStartups ${spec.maxStartups}`);
  return `${lines.join('\n')}\n`;
}
