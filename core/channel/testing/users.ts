/** Accounts for a test, removed after it. Needs root. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { processes, signal } from './processes.ts';
import { readFileSync } from 'node:fs';

export const noRoot = process.getuid?.() === 0 ? undefined : 'needs root to make accounts';

export interface User {
  readonly name: string;
  readonly home: string;
  readonly password: string;
  remove(): void;
}

export interface UserOptions {
  readonly shell?: string;
  /** What the account may do by sudo, e.g. `ALL=(ALL) NOPASSWD: ALL`. */
  readonly sudo?: string;
}

/** Others may hold the lock of the account files for a moment. */
function admin(file: string, args: readonly string[], input?: string): void {
  for (let tries = 0; ; tries++) {
    try {
      execFileSync(file, args, {
        stdio: ['pipe', 'ignore', 'ignore'],
        ...(input !== undefined && { input }),
      });
      return;
    } catch (caught) {
      if (tries === 20) throw caught;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
}

const ownedBy = (uid: number): number[] =>
  processes().flatMap(({ pid }) => {
    try {
      const line = /^Uid:\t(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
      return Number(line?.[1]) === uid ? [pid] : [];
    } catch {
      return [];
    }
  });

export function makeUser(o: UserOptions = {}): User {
  const name = `ctys${randomBytes(4).toString('hex')}`;
  const password = `pw ${randomBytes(6).toString('hex')} '"$!`;
  admin('useradd', ['-m', '-s', o.shell ?? '/bin/bash', name]);
  admin('chpasswd', [], `${name}:${password}\n`);
  const rules = `/etc/sudoers.d/${name}`;
  if (o.sudo !== undefined) writeFileSync(rules, `${name} ${o.sudo}\n`, { mode: 0o440 });
  const uid = Number(execFileSync('id', ['-u', name], { encoding: 'utf8' }));
  return {
    name,
    home: `/home/${name}`,
    password,
    remove() {
      rmSync(rules, { force: true });
      for (const pid of ownedBy(uid)) signal(pid, 'SIGKILL');
      admin('userdel', ['-r', '-f', name]);
    },
  };
}
