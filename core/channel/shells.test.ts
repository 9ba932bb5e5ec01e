/** Login shells that are not bash, that print, and that are given hostile words, through a real sshd. */
import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from './channel.ts';
import type { Pool } from './pool.ts';
import { createPool } from './pool.ts';
import type { LeakCheck } from './testing/leaks.ts';
import { leakCheck } from './testing/leaks.ts';
import type { Sshd } from './testing/sshd.ts';
import { noSshd, startSshd } from './testing/sshd.ts';
import type { User } from './testing/users.ts';
import { makeUser, noRoot } from './testing/users.ts';

const HOSTILE = [
  "a'b",
  '$(id)',
  'new\nline\n',
  '!!',
  '\\',
  '\u001b[31m',
  '"; exit 1; "',
  'ü',
  '',
  "x\n!'\\".repeat(2_000),
];

const SHELLS = {
  bash: { path: '/bin/bash', file: '.bashrc' },
  dash: { path: '/bin/dash', file: '.profile' },
  fish: { path: '/usr/bin/fish', file: '.config/fish/config.fish' },
  tcsh: { path: '/usr/bin/tcsh', file: '.cshrc' },
} as const;

describe.skipIf(noSshd ?? noRoot)('login shells', () => {
  let sshd: Sshd;
  let pool: Pool;
  let leaks: LeakCheck;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd.stop());
  beforeEach(() => {
    leaks = leakCheck();
    pool = createPool({ ask: async () => null, sshConfig: sshd.sshConfig });
  });
  afterEach(async () => {
    pool.close();
    await leaks.done();
  });

  describe.each(Object.entries(SHELLS))('%s', (_name, { path, file }) => {
    let user: User;
    let box: Channel;
    beforeAll(async () => {
      user = makeUser({ shell: path });
      const { execFileSync } = await import('node:child_process');
      execFileSync('install', ['-d', '-o', user.name, `${user.home}/.config/fish`]);
      writeFileSync(`${user.home}/${file}`, 'echo "WELCOME to this host"; echo banner >/dev/stderr\n', {
        mode: 0o644,
      });
    });
    afterAll(() => user.remove());
    beforeEach(async () => {
      box = await pool.channel(sshd.host({ user: user.name }));
    });

    test('hostile words arrive, banners do not', async () => {
      const result = await box.exec(['printf', '%s\\0', ...HOSTILE]);
      expect(result.stdout.split('\0').slice(0, -1)).toEqual(HOSTILE);
      expect(result).toMatchObject({ code: 0, stderr: '' });
      const errors = await box.exec(['sh', '-c', 'echo "$1" >&2; exit 9', 'sh', 'mine']);
      expect(errors).toEqual({ code: 9, stdout: '', stderr: 'mine\n' });
    });

    test('pipes and terminals start at the first byte of the command', async () => {
      for (const options of [{}, { pty: { cols: 80, rows: 24 } }]) {
        const pipe = await box.spawn(['printf', '%s', "it's!"], options);
        let text = '';
        for await (const chunk of pipe.bytes) text += Buffer.from(chunk).toString();
        expect(text).toBe("it's!");
      }
    });
  });

  test('an account that may run nothing is named as such', async () => {
    const user = makeUser({ shell: '/usr/sbin/nologin' });
    try {
      const box = await pool.channel(sshd.host({ user: user.name }));
      await expect(box.exec(['true'])).rejects.toMatchObject({ code: 'unexpected-output' });
    } finally {
      user.remove();
    }
  });
});
