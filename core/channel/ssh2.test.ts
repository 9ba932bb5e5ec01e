import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../model/failure.ts';
import type { Channel } from './channel.ts';
import type { Pool } from './pool.ts';
import { createPool } from './pool.ts';
import type { LeakCheck } from './testing/leaks.ts';
import { leakCheck } from './testing/leaks.ts';
import { descendants, processesWith, signal } from './testing/processes.ts';
import type { Sshd } from './testing/sshd.ts';
import { noSshd, startSshd } from './testing/sshd.ts';
import { until } from './testing/wait.ts';

const nobody = async (): Promise<null> => null;

describe.skipIf(noSshd)('ssh2', () => {
  let sshd: Sshd;
  let pool: Pool;
  let leaks: LeakCheck;
  let box: Channel;

  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd.stop());
  beforeEach(async () => {
    leaks = leakCheck();
    pool = createPool({ ask: nobody, sshConfig: sshd.sshConfig });
    box = await pool.channel(sshd.host());
  });
  afterEach(async () => {
    pool.close();
    await leaks.done();
  });

  /** A word no other command line has; processes with it must be gone at the end. */
  const unique = (): string => {
    const word = String(randomInt(1e8, 1e9));
    leaks.words.push(word);
    return word;
  };

  test('runs argv, with input, output, errors and exit code', async () => {
    expect(box.transport).toMatch(/^ssh2 aes\d+-gcm$/);
    const result = await box.exec(['sh', '-c', 'cat; echo "e $1" >&2; exit 3', 'sh', "it's $HOME\n"], {
      stdin: 'in',
    });
    expect(result).toEqual({ code: 3, stdout: 'in', stderr: "e it's $HOME\n\n" });
    expect(await box.exec(['true'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((await box.exec(['no-such-tool'])).code).toBe(127);
    expect((await box.exec(['sh', '-c', 'kill -9 $$'])).code).toBeNull();
  });

  test('a large input arrives whole', async () => {
    const stdin = 'x'.repeat(5_000_000);
    expect((await box.exec(['wc', '-c'], { stdin })).stdout.trim()).toBe('5000000');
  });

  test('1 GB of output is bounded and the command ended', async () => {
    const word = unique();
    const much = box.exec(['sh', '-c', 'head -c 1000000000 /dev/zero; sleep "$1"', 'sh', word], {
      maxBytes: 100_000,
    });
    await expect(much).rejects.toMatchObject({ code: 'output-too-large' });
    await until('gone', () => processesWith(word).length === 0);
  });

  test('an endless command ends with its timeout, even if it ignores TERM', async () => {
    const word = unique();
    const stuck = box.exec(['sh', '-c', 'trap "" TERM; while :; do sleep "$1"; done', 'sh', word], {
      timeout: 500,
    });
    await expect(stuck).rejects.toMatchObject({ code: 'timeout' });
    await until('gone', () => processesWith(word).length === 0);
    expect((await box.exec(['true'])).code).toBe(0);
  });

  test('abort ends the remote command and its children', async () => {
    const word = unique();
    const stop = new AbortController();
    const run = box.exec(['sh', '-c', 'sleep "$1" & wait', 'sh', word], { signal: stop.signal });
    run.catch(() => {});
    await until('runs', () => processesWith(`sleep ${word}`).length > 0);
    stop.abort();
    await expect(run).rejects.toMatchObject({ code: 'aborted' });
    await until('gone', () => processesWith(word).length === 0);
  });

  test('a pipe carries both ways and ends cleanly', async () => {
    const pipe = await box.spawn(['sh', '-c', 'read line; echo "got $line"']);
    await pipe.write(Buffer.from('hello\n'));
    let text = '';
    for await (const chunk of pipe.bytes) text += Buffer.from(chunk).toString();
    expect(text).toBe('got hello\n');
    await expect(pipe.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'aborted' });
  });

  test('closing a pipe leaves nothing on the host', async () => {
    const word = unique();
    const pipe = await box.spawn(['sleep', word]);
    await until('runs', () => processesWith(`sleep ${word}`).length > 0);
    pipe.close();
    await until('gone', () => processesWith(word).length === 0);
    const seen: Uint8Array[] = [];
    for await (const chunk of pipe.bytes) seen.push(chunk);
    expect(seen).toEqual([]);
  });

  test('pipes closed before their command has started leave nothing, nor take sessions', async () => {
    const word = unique();
    for (let round = 0; round < 6; round++)
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          const pipe = await box.spawn(['sleep', word]);
          pipe.close();
          for await (const chunk of pipe.bytes) expect(chunk).toBe('nothing');
        }),
      );
    expect((await box.exec(['true'])).code).toBe(0);
    await until('gone', () => processesWith(word).length === 0);
  });

  test('a reader that stalls stops the producer; nothing is lost after', async () => {
    const pipe = await box.spawn(['head', '-c', '20000000', '/dev/zero']);
    const reader = pipe.bytes[Symbol.asyncIterator]();
    let size = (await reader.next()).value?.length ?? 0;
    const head = await until('producer', () => processesWith('head -c 20000000')[0]?.pid);
    const produced = (): number =>
      Number(/^wchar: (\d+)/m.exec(readFileSync(`/proc/${head}/io`, 'utf8'))?.[1]);
    let last = -1;
    await until('producer stands still', async () => {
      const before = last;
      last = produced();
      await box.exec(['sleep', '0.2']);
      return before === last;
    });
    expect(last).toBeLessThan(8_000_000);
    for (let next = await reader.next(); next.done !== true; next = await reader.next()) {
      expect(next.value.length).toBeLessThanOrEqual(65_536);
      size += next.value.length;
    }
    expect(size).toBe(20_000_000);
  });

  test('a terminal: size, resize, hang-up on close', async () => {
    const word = unique();
    const script =
      'trap "stty size" WINCH; stty size; tty >/dev/null && echo tty; while :; do read x; done; : "$1"';
    const pipe = await box.spawn(['bash', '-c', script, 'bash', word], { pty: { cols: 91, rows: 33 } });
    let text = '';
    const reading = (async () => {
      for await (const chunk of pipe.bytes) text += Buffer.from(chunk).toString();
    })();
    await until('first size', () => text.includes('33 91') && text.includes('tty'));
    pipe.resize?.(120, 40);
    await pipe.write(Buffer.from('\n'));
    await until('second size', () => text.includes('40 120'));
    expect(text.startsWith('33 91')).toBe(true);
    pipe.close();
    await reading;
    await until('gone', () => processesWith(word).length === 0);
  });

  test('the login shell with a terminal', async () => {
    const word = unique();
    const pipe = await box.spawn([], { pty: { cols: 80, rows: 24 } });
    let text = '';
    const reading = (async () => {
      for await (const chunk of pipe.bytes) text += Buffer.from(chunk).toString();
    })();
    await pipe.write(Buffer.from(`echo a$((41+1))b; sleep ${word}\n`));
    await until('answer', () => text.includes('a42b'));
    pipe.close();
    await reading;
    await until('gone', () => processesWith(`sleep ${word}`).length === 0);
  });

  test('more commands at once than one connection may have', async () => {
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, i) => box.exec(['sh', '-c', 'sleep 0.2; echo "$1"', 'sh', String(i)])),
    );
    expect(all.map(({ stdout }) => Number(stdout))).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  test('all sessions taken: a command does not wait longer than its timeout', async () => {
    const pipes = await Promise.all(Array.from({ length: 36 }, () => box.spawn(['cat'])));
    await expect(box.exec(['true'], { timeout: 300 })).rejects.toMatchObject({ code: 'timeout' });
    pipes[0]?.close();
    expect((await box.exec(['true'])).code).toBe(0);
    for (const pipe of pipes) pipe.close();
  });

  test('concurrent callers share one connecting', async () => {
    const own = createPool({ ask: nobody, sshConfig: sshd.sshConfig });
    const logins = sshd.log().match(/Accepted publickey/g)?.length ?? 0;
    const all = await Promise.all(Array.from({ length: 10 }, () => own.channel(sshd.host())));
    expect(new Set(all).size).toBe(1);
    await all[0]?.exec(['true']);
    expect((sshd.log().match(/Accepted publickey/g)?.length ?? 0) - logins).toBe(1);
    own.close();
  });

  test('a host that hangs is noticed, its pipes fail, and the next call connects anew', async () => {
    const pipe = await box.spawn(['cat']);
    const serving = sshd.sessions();
    for (const pid of serving) signal(pid, 'SIGSTOP');
    try {
      const hung = Date.now();
      const read = pipe.bytes[Symbol.asyncIterator]().next();
      await expect(read).rejects.toMatchObject({ code: 'connection-lost' });
      expect(box.gone.aborted).toBe(true);
      // Told is when it was last heard, not when that was noticed.
      const heard = Number((box.gone.reason as Failure).data?.heard);
      expect(heard - hung).toBeLessThan((Date.now() - hung) / 2);
      await expect(box.exec(['true'])).rejects.toMatchObject({ code: 'connection-lost' });
      const again = await pool.channel(sshd.host());
      expect(again).not.toBe(box);
      expect((await again.exec(['true'])).code).toBe(0);
    } finally {
      for (const pid of serving) signal(pid, 'SIGCONT');
    }
  });

  test('sshd killed under open pipes and commands', async () => {
    const word = unique();
    const pipe = await box.spawn(['cat']);
    const run = box.exec(['sh', '-c', 'cat; sleep "$1"', 'sh', word]);
    const outcome = run.catch((caught: unknown) => caught);
    await until('runs', () => processesWith(word).length > 0);
    for (const pid of sshd.sessions()) signal(pid, 'SIGKILL');
    await expect(pipe.bytes[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'connection-lost',
    });
    expect(await outcome).toMatchObject({ code: 'connection-lost' });
    await expect(pipe.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'aborted' });
    for (const { pid } of processesWith(word)) signal(pid, 'SIGKILL');
  });

  test('closing the pool ends what runs', async () => {
    const word = unique();
    const run = box.exec(['sleep', word]).catch((caught: unknown) => caught);
    await until('runs', () => processesWith(`sleep ${word}`).length > 0);
    pool.close();
    expect(await run).toMatchObject({ code: 'connection-lost' });
    await until('gone', () => processesWith(word).length === 0);
    expect(descendants(process.pid).filter(({ argv }) => argv.startsWith('ssh '))).toEqual([]);
  });

  /** Comes back when the command runs and nothing that it or the host says of it has been read. */
  async function untilUnheard(command: string): Promise<void> {
    for (;;) {
      const end = performance.now() + 50;
      while (performance.now() < end) if (processesWith(command).some(({ argv }) => argv === command)) return;
      await new Promise(setImmediate);
    }
  }

  test('closing the pool ends what has not told of its start yet', async () => {
    const word = unique();
    const run = box.exec(['sleep', word]).catch((caught: unknown) => caught);
    await untilUnheard(`sleep ${word}`);
    pool.close();
    expect(await run).toMatchObject({ code: 'connection-lost' });
    await until('gone', () => processesWith(word).length === 0);
  });

  test('many writes on their way at once: none listens for itself', async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error): void => void warnings.push(warning);
    process.on('warning', warn);
    const pipe = await box.spawn(['cat']);
    const sent = Array.from({ length: 50 }, (_, n) => `${n}\n`);
    const writing = sent.map((text) => pipe.write(Buffer.from(text)));
    let text = '';
    for await (const chunk of pipe.bytes) {
      text += Buffer.from(chunk).toString();
      if (text.length >= sent.join('').length) break;
    }
    await Promise.all(writing);
    expect(text).toBe(sent.join(''));
    // Warnings come in a later turn.
    await new Promise(setImmediate);
    process.off('warning', warn);
    expect(warnings).toEqual([]);
    pipe.close();
    await expect(pipe.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'aborted' });
  });

  test('a program that ends as soon as its pool is closed leaves nothing', async () => {
    const word = unique();
    const script = join(sshd.dir, 'ends.mts');
    writeFileSync(
      script,
      `import { createPool } from ${JSON.stringify(join(import.meta.dirname, 'pool.ts'))};
      const pool = createPool({ ask: async () => null, sshConfig: ${JSON.stringify(sshd.sshConfig)} });
      for (const host of ${JSON.stringify([sshd.host(), sshd.host({ name: 'b', transport: 'openssh' }), { name: 'localhost' }])}) {
        const box = await pool.channel(host as never);
        const pipe = await box.spawn(['sh', '-c', 'echo up; trap "" TERM; while :; do sleep "$1"; done', 'sh', ${JSON.stringify(word)}]);
        await pipe.bytes[Symbol.asyncIterator]().next();
      }
      await pool.close();
      process.exit();`,
    );
    const tsx = createRequire(import.meta.url).resolve('tsx');
    await promisify(execFile)(process.execPath, ['--import', tsx, script]);
    await until('gone', () => processesWith(word).length === 0);
  });

  test('hosts behind a jump host are closed before it', async () => {
    const word = unique();
    const gate = await startSshd();
    try {
      appendFileSync(gate.knownHosts, `[127.0.0.1]:${sshd.port} ${sshd.hostKey()}\n`);
      appendFileSync(`${sshd.dir}/authorized_keys`, readFileSync(`${gate.dir}/id.pub`));
      const own = createPool({ ask: nobody, sshConfig: gate.sshConfig });
      const far = await own.channel(sshd.host({ name: 'far', jump: [`root@127.0.0.1:${gate.port}`] }));
      const run = far.exec(['sleep', word]).catch((caught: unknown) => caught);
      await untilUnheard(`sleep ${word}`);
      await own.close();
      expect(await run).toMatchObject({ code: 'connection-lost' });
      await until('gone', () => processesWith(word).length === 0);
    } finally {
      gate.stop();
    }
  });

  test('what is given up before it told of its start is ended', async () => {
    const word = unique();
    const given = new AbortController();
    const run = box.exec(['sleep', word], { signal: given.signal }).catch((caught: unknown) => caught);
    await untilUnheard(`sleep ${word}`);
    given.abort();
    expect(await run).toMatchObject({ code: 'aborted' });
    await until('gone', () => processesWith(word).length === 0);
  });
});
