/**
 * Boot loaders that run in Dom0 before their guest (pyGRUB): xl create waits for them, and their menu stands on a terminal
 * that xenstore has as the guest's console until the guest has its own. xl 4.17.
 */
import type { RunOptions } from '../plugin.ts';
import type { MachineRecord } from '../../model/machine.ts';
import { delay } from '../wait.ts';
import type { Hub } from './hub.ts';
import type { Running } from './record.ts';

/**
 * $1 domain. Its console from the first byte: the boot loader's, and when that has ended the guest's own. Between the two
 * the terminal in xenstore is nobody's, or somebody else's already, so it is looked who runs. What the guest says until
 * its console is opened is kept by Xen.
 */
export const LOADER_CONSOLE = `
export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin:/usr/local/sbin"
xl=$(command -v xl || command -v xm) || { echo 'There is no xl.' >&2; exit 127; }
has() { xenstore-read "/local/domain/$1" >/dev/null 2>&1; }
loads() { ps ax -o args= | grep -q -- "--output=[^ ]*/bootloader\\.$1\\.out"; }
seen=
while has "$1"; do
  if has "$1/console/tty"; then
    has "$1/console/port" && break
    if [ -z "$seen" ] && loads "$1"; then seen=1; "$xl" console "$1"; continue; fi
  fi
  sleep 0.2
done
has "$1" || exit 0
exec "$xl" console "$1"`;

/** ms a person may stand at a menu. */
export const MENU_LIMIT = 60 * 60_000;
const BEAT = 2_000;

const isAsked = (domain: Running | undefined): boolean =>
  domain !== undefined && domain.listed.vcpus === 0 && domain.listed.flags.includes('p');

/** While it asks, the time of the start stands still. */
export async function whileItAsks<T>(
  hub: Hub,
  machine: MachineRecord,
  created: Promise<T>,
  o: RunOptions,
): Promise<T> {
  const over = new AbortController();
  const looking = (async () => {
    for (;;) {
      await delay(BEAT, over.signal);
      const asks = isAsked(await hub.find(machine, { ...o, signal: over.signal }));
      if (asks) o.progress('its boot loader asks; see its console');
      o.holds?.(asks);
    }
  })().catch(() => {});
  try {
    return await created;
  } finally {
    over.abort();
    await looking;
    o.holds?.(false);
  }
}
