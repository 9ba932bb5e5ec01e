/** Kerberos on a lab host with a KDC of its own: the way in by ticket, and the way up by ksu. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Lab, type LabHost, labAvailable, labUp, waitFor } from '../../e2e/lab/index.ts';
import { type Realm, realmUp, TICKETS_ONLY } from '../../e2e/lab/kerberos.ts';
import type { HostConfig } from '../model/host.ts';
import type { BytePipe } from '../model/pipe.ts';
import type { Question } from '../model/prompt.ts';
import { type Pool, createPool } from './pool.ts';
import { answeringTo } from './testing/answering.ts';
import { type LeakCheck, leakCheck } from './testing/leaks.ts';

const against = labAvailable();

describe.skipIf(against !== null)('Kerberos', () => {
  let lab: Lab;
  let host: LabHost;
  let realm: Realm;
  let leaks: LeakCheck;
  let pool: Pool;
  let questions: Question[];

  beforeAll(async () => {
    lab = await labUp();
    host = lab.host('lab00');
    realm = await realmUp(lab, host, ['acue', 'dash']);
  });
  afterAll(() => lab?.down());
  beforeEach(async () => {
    await realm.logout();
    leaks = leakCheck();
    questions = [];
    pool = createPool({
      ask: answeringTo((question) => questions.push(question), [null]),
      sshConfig: realm.sshConfig,
      env: { ...process.env, ...realm.env },
    });
  });
  afterEach(async () => {
    pool.close();
    await leaks.done();
  });

  const lab00 = (more: Partial<HostConfig> = {}): HostConfig => ({ name: 'lab00', user: 'acue', ...more });
  const grant = (...principals: readonly string[]): Promise<string> =>
    host.must(['sh', '-c', 'printf "%s\\n" "$@" > /root/.k5login', 'sh', ...principals]);

  async function textOf(pipe: BytePipe): Promise<string> {
    let text = '';
    for await (const chunk of pipe.bytes) text += Buffer.from(chunk).toString();
    return text;
  }

  describe('where only tickets open the door', () => {
    beforeAll(() => host.restartSshd(TICKETS_ONLY));
    afterAll(() => host.restartSshd());

    test('ssh2 is tried, then OpenSSH gets in', async () => {
      await realm.login('acue');
      const box = await pool.channel(lab00());
      expect(box.transport).toBe('OpenSSH (ssh2: Kerberos)');
      expect((await box.exec(['id', '-un'])).stdout).toBe('acue\n');
      expect(await host.sshdLog()).toContain('Accepted gssapi-with-mic for acue');
      expect(questions).toEqual([]);
    });

    test('without a ticket, with that of another, or with ssh2 alone nobody gets in', async () => {
      await expect(pool.channel(lab00())).rejects.toMatchObject({
        code: 'auth-denied',
        data: { accepts: expect.arrayContaining(['gssapi-with-mic']) },
      });
      await realm.login('dash');
      await expect(pool.channel(lab00())).rejects.toMatchObject({ code: 'auth-denied' });
      await realm.login('acue');
      await expect(pool.channel(lab00({ transport: 'ssh2' }))).rejects.toMatchObject({ code: 'auth-denied' });
    });

    test('a ticket that was handed on makes root by ksu', async () => {
      await realm.login('acue');
      await grant('acue@LAB.CTYS');
      const box = await pool.channel(lab00({ elevation: 'ksu' }));
      expect((await box.exec(['id', '-un'], { elevate: true })).stdout).toBe('root\n');
    });
  });

  describe('where a password opens it, too', () => {
    beforeAll(() => host.restartSshd([...TICKETS_ONLY.slice(0, -1), 'PasswordAuthentication yes']));
    afterAll(() => host.restartSshd());

    test('nobody is asked for it where a ticket will do', async () => {
      await expect(pool.channel(lab00())).rejects.toMatchObject({ code: 'auth-denied' });
      expect(questions.map(({ kind }) => kind)).toEqual(['password']);
      await realm.login('acue');
      expect((await pool.channel(lab00())).transport).toBe('OpenSSH (ssh2: Kerberos)');
      expect(questions).toHaveLength(1);
    });
  });

  describe('ksu over ssh2', () => {
    const box = () => pool.channel(lab00({ elevation: 'ksu' }));
    const up = { elevate: true };
    beforeEach(async () => {
      await realm.loginThere('acue');
      await grant('acue@LAB.CTYS');
    });

    test('runs commands as root: arguments, input, output and code as they are', async () => {
      const on = await box();
      expect(on.transport).toMatch(/^ssh2 /);
      expect((await on.exec(['id', '-un'])).stdout).toBe('acue\n');
      expect((await on.exec(['id', '-un'], up)).stdout).toBe('root\n');
      const script = 'printf "[%s]" "$@";cat;echo no >&2;exit 3';
      const words = ['a b', '-a', '-e', '$HOME', "it's", '-q', '--', ''];
      expect(await on.exec(['sh', '-c', script, 'sh', ...words], { ...up, stdin: 'in\n' })).toEqual({
        code: 3,
        stdout: `${words.map((word) => `[${word}]`).join('')}in\n`,
        stderr: 'no\n',
      });
      expect((await on.exec(['sh', '-c', 'kill -KILL $$'], up)).code).toBe(137);
      expect(await on.exec(['no-such-tool'], up)).toMatchObject({ code: 127, stdout: '' });
      // Only root's PATH has it.
      expect((await on.exec(['sh', '-c', 'command -v sshd'], up)).stdout).toBe('/usr/sbin/sshd\n');
    });

    test('pipes and terminals', async () => {
      const on = await box();
      const pipe = await on.spawn(['sh', '-c', 'id -un; head -n 1'], up);
      await pipe.write(Buffer.from('line\n'));
      expect(await textOf(pipe)).toBe('root\nline\n');
      const pty = { cols: 91, rows: 33 };
      const tty = await on.spawn(['sh', '-c', 'id -un; stty size'], { ...up, pty });
      expect(await textOf(tty)).toBe('root\r\n33 91\r\n');
      const shell = await on.spawn([], { ...up, pty });
      await shell.write(Buffer.from('echo "shell of $(id -un)"; exit\n'));
      expect(await textOf(shell)).toContain('shell of root');
    });

    test('what runs as root is ended, too', async () => {
      const on = await box();
      const stop = new AbortController();
      const run = on.exec(['sleep', '71001'], { ...up, signal: stop.signal }).catch((e: unknown) => e);
      const pipe = await on.spawn(['sleep', '71002'], up);
      const sleeping = async (): Promise<number> =>
        (await host.processes()).filter(({ name, argv }) => name === 'sleep' && /^7100/.test(argv[1] ?? ''))
          .length;
      await waitFor('both to run', async () => (await sleeping()) === 2);
      stop.abort();
      pipe.close();
      expect(await run).toMatchObject({ code: 'aborted' });
      await waitFor('their end', async () => (await sleeping()) === 0);
    });

    test('without a ticket, or not named by root: rights-missing', async () => {
      const on = await box();
      await grant('dash@LAB.CTYS');
      await expect(on.exec(['id'], up)).rejects.toMatchObject({
        code: 'rights-missing',
        remedy: expect.stringContaining('.k5login'),
        data: { stderr: expect.stringContaining('authorization failed') },
      });
      await grant('acue@LAB.CTYS');
      await on.exec(['kdestroy']);
      await expect(on.exec(['cat'], { ...up, stdin: 'no password\n' })).rejects.toMatchObject({
        code: 'rights-missing',
        data: { stderr: expect.stringContaining('Authentication failed') },
      });
    });
  });
});
