/** Xen is root's: what is missing where xl refuses, and how it is granted. */
import type { Channel } from '../../channel/channel.ts';
import { type Failure, fail } from '../../model/failure.ts';

const REFUSED = /permission denied|privcmd|must be root|not permitted|cannot open.*xencall|xenstore/i;

/** Lines that say how to let an account do it, as ctys-plugins has them. */
export const grantFor = (host: string): string =>
  `Set an elevation for ${host} (sudo or ksu), and let the account use it there: 'ACCOUNT ALL=(root) NOPASSWD: ALL' in a file below /etc/sudoers.d, or its principal in /root/.k5users.`;

/** Why xl did not do it. */
export function rightsFault(on: Channel, output: string): Failure {
  if (REFUSED.test(output))
    return fail(
      'rights-missing',
      `Xen on ${on.name} answers root only: ${firstLine(output)}`,
      grantFor(on.name),
      { output },
    );
  return fail('command-failed', `xl on ${on.name} failed: ${firstLine(output)}`, undefined, { output });
}

/** What libxl says first is why; the rest is how it came about. */
export function firstLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !/^Parsing config/.test(line));
  const told =
    lines.find((line) => /error|fail|denied|invalid|unable|cannot/i.test(line)) ?? lines[0] ?? 'no output';
  return told.replace(/^(?:libxl: error: \S+ (?:Domain \d+:)?|xencall: error: |xl: |ERROR )/, '').trim();
}
