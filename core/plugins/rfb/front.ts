/**
 * A VNC server whose login is done here: towards the viewer it stands open. So no password leaves this process, and a
 * viewer without TLS sees servers that insist on it.
 */
import type { BytePipe } from '../../model/pipe.ts';
import { Line } from './line.ts';
import { type Entered, enter, type Login, NONE, VERSION, VERSION_SIZE } from './login.ts';

/** @throws Failure auth-denied, refused, not-capable, unexpected-output, connection-lost, timeout */
export async function loggedIn(server: BytePipe, login: Login, patience?: number): Promise<BytePipe> {
  try {
    return front(await enter(new Line(server, patience), login));
  } catch (caught) {
    server.close();
    throw caught;
  }
}

const OK = Buffer.alloc(4);

function front({ line, left }: Entered): BytePipe {
  // What the viewer says before all of it is the server's: its version and, where we are in, its choice of no login.
  const greeting = left === undefined ? VERSION_SIZE + 1 : VERSION_SIZE;
  let said = 0;
  let wake = (): void => {};
  const until = async (count: number): Promise<void> => {
    while (said < count)
      await new Promise<void>((go) => {
        wake = go;
      });
  };
  async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    yield VERSION;
    await until(VERSION_SIZE);
    const types = left ?? [NONE];
    yield Uint8Array.of(types.length, ...types);
    if (left === undefined) {
      await until(greeting);
      yield OK;
    }
    yield* line.others();
  }
  return {
    bytes: bytes(),
    async write(chunk) {
      const own = Math.min(chunk.length, greeting - said);
      if (own > 0) {
        said += own;
        wake();
      }
      if (own < chunk.length) await line.write(own > 0 ? chunk.subarray(own) : chunk);
    },
    close() {
      line.close();
      said = greeting;
      wake();
    },
  };
}
