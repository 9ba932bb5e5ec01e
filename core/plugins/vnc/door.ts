/**
 * A VNC server's door, opened with a password that we may read: nobody is asked for what lies in a file on the host, and
 * it never leaves this process.
 */
import { Failure, fail } from '../../model/failure.ts';
import type { BytePipe } from '../../model/pipe.ts';
import { loggedIn } from '../rfb/front.ts';

/** @throws Failure auth-denied, refused, not-capable */
export async function opened(server: BytePipe, password: string): Promise<BytePipe> {
  const account = (): never => {
    throw fail('auth-denied', 'The VNC server wants an account, not the password of its file.');
  };
  try {
    return await loggedIn(server, {
      password: async () => password,
      account: async () => account(),
      // The desktop is the person's own, on a host whose key was checked.
      certificate: async () => {},
    });
  } catch (caught) {
    if (!(caught instanceof Failure) || caught.code !== 'auth-denied') throw caught;
    throw fail(
      'auth-denied',
      'The VNC server does not take the password of its file.',
      'Give it by hand: move the file away.',
    );
  }
}
