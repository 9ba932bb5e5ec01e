/** Tunnels through a real sshd, over both transports, and what they must get right: ends, refusals, nothing left. */
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join as joinPath } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Channel, Endpoint } from './channel.ts';
import { join, listenHere } from './listen.ts';
import { createPool } from './pool.ts';
import { readWish } from './socks.ts';
import { noSshd, startSshd } from './testing/sshd.ts';

const LOOPBACK = '127.0.0.1';

/** Answers each connection once its client has said all and closed its side. */
async function answering(): Promise<{ readonly at: Endpoint & { port: number }; close(): Promise<void> }> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let said = '';
    socket.on('data', (chunk) => {
      said += chunk;
    });
    socket.on('end', () => socket.end(`heard ${said.length}`));
  });
  await new Promise<void>((ready) => server.listen(0, LOOPBACK, ready));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { at: { host: LOOPBACK, port }, close: () => new Promise((done) => server.close(() => done())) };
}

/** What comes back when all is said at once. */
function ask(to: Endpoint, text: string): Promise<string> {
  return new Promise((done, failed) => {
    const socket = 'unix' in to ? connect({ path: to.unix }) : connect({ host: to.host, port: to.port });
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk;
    });
    socket.on('close', () => done(heard));
    socket.on('error', failed);
    socket.end(text);
  });
}

describe.skipIf(noSshd !== undefined)('through sshd', () => {
  const over = async (
    transport: 'ssh2' | 'openssh',
    work: (on: Channel, folder: string) => Promise<void>,
  ): Promise<void> => {
    const sshd = await startSshd({ config: ['AllowTcpForwarding yes', 'AllowStreamLocalForwarding yes'] });
    const pool = createPool({ ask: async () => null, sshConfig: sshd.sshConfig });
    try {
      await work(await pool.channel(sshd.host({ transport })), sshd.dir);
    } finally {
      pool.close();
      sshd.stop();
    }
  };

  test.each(['ssh2', 'openssh'] as const)('%s: to the host, and from it', async (transport) => {
    await over(transport, async (on, folder) => {
      const far = await answering();
      let carried = 0;
      const count = (bytes: number): void => {
        carried += bytes;
      };
      const here = await listenHere({ host: LOOPBACK, port: 0 }, (stream) => {
        void on.stream?.(far.at).then((to) => join(stream, to, count));
      });
      const text = 'x'.repeat(300_000);
      expect(await ask(here.at, text)).toBe('heard 300000');
      expect(carried).toBe(300_000 + 'heard 300000'.length);
      await here.close();
      await expect(ask(here.at, '')).rejects.toMatchObject({ code: 'ECONNREFUSED' });

      for (const at of [{ host: LOOPBACK, port: 0 }, { unix: joinPath(folder, 'tunnel') }]) {
        const there = await on.listen?.(at, (stream) => {
          const { port } = far.at;
          void join(stream, connect({ host: LOOPBACK, port, allowHalfOpen: true }), count);
        });
        if (there === undefined) throw new Error('no listening');
        expect(await ask(there.at, text)).toBe('heard 300000');
        if (!('unix' in there.at))
          await expect(on.listen?.(there.at, () => {})).rejects.toMatchObject({ name: 'Failure' });
        await there.close();
        await expect(ask(there.at, '')).rejects.toBeDefined();
      }
      expect(existsSync(joinPath(folder, 'tunnel'))).toBe(false);
      await far.close();
    });
  });
});

test('a port that is taken is named', async () => {
  const first = await listenHere({ host: LOOPBACK, port: 0 }, () => {});
  await expect(listenHere(first.at, () => {})).rejects.toMatchObject({
    code: 'busy',
    message: expect.stringContaining('in use'),
  });
  await first.close();
});

describe('SOCKS', () => {
  const wish = async (...pieces: readonly (string | readonly number[])[]) => {
    const [client, answers] = [new PassThrough(), [] as number[]];
    const stream = Object.assign(client, {
      write: (chunk: Buffer) => {
        answers.push(...chunk);
        return true;
      },
    });
    const coming = readWish(stream);
    for (const piece of pieces) client.push(Buffer.from(piece as string, 'latin1'));
    const found = await coming;
    found?.answer(true);
    return { found: found && `${found.host} ${found.port}`, answers };
  };

  test.each([
    [
      '5 with a name',
      [[5, 1, 0], [5, 1, 0, 3, 3], 'abc', [0, 80]],
      'abc 80',
      [5, 0, 5, 0, 0, 1, 0, 0, 0, 0, 0, 0],
    ],
    ['5 with an address', [[5, 2, 0, 1, 5, 1, 0, 1, 10, 0, 0, 1, 31, 144]], '10.0.0.1 8080', undefined],
    ['4', [[4, 1, 0, 80, 10, 0, 0, 2, 0]], '10.0.0.2 80', [0, 90, 0, 0, 0, 0, 0, 0]],
    ['4a', [[4, 1, 0, 80, 0, 0, 0, 1, 97, 0], 'host\0'], 'host 80', undefined],
  ] as const)('%s', async (_name, pieces, wanted, said) => {
    const { found, answers } = await wish(...(pieces as readonly (string | readonly number[])[]));
    expect(found).toBe(wanted);
    if (said !== undefined) expect(answers).toEqual(said);
  });

  test.each([
    ['no SOCKS', ['GET / HTTP/1.1\r\n']],
    ['BIND', [[5, 1, 0, 5, 2, 0, 1, 1, 2, 3, 4, 0, 80]]],
    ['an endless one', [[4, 1, 0, 80, 1, 1, 1, 1], 'a'.repeat(5000)]],
  ])('%s is closed', async (_name, pieces) => {
    expect((await wish(...(pieces as (string | number[])[]))).found).toBeNull();
  });
});
