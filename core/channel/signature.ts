/** Whether macOS finds a valid signature on a program, behind which a certificate of Apple stands (codesign(1)). */
import { startLocal } from './local.ts';

const CODESIGN = '/usr/bin/codesign';

/** False too where there is no such command. */
export async function isSignedByApple(program: string): Promise<boolean> {
  const proc = startLocal([CODESIGN, '--verify', '-R=anchor apple generic', program]);
  proc.stdin.end();
  proc.stdout.resume();
  proc.stderr?.resume();
  return (await proc.exit) === 0;
}
