/** Whether a lab can be had on this machine. */
import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { GUEST_PACKAGES, HOST_PACKAGES, isDebian, missingPackages } from './packages.ts';

/** null: the lab can run here; else the reason why not, in one sentence. Asked once per process. */
export function labAvailable(): string | null {
  answer ??= { reason: reasonAgainst() };
  return answer.reason;
}

let answer: { readonly reason: string | null } | undefined;

function reasonAgainst(): string | null {
  if (process.platform !== 'linux') return `The lab needs Linux namespaces; this is ${process.platform}.`;
  if (process.getuid?.() !== 0) return 'The lab needs root for its network namespaces.';
  if (!isDebian()) return 'The lab is made of Debian packages; this machine has no apt.';
  const missing = missingPackages([...HOST_PACKAGES, ...GUEST_PACKAGES]);
  if (missing.length > 0) return `The lab misses Debian packages: ${missing.join(' ')}.`;
  if (!/\boverlay$/m.test(readFileSync('/proc/filesystems', 'utf8')))
    return 'The lab needs the overlay file system; this kernel has none.';
  const namespaces = spawnSync('unshare', ['--net', '--uts', '--ipc', '--mount', '--pid', '--fork', 'true']);
  if (namespaces.status !== 0) return 'The lab needs namespaces; this machine does not let root create them.';
  return null;
}
