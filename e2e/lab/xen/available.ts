/** Whether a Xen lab can be had on this machine. */
import { isDebian, missingPackages, XEN_PACKAGES } from '../packages.ts';

/** null: a Dom0 can run here; else the reason why not, in one sentence. Asked once per process. */
export function xenAvailable(): string | null {
  answer ??= { reason: reasonAgainst() };
  return answer.reason;
}

let answer: { readonly reason: string | null } | undefined;

function reasonAgainst(): string | null {
  if (process.platform !== 'linux') return `The Xen lab needs Linux; this is ${process.platform}.`;
  if (process.arch !== 'x64') return `The Xen lab is made of amd64 packages; this is ${process.arch}.`;
  if (process.getuid?.() !== 0) return 'The Xen lab needs root to unpack a system.';
  if (!isDebian()) return 'The Xen lab is made of Debian packages; this machine has no apt.';
  const missing = missingPackages(XEN_PACKAGES);
  return missing.length > 0 ? `The Xen lab misses Debian packages: ${missing.join(' ')}.` : null;
}
