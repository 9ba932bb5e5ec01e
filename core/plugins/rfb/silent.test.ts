/** VNC servers that hang before the login is over: said in one sentence, and nothing is left waiting. */
import { expect, test } from 'vitest';
import type { BytePipe } from '../../model/pipe.ts';
import { loggedIn } from './front.ts';

const LOGIN = {
  password: async () => 'secret',
  account: async () => ({ user: 'me', password: 'secret' }),
  certificate: async () => {},
};

test.each([
  ['nothing', ''],
  ['a part of its version', 'RFB 003.'],
  ['its version alone', 'RFB 003.008\n'],
])('a server that says %s', async (_what, said) => {
  let closed = (): void => {};
  const gone = new Promise<void>((done) => {
    closed = done;
  });
  async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    if (said !== '') yield new TextEncoder().encode(said);
    await gone;
  }
  const pipe: BytePipe = { bytes: bytes(), write: async () => {}, close: () => closed() };
  await expect(loggedIn(pipe, LOGIN, 20)).rejects.toMatchObject({
    code: 'timeout',
    message: 'The VNC server says nothing.',
  });
  await gone;
});
