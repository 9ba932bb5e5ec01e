/** Checked by the compiler, never run: a connection without a host key verifier is no program. */
import type { connectSsh2, Ssh2Dial } from './ssh2.ts';

type Dial = Parameters<typeof connectSsh2>[0];
export type Ok = Dial extends Ssh2Dial ? true : never;

export function refuses(connect: typeof connectSsh2, dial: Omit<Ssh2Dial, 'hostKey'>, whole: Ssh2Dial): void {
  void connect(whole);
  // @ts-expect-error without hostKey
  void connect(dial);
}
