/** The people of a lab host and the system files that make them. Pure. */
import type { Sudo } from './layout.ts';

/** Password of acue on every host; sshd asks for it on lab01 only. A lab secret: it opens nothing else. */
export const LAB_PASSWORD = 'ctys-lab';
// crypt(3) of it with SHA-512, so that no host is given the password itself.
export const LAB_PASSWORD_HASH =
  '$6$ctyslab$ux/OkvjRbCMFP2CLghuuBGOtY9o2OMEZEZhSfsXdVMrLxyn.4nGjRmGAXxb93bI.G1vvD/sUTjk6UlvBkM5VQ/';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly shell: string;
}

const BANNER = 'echo "*** Welcome. This login prints more than anyone asked for. ***"\n';

/** fisher, tess and dash: other login shells. noisy (bash) and loud (tcsh): start files that print. */
export const ACCOUNTS: readonly Account[] = [
  { name: 'acue', uid: 7001, shell: '/bin/bash' },
  { name: 'fisher', uid: 7002, shell: '/usr/bin/fish' },
  { name: 'tess', uid: 7003, shell: '/bin/tcsh' },
  { name: 'dash', uid: 7004, shell: '/bin/dash' },
  { name: 'noisy', uid: 7005, shell: '/bin/bash' },
  { name: 'loud', uid: 7006, shell: '/bin/tcsh' },
];

export function account(name: string): Account {
  const found = ACCOUNTS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`The lab has no user ${name}.`);
  return found;
}

/** Files in the home of an account: path below it to content. */
export function homeFiles(name: string): Readonly<Record<string, string>> {
  if (name !== 'noisy' && name !== 'loud') return {};
  return { '.bashrc': BANNER, '.profile': BANNER, '.cshrc': BANNER, '.login': BANNER };
}

/** `base` is the same file of the machine; accounts of the lab's names in it give way. */
export function passwd(base: string): string {
  return withLines(base, (one) => `${one.name}:x:${one.uid}:${one.uid}::/home/${one.name}:${one.shell}`);
}

/** A `*` instead of a hash: sshd refuses locked (`!`) accounts when PAM is off. */
export function shadow(base: string): string {
  const hash = (name: string) => (name === 'acue' ? LAB_PASSWORD_HASH : '*');
  const rootOpen = base.replace(/^root:[^:]*:/m, 'root:*:');
  return withLines(rootOpen, (one) => `${one.name}:${hash(one.name)}:19000:0:99999:7:::`);
}

export function group(base: string): string {
  return withLines(base, (one) => `${one.name}:x:${one.uid}:`);
}

function withLines(base: string, line: (one: Account) => string): string {
  const names = new Set(ACCOUNTS.map((one) => one.name));
  const kept = base.split('\n').filter((row) => row !== '' && !names.has(row.split(':')[0] ?? ''));
  return `${[...kept, ...ACCOUNTS.map(line)].join('\n')}\n`;
}

const SUDO_LINES: Readonly<Record<Sudo, string>> = {
  nopasswd: 'acue ALL=(ALL:ALL) NOPASSWD: ALL\n',
  password: 'acue ALL=(ALL:ALL) ALL\n',
  none: '',
};

export function sudoers(sudo: Sudo): string {
  return [
    'Defaults env_reset',
    'Defaults secure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"',
    'root ALL=(ALL:ALL) ALL',
    SUDO_LINES[sudo],
  ].join('\n');
}
