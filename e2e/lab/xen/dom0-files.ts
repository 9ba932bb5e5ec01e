/** People of Dom0 and the system files that no package brings because a script makes them. Pure. */
import { LAB_PASSWORD_HASH } from '../accounts.ts';
import { BRIDGE } from './guests.ts';
import { DOM0 } from './layout.ts';

export interface Dom0User {
  readonly name: string;
  readonly uid: number;
  readonly home: string;
}

/** acue: sudo without a password. asked: sudo wants it. barred: no sudo. All have the lab's password. */
export const DOM0_USERS: readonly Dom0User[] = [
  { name: 'root', uid: 0, home: '/root' },
  { name: 'acue', uid: 7001, home: '/home/acue' },
  { name: 'asked', uid: 7002, home: '/home/asked' },
  { name: 'barred', uid: 7003, home: '/home/barred' },
];

const SUDOERS = `Defaults env_reset
Defaults secure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
root ALL=(ALL:ALL) ALL
acue ALL=(ALL:ALL) NOPASSWD: ALL
asked ALL=(ALL:ALL) ALL
`;

// As the lab's other hosts have it: without PAM, which would want a login manager. And the key exchange that an
// emulated processor does soonest.
const SSHD_CONFIG = `HostKey /etc/ssh/ssh_host_ed25519_key
UsePAM no
UseDNS no
KexAlgorithms curve25519-sha256
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
PrintMotd no
LogLevel VERBOSE
AcceptEnv LANG LC_* CTYS_*
Subsystem sftp internal-sftp
`;

const LIBVIRTD_CONF = `auth_unix_rw = "none"
auth_unix_ro = "none"
unix_sock_group = "libvirt"
unix_sock_rw_perms = "0770"
`;

const SYSTEM_GROUPS = 'tty:x:5:\nkvm:x:105:\nlibvirt:x:106:acue\nlibvirt-qemu:x:64055:\nnogroup:x:65534:\n';
const SYSTEM_USERS = `sshd:x:104:65534::/run/sshd:/usr/sbin/nologin
libvirt-qemu:x:64055:105::/var/lib/libvirt:/usr/sbin/nologin
nobody:x:65534:65534::/nonexistent:/usr/sbin/nologin
`;

export interface Dom0File {
  readonly content: string;
  readonly mode?: number;
}

/** Path in Dom0 to file. */
export function dom0Files(): Readonly<Record<string, Dom0File>> {
  return {
    '/etc/hostname': { content: `${DOM0}\n` },
    '/etc/hosts': { content: `127.0.0.1 localhost\n127.0.1.1 ${DOM0}\n` },
    '/etc/fstab': { content: '' },
    '/etc/passwd': {
      content: perUser(({ name, uid, home }) => `${name}:x:${uid}:${uid}::${home}:/bin/bash`) + SYSTEM_USERS,
    },
    '/etc/group': { content: perUser(({ name, uid }) => `${name}:x:${uid}:`) + SYSTEM_GROUPS },
    '/etc/shadow': {
      content: perUser(
        ({ name }) => `${name}:${name === 'root' ? '*' : LAB_PASSWORD_HASH}:19000:0:99999:7:::`,
      ),
      mode: 0o640,
    },
    '/etc/sudoers': { content: SUDOERS, mode: 0o440 },
    '/etc/ssh/sshd_config': { content: SSHD_CONFIG },
    '/etc/libvirt/libvirtd.conf': { content: LIBVIRTD_CONF },
    '/etc/xen/xl.conf': { content: `autoballoon="off"\nvif.default.bridge="${BRIDGE}"\n` },
    ...pamFiles(),
  };
}

/** What Debian's pam-auth-update makes of its templates on a plain machine. */
function pamFiles(): Readonly<Record<string, Dom0File>> {
  const rule = (kind: string, module = 'pam_unix.so') => `${kind} required ${module}\n`;
  return {
    '/etc/pam.d/common-auth': { content: rule('auth') },
    '/etc/pam.d/common-account': { content: rule('account') },
    '/etc/pam.d/common-password': { content: rule('password') },
    '/etc/pam.d/common-session': { content: rule('session', 'pam_permit.so') },
    '/etc/pam.d/common-session-noninteractive': { content: rule('session', 'pam_permit.so') },
  };
}

function perUser(line: (user: Dom0User) => string): string {
  return DOM0_USERS.map((user) => `${line(user)}\n`).join('');
}
